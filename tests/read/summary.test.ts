import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { wordsOf } from '../../src/read/page/wording.ts'
import { hasPairedMarks } from '../../src/read/summary/paired-marks.ts'
import { shorten } from '../../src/read/summary/shorten.ts'
import { standsAlone, withoutTie } from '../../src/read/summary/standing-alone.ts'
import { summarise, summaryOf } from '../../src/read/summary/summary.ts'
import { bodyArticle } from './body-article.ts'

const lead =
  'The council of Tarn approved a new tram line to the airport on Monday after four years of debate.'
const cost = 'The tram line will cost 310 million euros, half of it paid by the state.'
const route = 'Trams will run every eight minutes between the central station and the airport from 2029.'

describe('a summary', () => {
  test('tells the story in reading order, in the words of the article', () => {
    const article = bodyArticle([lead, 'Rain fell on the square.', cost, 'Nobody was hurt in it.', route])
    const summary = summarise(article, { sentences: 2 })
    expect(summary).toHaveLength(2)
    expect(summary[0]).toBe(lead)
    expect([cost, route]).toContain(summary[1])
  })

  test('the best two of three are what two would have been', () => {
    const article = bodyArticle([
      lead,
      'Rain fell on the old square all day.',
      cost,
      'Nobody was hurt in it at all.',
      route,
    ])
    const summary = summaryOf(article, { sentences: 3 })
    expect(summary.sentences).toHaveLength(3)
    expect(summary.best(2)).toEqual(summarise(article, { sentences: 2 }))
  })

  test('has fewer sentences than asked when the article has no more fit ones', () => {
    expect(
      summarise(bodyArticle([lead, 'He laughed.', 'They left the hall at ten.']), { sentences: 3 }),
    ).toEqual([lead])
    expect(summarise(bodyArticle([]), { sentences: 2 })).toEqual([])
  })

  test('rather has a sentence whose people it need not know', () => {
    const article = bodyArticle([
      lead,
      'Nora Quist, who heads the project, was in the hall until the vote was over.',
      'Quist explained at length that the tram line will be paid by the state and by nobody else.',
      'The tram line will be paid by the state and by the towns along it, in equal parts.',
    ])
    expect(summarise(article, { sentences: 2 }).join(' ')).not.toContain('Quist explained')
  })

  test('leaves out the dateline', () => {
    for (const dateline of [
      'TARN, NORTHMARCH: ',
      'TARN (Reuters) - ',
      'Tarn (CNN) -- ',
      'Tarn (CNN)',
      '(CNN) -- ',
    ]) {
      expect(summarise(bodyArticle([dateline + lead, cost]), { sentences: 1 })).toEqual([lead])
    }
  })

  test('does not repeat the headline', () => {
    const article = bodyArticle(['Tarn council approves tram line to the airport.', cost, route], {
      headline: 'Tarn council approves tram line to airport',
    })
    expect(summarise(article, { sentences: 3 })).toEqual([cost, route])
  })

  test('says nothing twice', () => {
    const again =
      'On Monday the council of Tarn approved the new tram line to the airport after years of debate.'
    expect(summarise(bodyArticle([lead, again, cost]), { sentences: 2 })).toEqual([lead, cost])
  })

  test('takes nothing from headings and pulled-out quotes', () => {
    const article = bodyArticle([
      { kind: 'heading', text: 'The council approves a tram line to the airport of Tarn at last.' },
      { kind: 'quote', text: 'The tram line to the airport is the best thing the council ever approved.' },
      lead,
      { kind: 'item', text: cost },
    ])
    expect(summarise(article, { sentences: 4 })).toEqual([lead, cost])
  })

  test('leaves out what is no sentence', () => {
    const article = bodyArticle(['08:06 EST, 5 November 2012.', 'More on the tram line to the airport', lead])
    expect(summarise(article, { sentences: 3 })).toEqual([lead])
  })

  test('works for text in lower case with spaced full stops', () => {
    const article = bodyArticle([
      'the council of tarn approved a new tram line . he said it was time . the line will cost 310 million euros .',
    ])
    expect(summarise(article, { sentences: 3 })).toEqual([
      'the council of tarn approved a new tram line .',
      'he said it was time .',
      'the line will cost 310 million euros .',
    ])
  })
})

test('a language without spaces between its words has summaries too', () => {
  const article = bodyArticle(
    ['市议会周一批准了通往机场的新电车线路。下雨了。线路耗资三亿一千万欧元，一半由国家支付。'],
    { language: 'zh' },
  )
  expect(summarise(article, { sentences: 2 })).toEqual([
    '市议会周一批准了通往机场的新电车线路。',
    '线路耗资三亿一千万欧元，一半由国家支付。',
  ])
})

test('a page of a million characters costs no more than a long article', () => {
  const article = bodyArticle([lead, `${cost} “No,” she said. `.repeat(12_000)])
  expect(summarise(article, { sentences: 2 })).toEqual([lead, cost])
})

test('a text with a space around every mark keeps its quotations whole', () => {
  const article = bodyArticle([
    "( cnn ) the council of tarn approved a new tram line , and it 's the first one . " +
      '" trams are noisy . the council of tarn has lied about the line . it will regret it , " oda brand said . ' +
      "the line to the airport , the mayors ' dream , will cost 310 million euros .",
  ])
  expect(summarise(article, { sentences: 5 })).toEqual([
    "the council of tarn approved a new tram line , and it 's the first one .",
    "the line to the airport , the mayors ' dream , will cost 310 million euros .",
  ])
})

describe('quotations in a summary', () => {
  test('a sentence from the middle of a quotation is not the word of the outlet', () => {
    const article = bodyArticle([
      lead,
      '“Trams are noisy. The council of Tarn has lied about the tram line for years. It will regret it,” Oda Brand said.',
    ])
    expect(summarise(article, { sentences: 4 })).toEqual([lead])
  })

  test('a paragraph of a quotation that runs on is left out', () => {
    const article = bodyArticle([
      lead,
      '“The council of Tarn has lied about the tram line to the airport.',
      '“The tram line will ruin the city,” Oda Brand said.',
    ])
    expect(summarise(article, { sentences: 4 }).join(' ')).not.toContain('lied')
  })

  test('plain sentences come before quoted ones', () => {
    const quoted =
      '“The tram line to the airport will cost more than the council of Tarn admits,” Oda Brand said.'
    expect(summarise(bodyArticle([lead, quoted, cost]), { sentences: 2 })).toEqual([lead, cost])
  })
})

describe('a sentence that does not stand alone', () => {
  test.each([
    'He said the tram line was overdue.',
    'They will start digging in May.',
    'This was the third attempt.',
    '“It is overdue,” she said.',
    'On Monday he also said the line was overdue.',
    'In a statement on Tuesday, she welcomed the vote.',
    'Mayor Oda Brand (left) opened the meeting.',
  ])('is told by its words: %s', (sentence) => {
    expect(standsAlone(sentence, 'en')).toBe(false)
  })

  test.each([
    'Mayor Oda Brand said she was relieved.',
    'On Monday Brand said she was relieved.',
    'Itemised bills were sent to 400 homes.',
    'In Tarn, Oda Brand said he was wrong.',
  ])('is not one that names whom it means: %s', (sentence) => {
    expect(standsAlone(sentence, 'en')).toBe(true)
  })

  test('is told in other languages too', () => {
    expect(standsAlone('Er sprach von einem Erfolg.', 'de-AT')).toBe(false)
    expect(standsAlone('Elle a parlé de succès.', 'fr')).toBe(false)
    expect(standsAlone('Die Straßenbahn kommt.', 'de')).toBe(true)
  })

  test('may stand alone once its first word is gone', () => {
    expect(withoutTie('But the mayor stayed away.')).toBe('The mayor stayed away.')
    expect(withoutTie('However, the mayor stayed away.')).toBe('The mayor stayed away.')
    expect(withoutTie('But for the rain, all went well.')).toBe('But for the rain, all went well.')
    expect(withoutTie('Andrew stayed away.')).toBe('Andrew stayed away.')
  })
})

describe('a sentence that leans on the one before', () => {
  const told = 'It will cost 310 million euros, half of the airport line paid by the state.'

  test('follows that one in the summary', () => {
    expect(summarise(bodyArticle([`${lead} ${told}`]), { sentences: 2 })).toEqual([lead, told])
    expect(summarise(bodyArticle([lead, told]), { sentences: 2 })).toEqual([lead, told])
    expect(summarise(bodyArticle([lead, told]), { sentences: 1 })).toEqual([lead])
  })

  test('is left out when anything stands between them', () => {
    expect(summarise(bodyArticle([lead, 'Boone waved.', told]), { sentences: 3 })).toEqual([lead])
    const heading = { kind: 'heading', text: 'The bridge' } as const
    expect(summarise(bodyArticle([lead, heading, told]), { sentences: 3 })).toEqual([lead])
  })

  test('is left out behind one that was cut', () => {
    const long = `${lead.slice(0, -1)}, even as ${'the residents of the old town marched and '.repeat(6)}sang.`
    expect(summarise(bodyArticle([long, told]), { sentences: 2 })).toEqual([lead])
  })

  test('keeps the word that ties it', () => {
    const tied = 'But it will cost 310 million euros, half of the airport line paid by the state.'
    expect(summarise(bodyArticle([lead, tied]), { sentences: 2 })).toEqual([lead, tied])
  })
})

describe('a sentence over 300 characters', () => {
  const main = `The council of Tarn approved a new tram line to the airport${' and a depot in the north'.repeat(5)}`
  const long = `${main}, even as residents of the old town, led by a baker, ${'threatened to sue and '.repeat(6)}to march.`

  test('ends at its first clauses when these are a sentence', () => {
    expect(summarise(bodyArticle([long]), { sentences: 1 })).toEqual([`${main}.`])
  })

  test('is followed by one that tells what it lost', () => {
    const obstacle = 'Residents of the old town threatened to march against the plans of the city.'
    const rest = ['The vote took an hour.', route, 'Trees stand along the square of Tarn.', obstacle]
    expect(summarise(bodyArticle([long, ...rest]), { sentences: 2 })).toEqual([`${main}.`, obstacle])
  })

  test('is passed over for a shorter one when it can only be broken off', () => {
    const list = `The council of Tarn bought ${'trams and rails and '.repeat(20)}wires for the line to the airport.`
    expect(summarise(bodyArticle([list, cost]), { sentences: 1 })).toEqual([cost])
    expect(summarise(bodyArticle([list]), { sentences: 1 })[0]).toMatch(/^The council of Tarn bought .*…$/)
  })

  test('is never broken off inside a quotation', () => {
    const quote = `“${'The line is late and dear, although it is wanted, '.repeat(7)}and that is that”`
    const sentence = `Oda Brand, who speaks for the residents of the old town in the council of Tarn, said: ${quote}.`
    expect(shorten(sentence, 300)).toEqual({
      text: 'Oda Brand, who speaks for the residents of the old town in the council of Tarn, said…',
      how: 'ellipsis',
    })
    expect(shorten(`${quote}, Oda Brand said.`, 300)).toBeNull()
  })

  test('is not cut after a clause that only prepares the main one', () => {
    const sentence = `Although the council approved the line, even though ${'the money was short and '.repeat(12)}time ran out.`
    expect(shorten(sentence, 300)?.how).toBe('ellipsis')
  })
})

const piece = fc.constantFrom(
  lead,
  cost,
  route,
  'But Mr. Hale left. ',
  'He waved. ',
  'He said that the line is late. ',
  '“We won',
  '.” ',
  '" ',
  "'",
  '‘',
  '’ ',
  ' (',
  ') ',
  ', even as it rained',
  '; the rest was silence',
  '\n',
  'TARN: ',
  '(CNN) -- ',
  '... ',
  '?',
  'word '.repeat(80),
  'x'.repeat(320),
  ' . ',
  'é ',
  '. ',
)

test('whatever the text, a summary keeps to the article: its words, its length, whole quotations', () => {
  const body = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''))
  fc.assert(
    fc.property(body, fc.integer({ min: 0, max: 5 }), (text, sentences) => {
      const article = bodyArticle(text.split('\n'))
      const summary = summarise(article, { sentences })
      expect(summary.length).toBeLessThanOrEqual(sentences)
      for (const sentence of summary) {
        expect(sentence.length).toBeLessThanOrEqual(300)
        expect(` ${wordsOf(article.text)} `).toContain(` ${wordsOf(sentence)} `)
        expect(hasPairedMarks(sentence)).toBe(true)
      }
      for (const [index, sentence] of summary.entries()) {
        if (standsAlone(sentence, article.language)) continue
        const before = summary[index - 1] ?? 'nothing'
        expect(wordsOf(article.text)).toContain(`${wordsOf(before)} ${wordsOf(sentence)}`)
      }
    }),
  )
})
