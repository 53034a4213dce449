import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foreignNames } from '../../../src/read/model/guard/names.ts'
import { foreignNumbers } from '../../../src/read/model/guard/numbers.ts'
import { type Fault, judgeAnswer } from '../../../src/read/model/guard.ts'
import { modelTask } from '../../../src/read/model/task.ts'
import { readPage } from '../../../src/read/page/page.ts'
import { readArticle } from '../../../src/read/reading.ts'
import { splitSentences } from '../../../src/read/sentences.ts'
import { bodyArticle } from '../body-article.ts'
import { goodAnswer, readEnglish, story, storyReading } from './story.ts'

const task = taskOf(storyReading)

function taskOf(reading: typeof storyReading, headline: string | null = null) {
  const made = modelTask(reading, headline)
  if (made === null) throw new Error('nothing to ask')
  return made
}

function faultsOf(...sentences: readonly string[]): readonly Fault[] {
  const answer = { quotes: ['q1', 'q2'], sentences }
  const verdict = judgeAnswer(answer, { ...task, sentences: sentences.length })
  return verdict.kind === 'refused' ? verdict.faults : []
}

test('an honest answer is accepted: its quotes in reading order, cut out of the article', () => {
  const verdict = judgeAnswer({ ...goodAnswer, quotes: ['q2', 'q1'] }, task)
  expect(verdict).toMatchObject({ kind: 'accepted', summary: goodAnswer.sentences })
  const quotes = verdict.kind === 'accepted' ? verdict.keyQuotes : []
  expect(quotes.map(({ speaker }) => speaker?.name)).toEqual(['Clara Rossi', 'Paolo Bianchi'])
  for (const quote of quotes) {
    expect(quote.text).toBe(story.text.slice(quote.start, quote.end))
    expect(storyReading.quotes).toContain(quote)
  }
})

test('only quotes that the rules would publish can be chosen', () => {
  expect(task.candidates.map(({ speaker }) => speaker?.name)).toEqual([
    'Clara Rossi',
    'Paolo Bianchi',
    'Marta Keller',
  ])
  const unknown = { kind: 'refused', faults: ['unknown-quote'] }
  // The fourth quote is one word, the fifth has no speaker.
  for (const quotes of [
    ['q1', 'q4'],
    ['q1', 'q5'],
    ['q0', 'q1'],
    ['q1', 'Q2'],
    ['We won', 'q1'],
    ['', 'q1'],
  ])
    expect(judgeAnswer({ ...goodAnswer, quotes }, task)).toEqual(unknown)
})

test('a quote that is the headline, and the same words a second time, cannot be chosen', () => {
  const said = 'We will rebuild the old harbour before winter comes'
  const reading = readEnglish(
    `“${said},” said Anna Berg.`,
    '“The money for the bridge is not there this year,” said Carl Dahl.',
    `The speech went on. “${said},” said Anna Berg.`,
  )
  expect(taskOf(reading).candidates.map(({ speaker }) => speaker?.name)).toEqual(['Anna Berg', 'Carl Dahl'])
  expect(taskOf(reading, said).candidates.map(({ speaker }) => speaker?.name)).toEqual(['Carl Dahl'])
})

test('as many quotes and sentences are given as were asked for', () => {
  const verdict = (quotes: readonly string[], sentences: readonly string[]) =>
    judgeAnswer({ quotes, sentences }, task)
  expect(verdict(['q1'], goodAnswer.sentences)).toEqual({ kind: 'refused', faults: ['number-of-quotes'] })
  expect(verdict(['q1', 'q1'], goodAnswer.sentences)).toEqual({
    kind: 'refused',
    faults: ['number-of-quotes'],
  })
  expect(verdict(goodAnswer.quotes, goodAnswer.sentences.slice(1))).toEqual({
    kind: 'refused',
    faults: ['number-of-sentences'],
  })
  const [first = ''] = goodAnswer.sentences
  expect(verdict(goodAnswer.quotes, [first, first])).toEqual({ kind: 'refused', faults: ['repetition'] })
})

test.each<[string, Fault, string]>([
  [
    'a number of its own',
    'number',
    'Switzerland will close 4 of its 12 border crossings with Italy on 24 January.',
  ],
  [
    'a number of another thing',
    'number',
    'The closures will cost 12 jobs, said the head of the chamber of commerce.',
  ],
  [
    'part of another whole',
    'number',
    'Switzerland will close 7 of its border crossings with Italy in January.',
  ],
  ['a number in words', 'number', 'Switzerland will close five border crossings with Italy on 24 January.'],
  [
    'a share for an amount',
    'number',
    'Trade between both countries fell by 20 last year, to $5 million a day.',
  ],
  [
    'an amount for a share',
    'number',
    'The closures will cost 400 percent of the jobs before the summer begins.',
  ],
  [
    'another currency',
    'number',
    'Trade between both countries fell 20 percent last year, to €5 million a day.',
  ],
  ['another scale', 'number', 'Trade between both countries fell 20 percent last year, to $5 billion a day.'],
  [
    'another date',
    'number',
    'Switzerland will close border crossings with Italy on 25 January, the government said.',
  ],
  [
    'a year',
    'number',
    'Switzerland will close border crossings with Italy in January 2027, the government said.',
  ],
  ['a half', 'number', 'Switzerland will close half of the border crossings with Italy in January.'],
  [
    'digits of another script',
    'number',
    'Switzerland will close ٤ border crossings with Italy, the government said.',
  ],
  [
    'a name of its own',
    'name',
    'Switzerland will close border crossings with Italy, said Interior Minister Anna Rossi.',
  ],
  [
    'a name made of two',
    'name',
    'The plan is reckless for jobs in Milan, Paolo Rossi told the chamber of commerce.',
  ],
  [
    'another place',
    'name',
    'Switzerland will close border crossings with Austria, the government said in Geneva.',
  ],
  [
    'another month',
    'name',
    'Switzerland will close border crossings with Italy in March, the government said.',
  ],
  [
    'another name at its start',
    'name',
    'France will close border crossings with Italy in January, the government said.',
  ],
  [
    'one for many',
    'number',
    'Switzerland will close one crossing with Italy on 24 January, the government said.',
  ],
  ['a source of its own', 'name', 'Experts said the crossings between both countries will close in January.'],
  [
    'an invented quotation',
    'quotation',
    'The minister said “we are deeply sorry for the residents” of the border.',
  ],
  [
    'an altered quotation',
    'quotation',
    'Clara Rossi said “We cannot keep most of the crossings open with the staff that we have”.',
  ],
  [
    'half a quotation',
    'quotation',
    'Clara Rossi said the government can “keep all of the crossings open with the staff that we have”.',
  ],
  [
    'a quotation in another mouth',
    'quotation',
    'Paolo Bianchi said “We cannot keep all of the crossings open with the staff that we have”.',
  ],
  [
    'a quotation in two mouths',
    'quotation',
    'Paolo Bianchi told Clara Rossi “We cannot keep all of the crossings open with the staff that we have”.',
  ],
  [
    'words of the reporter as a quotation',
    'quotation',
    'Marta Keller said “trade between both countries fell 20 percent last year”.',
  ],
  [
    'a mark that stays open',
    'quotation',
    'The government said “the crossings with Italy will close in January after a meeting.',
  ],
  [
    'marks of another script',
    'quotation',
    'The government said 「the crossings with Italy will close in January」 after a meeting.',
  ],
  [
    'single marks',
    'quotation',
    "The minister said 'the crossings with Italy will close in January' after a meeting.",
  ],
  [
    'the report of another in a mouth',
    'speaker',
    'Clara Rossi said trade between both countries fell 20 percent last year.',
  ],
  [
    'a source of its own at its end',
    'speaker',
    'The border crossings with Italy will close in January, analysts said.',
  ],
  [
    'a name without capitals',
    'speaker',
    'Trade between both countries fell 20 percent last year, said angela merkel.',
  ],
  [
    'a denial of its own',
    'negation',
    'Switzerland will not close the border crossings with Italy in January, the government said.',
  ],
  [
    'a denial left out',
    'negation',
    'Interior Minister Clara Rossi resigned after the vote on border crossings.',
  ],
  [
    'a denial turned around',
    'negation',
    'Opposition leaders spoke to reporters of wrongdoing in the affair.',
  ],
  [
    'another story',
    'off-topic',
    'The weather brought storms, floods and heavy snow while everybody kept dancing.',
  ],
  ['the headline', 'headline', 'Switzerland closes its border crossings with Italy.'],
  [
    'nobody to point at',
    'leans',
    'They will close border crossings with Italy on 24 January, the government said.',
  ],
  [
    'a word that ties it to nothing',
    'leans',
    'But the border crossings with Italy will close on 24 January, the government said.',
  ],
  ['no end', 'shape', 'Switzerland will close border crossings with Italy on 24 January'],
  [
    'two sentences',
    'shape',
    'Switzerland will close crossings with Italy. The government said so in Geneva.',
  ],
  ['a line of its own', 'shape', 'Switzerland will close crossings with Italy\nafter a meeting in Geneva.'],
  ['a picture', 'shape', 'Switzerland will close border crossings with Italy 🚨 on 24 January.'],
  ['an invisible mark', 'shape', 'Switzerland will close border crossings \u202Ewith Italy on 24 January.'],
  [
    'a link',
    'address',
    'Switzerland will close crossings with Italy, see https://evil.example for more of the plan.',
  ],
  [
    'a host',
    'address',
    'Switzerland will close crossings with Italy, read more of the plan at evil.example.',
  ],
  ['a mention', 'address', 'Switzerland will close border crossings with Italy, @everyone in Geneva said.'],
  ['markup', 'address', 'Switzerland will **close** border crossings with Italy on 24 January.'],
  ['too few words', 'length', 'Trade fell.'],
  [
    'too many words',
    'length',
    `Trade between both countries fell ${'and the government said trade fell '.repeat(10)}last year.`,
  ],
])('a sentence with %s is refused', (_, fault, sentence) => {
  expect(faultsOf(sentence)).toContain(fault)
})

test.each([
  [
    'numbers written another way',
    'Trade between Switzerland and Italy fell by 20% last year, to 5 million dollars a day.',
  ],
  ['number words', 'Switzerland will close three of the twelve border crossings with Italy in January.'],
  [
    'another order',
    'After a meeting in Geneva the government said crossings with Italy will close on January 24.',
  ],
  ['genitives', 'Milan’s chamber of commerce fears that the closures will cost its members 400 jobs.'],
  [
    'a denial that is there',
    'Interior Minister Clara Rossi did not resign after the vote on border crossings.',
  ],
  [
    'a denial in other words',
    'Opposition leaders said there was no wrongdoing by them in the affair, and denied wrongdoing.',
  ],
  [
    'a sentence of the article',
    'Trade between both countries fell 20 percent last year, to $5 million a day, according to the customs office.',
  ],
])('a sentence with %s is accepted', (_, sentence) => {
  expect(faultsOf(sentence)).toEqual([])
})

test('what is only alleged is not told as a fact', () => {
  const reading = readEnglish(
    'Police in Lyon arrested the banker Paul Morel, who allegedly bribed two judges in the harbour case.',
    'Mr Morel is accused of fraud. His lawyer told the court that the banker will fight for his name.',
  )
  const verdict = (sentence: string) =>
    judgeAnswer({ quotes: [], sentences: [sentence] }, { ...taskOf(reading), sentences: 1 })
  const refused = { kind: 'refused', faults: ['certainty'] }
  expect(verdict('Police in Lyon arrested the banker Paul Morel, who bribed two judges.')).toEqual(refused)
  expect(verdict('Police in Lyon arrested the banker Paul Morel for fraud.')).toEqual(refused)
  expect(verdict('Police in Lyon arrested Paul Morel, who allegedly bribed two judges.')).toMatchObject({
    kind: 'accepted',
  })
})

test('a quotation with the speaker alone is posted in the characters of the article', () => {
  const sentence =
    'The border will change, and "Nobody asked the people who live along this border what they need", said Marta Keller of Chiasso.'
  const verdict = judgeAnswer({ quotes: ['q1', 'q2'], sentences: [sentence] }, { ...task, sentences: 1 })
  expect(verdict).toMatchObject({ kind: 'accepted' })
})

test('a quotation retyped with other marks is written as the article has it', () => {
  const reading = readEnglish(
    '“It’s a day we won’t forget – ever,” said Anna Berg of the harbour office in Bergen.',
  )
  const sentence = 'At the harbour office in Bergen, Anna Berg said: "It\'s a day we won\'t forget - ever."'
  const verdict = judgeAnswer({ quotes: ['q1'], sentences: [sentence] }, { ...taskOf(reading), sentences: 1 })
  expect(verdict).toMatchObject({
    summary: ['At the harbour office in Bergen, Anna Berg said: "It’s a day we won’t forget – ever".'],
  })
})

describe('of a real story', () => {
  const html = readFileSync(new URL('../../../feeds/samples/abu-dhabi-talks.html', import.meta.url), 'utf8')
  const outcome = readPage(html, { url: null, now: new Date('2026-01-24T20:00:00Z') })
  if (outcome.kind === 'refused') throw new Error(outcome.message)
  const asked = { ...taskOf(readArticle(outcome.article, null)), sentences: 1 }
  const judge = (sentence: string) => judgeAnswer({ quotes: ['q1', 'q2'], sentences: [sentence] }, asked)

  test.each([
    'Two days of trilateral talks in Abu Dhabi ended with constructive discussions on possible parameters for ending the war.',
    'Officers in the delegations have questions for a second meeting, which may take place within days.',
    'US envoy Steve Witkoff said the talks are down to one issue, and that it is solvable.',
  ])('an editor may write: %s', (sentence) => {
    expect(judge(sentence)).toMatchObject({ kind: 'accepted' })
  })

  test.each<[Fault, string]>([
    ['speaker', 'Vladimir Putin said the talks are down to one issue, and that it is solvable.'],
    ['number', 'Three days of trilateral talks in Abu Dhabi ended with constructive discussions.'],
    ['name', 'Two days of trilateral talks in Riyadh ended with constructive discussions.'],
    ['negation', 'Officers in the delegations have no questions for a second meeting within days.'],
  ])('nobody may write (%s): %s', (fault, sentence) => {
    expect(judge(sentence)).toMatchObject({ faults: expect.arrayContaining([fault]) })
  })
})

describe('in other languages', () => {
  const stories = [
    {
      language: 'de',
      paragraphs: [
        'BERLIN – Die Regierung schließt bis zum 24. Januar drei von zwölf Bahnhöfen im Norden des Landes.',
        'Minister Karl Weber hat den Bericht nicht gelesen. Die Kosten steigen um 20 Prozent auf 1,5 Milliarden Euro.',
      ],
      good: 'Bis zum 24. Januar schließt die Regierung 3 von 12 Bahnhöfen im Norden, die Kosten steigen um 20 %.',
      bad: [
        [
          'number',
          'Bis zum 24. Januar schließt die Regierung vier von zwölf Bahnhöfen im Norden des Landes.',
        ],
        ['number', 'Die Kosten für die Bahnhöfe im Norden des Landes steigen auf 1,5 Millionen Euro.'],
        ['name', 'Minister Hans Weber schließt bis zum 24. Januar drei von zwölf Bahnhöfen im Norden.'],
        ['negation', 'Die Regierung schließt die Bahnhöfe im Norden des Landes bis zum 24. Januar nicht.'],
        ['negation', 'Minister Karl Weber hat den Bericht gelesen, die Kosten steigen um 20 Prozent.'],
      ],
    },
    {
      language: 'fr',
      paragraphs: [
        'PARIS — Le gouvernement fermera trois des douze gares du nord le 24 janvier, selon le ministre Jean Morel.',
        'Le ministre n’a pas signé le contrat. Les coûts augmentent de 20 pour cent, à 1,5 milliard d’euros.',
      ],
      good: 'Le gouvernement fermera 3 des 12 gares du nord le 24 janvier, et les coûts augmentent de 20 %.',
      bad: [
        ['number', 'Le gouvernement fermera quatre des douze gares du nord le 24 janvier.'],
        ['name', 'Le gouvernement fermera trois des douze gares de Lyon le 24 janvier.'],
        ['negation', 'Le gouvernement ne fermera pas les gares du nord le 24 janvier, selon Jean Morel.'],
        ['negation', 'Le ministre Jean Morel a signé le contrat le 24 janvier, selon le gouvernement.'],
      ],
    },
    {
      language: 'es',
      paragraphs: [
        'MADRID — El gobierno cerrará tres de las doce estaciones del norte el 24 de enero, según la ministra Ana Ruiz.',
        'La ministra no firmó el contrato. Los costes suben un 20 por ciento, hasta 1.500 millones de euros.',
      ],
      good: 'El gobierno cerrará 3 de las 12 estaciones del norte el 24 de enero y los costes suben un 20 %.',
      bad: [
        ['number', 'El gobierno cerrará cuatro de las doce estaciones del norte el 24 de enero.'],
        ['name', 'El gobierno cerrará tres de las doce estaciones de Sevilla el 24 de enero.'],
        ['negation', 'El gobierno no cerrará las estaciones del norte el 24 de enero, según Ana Ruiz.'],
        ['negation', 'La ministra Ana Ruiz firmó el contrato el 24 de enero, según el gobierno.'],
      ],
    },
    {
      language: 'uk',
      paragraphs: [
        'КИЇВ — Уряд закриє три з дванадцяти станцій на півночі 24 січня, сказала міністерка Олена Коваль.',
        'Міністерка не підписала договір. Витрати зростуть на 20 відсотків, до 1,5 мільярда гривень.',
      ],
      good: 'Уряд закриє 3 з 12 станцій на півночі 24 січня, а витрати зростуть на 20 %.',
      bad: [
        ['number', 'Уряд закриє пʼять з дванадцяти станцій на півночі 24 січня, сказала Олена Коваль.'],
        ['name', 'Уряд закриє три з дванадцяти станцій у Львові 24 січня, сказала Олена Коваль.'],
        ['negation', 'Уряд не закриє станцій на півночі 24 січня, сказала міністерка Олена Коваль.'],
        ['negation', 'Міністерка Олена Коваль підписала договір 24 січня, сказала вона на півночі.'],
      ],
    },
  ] as const

  test.each(stories)('$language: numbers, names and denials are held against the article', (one) => {
    const { language, paragraphs, good, bad } = one
    const asked = { ...taskOf(readArticle(bodyArticle(paragraphs, { language }), null)), sentences: 1 }
    const judge = (sentence: string) => judgeAnswer({ quotes: [], sentences: [sentence] }, asked)
    expect(judge(good)).toMatchObject({ kind: 'accepted' })
    for (const [fault, sentence] of bad)
      expect(judge(sentence), sentence).toMatchObject({ faults: expect.arrayContaining([fault]) })
  })

  test.each([null, 'ja', 'ar', 'ru', 'eng-unknown', 'de', 'uk'])(
    'an article said to be in %s that is in English is left to the rules',
    (language) => {
      expect(modelTask({ ...storyReading, article: { ...story, language } }, null)).toBeNull()
    },
  )
})

describe('whatever the sentence', () => {
  const held = splitSentences(story.text).map(({ start, end }) => story.text.slice(start, end))
  const aSentence = fc.constantFrom(...held)

  test('what the article says itself is never a foreign number, name, source, denial or certainty', () => {
    fc.assert(
      fc.property(fc.array(aSentence, { minLength: 1, maxLength: 3 }), (sentences) => {
        const faults = faultsOf(...sentences)
        expect(faults).not.toContain('number')
        expect(faults).not.toContain('name')
        expect(faults).not.toContain('speaker')
        expect(faults).not.toContain('negation')
        expect(faults).not.toContain('certainty')
        expect(faults).not.toContain('off-topic')
      }),
    )
  })

  test('a digit changed into a number that the article does not hold is refused', () => {
    const withDigits = held.filter((sentence) => /\d/.test(sentence))
    fc.assert(
      fc.property(
        fc.constantFrom(...withDigits),
        fc.nat(),
        fc.integer({ min: 1, max: 9 }),
        (sentence, pick, by) => {
          const places = [...sentence.matchAll(/\d/g)].map(({ index }) => index)
          const at = places[pick % places.length] ?? 0
          const digit = String((Number(sentence[at]) + by) % 10)
          const changed = sentence.slice(0, at) + digit + sentence.slice(at + 1)
          const number = /\d+/.exec(changed.slice(changed.slice(0, at + 1).search(/\d+$/)))?.[0] ?? ''
          fc.pre(!new RegExp(`(?<!\\d)0*${Number(number)}(?!\\d)`).test(story.text))
          expect(foreignNumbers(changed, story.text, 'en')).not.toEqual([])
        },
      ),
    )
  })

  test('a name that the article does not hold is refused wherever it stands', () => {
    const aName = fc
      .stringMatching(/^[A-Z][a-z]{3,9}$/)
      .filter((name) => !story.text.toLowerCase().includes(name.toLowerCase()))
    fc.assert(
      fc.property(aSentence, aName, fc.nat(), (sentence, name, pick) => {
        const words = sentence.split(' ')
        const at = 1 + (pick % words.length)
        const changed = [...words.slice(0, at), name, ...words.slice(at)].join(' ')
        expect(foreignNames(changed, story.text, 'en')).not.toEqual([])
      }),
    )
  })

  test('any text at all is judged, and what is accepted holds no number of its own', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc
        .array(fc.constantFrom(...story.text.split(/\s+/)), { maxLength: 40 })
        .map((words) => words.join(' ')),
    )
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 3 }), fc.array(fc.string()), (sentences, quotes) => {
        const verdict = judgeAnswer({ quotes: ['q1', 'q2', ...quotes], sentences }, task)
        if (verdict.kind === 'refused') return
        for (const sentence of verdict.summary) expect(foreignNumbers(sentence, story.text, 'en')).toEqual([])
      }),
    )
  })

  test('an article made to be slow costs little', () => {
    const text = `${'It was in the A B of A, “A B”, 3 of not A B. '.repeat(520)}`
    const reading = readEnglish(text)
    const started = performance.now()
    const asked = { ...taskOf(reading), sentences: 1, fewestQuotes: 0 }
    judgeAnswer({ quotes: [], sentences: [`It was ${'B A '.repeat(60)}3 of not Q.`] }, asked)
    expect(performance.now() - started).toBeLessThan(5_000)
  })

  test('an answer that never ends costs little', () => {
    const started = performance.now()
    faultsOf('“'.repeat(50_000), 'A1 '.repeat(50_000))
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})
