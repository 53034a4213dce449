import { describe, expect, test } from 'vitest'
import { findQuotes } from '../../src/read/quotes/quotes.ts'

const speakers = (text: string): (string | null)[] =>
  findQuotes(text).map((quote) => quote.speaker?.name ?? null)
const rules = (text: string): (string | null)[] =>
  findQuotes(text).map((quote) => quote.speaker?.rule ?? null)

describe('who speaks, by rule', () => {
  test.each([
    ['after', '“The bridge will open before winter,” Nina Ortiz told Reuters.', 'Nina Ortiz'],
    [
      'inverted',
      '“The bridge will open before winter,” said city engineer Nina Ortiz, who led the work.',
      'Nina Ortiz',
    ],
    [
      'before',
      'Speaking to the BBC, Mayor Nina Ortiz said: “The bridge will open before winter.”',
      'Nina Ortiz',
    ],
    [
      'according-to',
      'The bridge is “safe for another fifty years,” according to engineer Nina Ortiz.',
      'Nina Ortiz',
    ],
    ['label', 'NINA ORTIZ: “The bridge will open before winter.”', 'Nina Ortiz'],
    ['introduced', 'Mayor Nina Ortiz was delighted. “The bridge will open before winter.”', 'Nina Ortiz'],
  ])('%s', (rule, text, speaker) => {
    expect([speakers(text), rules(text)]).toEqual([[speaker], [rule]])
  })

  test.each([
    [
      'a list of cries has its introducer',
      'Hundreds of anglers marched to the pier, chanting “Give us back our river.”',
      'Hundreds of anglers',
    ],
    ['what many say', 'Many neighbours called it “the ugliest thing in the valley.”', 'Many neighbours'],
    [
      'a report that finds',
      'A 2024 county council report found “no evidence of any cracks at all.”',
      'A 2024 county council report',
    ],
    [
      '"with" brings the speaker in',
      'Both Lee and Ortiz saw it, with Nina Ortiz noting that it was “a matter of a few days.”',
      'Nina Ortiz',
    ],
    [
      'whoever was led to say it',
      'The plan led engineers like Nina Ortiz to counter that “nobody has asked the river.”',
      'Nina Ortiz',
    ],
    [
      'who makes a point',
      'Nina Ortiz also made the point that the ferry would be “late by a week or more.”',
      'Nina Ortiz',
    ],
    [
      'a report between two commas',
      'The charm of it, says Nina Ortiz, historian of the town, is that it was “one of the longest piers anywhere.”',
      'Nina Ortiz',
    ],
    [
      'a title with a complement of its own',
      '“Thanks for coming to the river,” said master of ceremonies Nina Ortiz.',
      'Nina Ortiz',
    ],
    [
      'nouns up to an official',
      'The pier is “as safe as any other,” according to a former Northport harbour official.',
      'a former Northport harbour official',
    ],
    [
      'another of her kind',
      '“The odds are good enough,” said another leading River Court lawyer, Nina Ortiz of the law firm Reed Stone.',
      'Nina Ortiz',
    ],
    [
      'a dash like a colon',
      'Nina Ortiz also praised the ferry -- “I think it is the best thing we have.”',
      'Nina Ortiz',
    ],
    [
      'behind a second quote',
      '“A gift to the town” and “a gift to the county,” Nina Ortiz, the former mayor, proclaimed to a crowd.',
      'Nina Ortiz',
    ],
    [
      'the quote after a paragraph about somebody',
      'Nina Ortiz spoke only briefly at the pier.\n\n“We have to do something about the ferry.”',
      'Nina Ortiz',
    ],
    [
      'an unknown given name with an apposition',
      'The pier’s director, Zyra Ortiz, said the ferry was late. “We will do better than that,” she said.',
      'Zyra Ortiz',
    ],
    [
      'a pronoun at the start keeps its person',
      'Carla Stone wrote a post. In her post, she reminded Dana Reed of the flood.\n\n“I was there when the water came,” she wrote.',
      'Carla Stone',
    ],
  ])('%s', (_, text, speaker) => {
    expect(speakers(text)[0]).toBe(speaker)
  })

  test('an ordinary word is a surname where the article gives it a first name', () => {
    const text =
      '“The ferry is a good one,” columnist George F. Will said. “It is what we have,” Will said. Will it last?'
    expect(speakers(text)).toEqual(['George F. Will', 'George F. Will'])
  })

  test.each([
    ['Analyst Ken Doctor came. “The pier is making money,” says Doctor. “It will last.”', 'Ken Doctor'],
    ['Steve King voted. “It is a bad pier for us all,” King said.', 'Steve King'],
    [
      'Director Ada Hawk Reed came. Hawk Reed was clear. “It is a black eye for us,” she said.',
      'Ada Hawk Reed',
    ],
    [
      'Anna Lee, chief officer, said Tyvak would use it. “We start with something small,” she said.',
      'Anna Lee',
    ],
    ['The People’s Daily warned that there is “absolutely no room for a compromise”.', 'People’s Daily'],
  ])('names that are words too: %s', (text, speaker) => {
    expect(speakers(text).at(-1)).toBe(speaker)
  })

  test('Marine is a rank before a first name and a first name before a surname', () => {
    expect(speakers('“I saw it all from the roof,” Marine John Reed said.')).toEqual(['John Reed'])
    expect(speakers('“I saw it all from the roof,” Marine Le Bris said.')).toEqual(['Marine Le Bris'])
  })

  test('whoever owns the words right before the verb says it', () => {
    const text =
      'Anna Lee came back, but not until the week after the newspaper’s editorial telling her to leave “a playground for the rich.”'
    expect(speakers(text)).toEqual(['newspaper’s editorial'])
  })

  test('a pronoun that could mean two people is trusted less than one that cannot', () => {
    const one = 'Paul Hart opened the pier. “We will all be glad of it,” he said.'
    const two =
      'Paul Hart and Carl Reed opened the pier with David Stone. Hart met Reed. “We will all be glad of it,” he said.'
    const [sure] = findQuotes(one)
    const [doubtful] = findQuotes(two)
    expect(sure?.speaker?.isDoubtful).toBe(false)
    expect(doubtful?.speaker?.isDoubtful).toBe(true)
    expect(doubtful?.confidence).toBeLessThan(sure?.confidence ?? 0)
  })

  test('whose view a sentence opens with', () => {
    const text =
      'To river professor Nina Ortiz, the pier looks “like a bitter pill that somebody has to swallow.”'
    expect(findQuotes(text)[0]?.speaker).toMatchObject({ name: 'Nina Ortiz', rule: 'introduced' })
  })

  test.each([
    ['Nina Ortiz opened the pier. “We will all be glad of it,” she said.', 'she', 'Nina Ortiz'],
    ['“We will all be glad of it,” Nina Ortiz said.', 'Nina Ortiz', null],
    ['Mayor Nina Ortiz came. “We will all be glad of it,” the mayor said.', 'the mayor', 'Nina Ortiz'],
    [
      'Paul Hart came. He met her. “We will all be glad,” he said. “Very glad indeed, all of us.”',
      'he',
      'Paul Hart',
    ],
    [
      'The ferry maker Reed Yards opened. “We will all be glad,” the company said.',
      'the company',
      'Reed Yards',
    ],
  ])('the evidence is in the text: %s', (text, said, named) => {
    const { evidence } = findQuotes(text).at(-1)?.speaker ?? {}
    expect(evidence && text.slice(evidence.said.start, evidence.said.end)).toBe(said)
    expect(evidence?.named ? text.slice(evidence.named.start, evidence.named.end) : null).toBe(named)
  })

  test.each([
    ['Article 33 affirms: “No state shall send anybody back to where it is not safe.”', 'Article 33'],
    [
      'The Harbour Trust issued a statement about the pier on Monday.\n\n“We want to say how sorry we are.”',
      'Harbour Trust',
    ],
    ['Ohio was hit hardest: “Nobody has seen that much water in a hundred years.”', null],
    [
      'Lee called it “odd” again.\n\n“We have to do something about it.”\n\n“We have to be a lot tougher.”',
      'Lee',
    ],
    ['Nina Ortiz flew. “We suggest that it occurs,” Ortiz and her team wrote.', 'Nina Ortiz'],
  ])('%s', (text, speaker) => {
    expect(speakers(text).at(-1)).toBe(speaker)
  })

  test.each([
    ['They saw the pier as “a waste of good money,” Lee said.', 'Lee'],
    ['Adviser Al From came. Many saw it as “the pier of the rich and idle,” From said.', 'Al From'],
    [
      'Billie Jean King was there. King was proud of it. “It is the best pier anywhere,” she said.',
      'Billie Jean King',
    ],
  ])('%s', (text, speaker) => {
    expect(speakers(text).at(-1)).toBe(speaker)
  })

  test.each([
    [
      'The Harbour Trust’s director, Ann Lee, said it was safe. “We looked at it,” she said.',
      'Harbour Trust’s director',
    ],
    ['“We looked at all of it,” said a Harbour Trust engineer, Ann Lee.', 'Harbour Trust engineer'],
    ['“We looked at all of it,” said the mayor of Oslo, Ann Lee.', 'mayor of Oslo'],
    ['After talks with the minister, Ann Lee said “it is over for all of us here”.', null],
  ])('the role in front of a name: %s', (text, role) => {
    expect(findQuotes(text).at(-1)?.speaker).toMatchObject({ name: 'Ann Lee', role })
  })

  test('a guess does not become surer by going on', () => {
    const text =
      'Mayor Nina Ortiz was delighted.\n\n“The bridge opens before the winter.\n\n“Nobody will have to wait any more.”'
    expect(rules(text)).toEqual(['introduced', 'introduced'])
  })

  test('both halves of a split quote have one speaker', () => {
    const text = '“I believe in this bridge,” Nina Ortiz said, “and so does the council.”'
    expect(speakers(text)).toEqual(['Nina Ortiz', 'Nina Ortiz'])
  })

  test('a quote that goes on in the paragraph keeps its speaker', () => {
    const text = '“The bridge will open before winter,” Nina Ortiz said. “Nobody will have to wait.”'
    expect(rules(text)).toEqual(['after', 'same-paragraph'])
  })

  test('a quote over three paragraphs is attributed where it ends', () => {
    const text =
      '“The first part of it all.\n\n“The second part of it all.\n\n“The third part of it all,” Nina Ortiz said.'
    expect(speakers(text)).toEqual(['Nina Ortiz', 'Nina Ortiz', 'Nina Ortiz'])
  })

  test('a colon leads to the quote in the next paragraph', () => {
    expect(
      speakers('Asked about the date, Nina Ortiz replied:\n\n“The bridge will open before winter.”'),
    ).toEqual(['Nina Ortiz'])
  })

  test('a role only one person holds stands for the name', () => {
    const text = 'Mayor Nina Ortiz came to the river. “The bridge will open before winter,” the mayor said.'
    expect(findQuotes(text)[0]?.speaker).toMatchObject({ name: 'Nina Ortiz', role: 'Mayor', byPronoun: true })
  })

  test('an unnamed spokesman stays unnamed', () => {
    const text = '“The bridge will open before winter,” a spokesman for the Interior Ministry said.'
    expect(findQuotes(text)[0]?.speaker).toMatchObject({
      kind: 'nominal',
      name: 'a spokesman for the Interior Ministry',
    })
  })

  test('a signature below a quote names its speaker', () => {
    expect(speakers('“The bridge will open before winter.”\n\n— Nina Ortiz')).toEqual(['Nina Ortiz'])
  })

  test('a fragment belongs to the verb of speech around it', () => {
    const text =
      'Nina Ortiz emphasized that engineers reached “an agreement on every single bolt,” noting Ohio’s doubts.'
    expect(speakers(text)).toEqual(['Nina Ortiz'])
  })
})

describe('traps', () => {
  test('a remark about others behind the quote has no say in who spoke', () => {
    const text =
      'Mayor Nina Ortiz was less patient, saying, “They can still agree if they want to,” a remark aimed at Paul Dane and Eva Holm alike.'
    expect(speakers(text)).toEqual(['Nina Ortiz'])
  })

  test('people named behind the quote are not its speaker', () => {
    const text =
      'Mayor Nina Ortiz was blunt, saying, “They can still make a deal,” referring to Paul Hart and Ann Poe.'
    expect(speakers(text)).toEqual(['Nina Ortiz'])
  })

  test('a person named inside the quote is not its speaker', () => {
    expect(speakers('“I trust Paul Hart with the bridge,” Nina Ortiz said.')).toEqual(['Nina Ortiz'])
  })

  test('the one who is told is not the one who tells', () => {
    expect(speakers('Nina Ortiz told Paul Hart “you have no bridge without us.”')).toEqual(['Nina Ortiz'])
  })

  test('"for saying" quotes the one who is criticised', () => {
    expect(speakers('Nina Ortiz attacked Paul Hart for saying “nobody needs this bridge”.')).toEqual([
      'Paul Hart',
    ])
  })

  test('an adverb in front of the name is no part of it', () => {
    expect(speakers('Meanwhile Ortiz said, “The bridge will open before winter.”')).toEqual(['Ortiz'])
  })

  test('an organisation behind "whose" belongs to the one before it', () => {
    const text =
      'The host was the United Arab Emirates, whose Foreign Ministry said it wanted “to help both sides to talk.”'
    expect(findQuotes(text)[0]?.speaker).toMatchObject({
      name: 'United Arab Emirates Foreign Ministry',
      kind: 'organisation',
    })
  })

  test('an organisation is named with the country it belongs to', () => {
    const text = 'Russia’s Foreign Ministry called it “one more hostile step against us all.”'
    expect(speakers(text)).toEqual(['Russia’s Foreign Ministry'])
  })

  test('a surname that is also an outlet stays a person', () => {
    expect(findQuotes('“We never signed that paper,” Lena Fox said.')[0]?.speaker?.kind).toBe('person')
  })

  test('two verbs of speech give the nearer one its quote', () => {
    const text =
      '“It was wrong from the first day,” said Ann Brown. “It was right from the first day,” said Joe Green.'
    expect(speakers(text)).toEqual(['Ann Brown', 'Joe Green'])
  })

  test('signs and chants have no speaker', () => {
    expect(speakers('Protesters carried signs reading “No more tolls on our bridge”.')).toEqual([null])
  })

  test('a sentence about somebody else does not go on with the last speaker', () => {
    const text =
      '“The bridge will open before winter,” Mayor Nina Ortiz said. Senator Paul Hart held a book with “a very long list of bridges” in it.'
    expect(speakers(text)).toEqual(['Nina Ortiz', null])
  })

  test('a guess stays a guess when the quote goes on', () => {
    const text =
      'Mayor Nina Ortiz was glad. “The bridge will open before winter.” “Nobody will have to wait.”'
    expect(rules(text)).toEqual(['introduced', 'introduced'])
  })

  test('two people who say it together are both named', () => {
    expect(speakers('“We will open the bridge together,” Nina Ortiz and Paul Hart said.')).toEqual([
      'Nina Ortiz and Paul Hart',
    ])
  })

  test('a former mayor is not "the mayor"', () => {
    const text =
      'Former Mayor Nina Ortiz came to the river. “The bridge will open before winter,” the mayor said.'
    expect(speakers(text)).toEqual(['mayor'])
  })

  test('"they" names nobody', () => {
    expect(speakers('Both mayors spoke. “We will open it together,” they said.')).toEqual([null])
  })
})

describe('the company', () => {
  const said = '“Every screw can be bought from us,” the company said.'

  test.each([
    ['Appliance maker Halden & Pike presented a kettle.', 'Halden & Pike'],
    ['Northline Harbours, an operator of four ports, lost its case.', 'Northline Harbours'],
    ['The order went to Muster GmbH.', 'Muster'],
  ])('is the one the article introduced: %s', (introduction, company) => {
    expect(speakers(`${introduction}\n\n${said}`)).toEqual([company])
  })

  test('is nobody’s name when the article introduced two', () => {
    const text = `Appliance maker Halden & Pike sued retailer Marlow & Sons.\n\n${said}`
    expect(speakers(text)).toEqual(['company'])
  })
})

describe('pronouns', () => {
  test('"he" is the subject of the sentence before', () => {
    const text =
      'US Envoy Paul Hart echoed that view in Rome. “We are down to the last open question,” he said.'
    expect(findQuotes(text)[0]?.speaker).toMatchObject({
      name: 'Paul Hart',
      role: 'US Envoy',
      byPronoun: true,
    })
  })

  test('"she" passes over the men in between', () => {
    const text = 'Nina Ortiz opened the bridge. Paul Hart watched. “I waited years for this,” she said.'
    expect(speakers(text)).toEqual(['Nina Ortiz'])
  })

  test('the one who spoke last goes on as "he"', () => {
    const text =
      'The crowd cheered when Joe Green came in, Paul Hart said. “He was the best of us all,” he said.'
    expect(speakers(text)).toEqual(['Paul Hart'])
  })
})

describe('other languages', () => {
  test.each([
    ['German', '„Die Brücke wird vor dem Winter fertig“, sagte Ministerin Lisa Paus in Berlin.', 'Lisa Paus'],
    ['French', '« Le pont ouvrira avant l’hiver », a déclaré Emmanuel Macron.', 'Emmanuel Macron'],
    ['Spanish', '«El puente abrirá antes del invierno», dijo Pedro Sánchez.', 'Pedro Sánchez'],
    [
      'Ukrainian',
      '«Ми відкриємо міст до кінця року», заявив президент Володимир Зеленський.',
      'Володимир Зеленський',
    ],
    ['Russian', '«Это очень содержательный разговор», — сказал Юрий Ушаков.', 'Юрий Ушаков'],
  ])('%s', (_language, text, speaker) => {
    expect(speakers(text)).toEqual([speaker])
  })

  test.each([
    ['« Le pont ouvrira avant l’hiver », a déclaré la maire de Nantes, Claire Morel.', 'Claire Morel'],
    ['Claire Morel est maire. « Nous ouvrirons avant l’hiver », a-t-elle promis.', 'Claire Morel'],
    ['Jean Petit attend. « Rien ne presse dans cette affaire », explique-t-il.', 'Jean Petit'],
    ['« C’est une bonne nouvelle pour nous tous », se félicite Jean Petit.', 'Jean Petit'],
    ['Pour Claire Morel, directrice du port, « rien ne presse dans cette affaire ».', 'Claire Morel'],
    ['Le ministre, Jean Petit, a estimé que le pont était « une chance pour la région ».', 'Jean Petit'],
    [
      'D’après un porte-parole du ministère, « rien ne presse dans cette affaire ».',
      'un porte-parole du ministère',
    ],
  ])('in French: %s', (text, speaker) => {
    expect(findQuotes(text, { language: 'fr' }).at(-1)?.speaker?.name).toBe(speaker)
  })

  test.each([
    ['“No hay ninguna prisa en este asunto”, ha asegurado Juan Pérez en una rueda de prensa.', 'Juan Pérez'],
    ['El ministro de Transportes, Juan Pérez, señaló: «No hay ninguna prisa en este asunto».', 'Juan Pérez'],
    ['Según Clara Moreno, «el puente abrirá antes del invierno».', 'Clara Moreno'],
    ['Clara Moreno aseguró que el puente es «una oportunidad para toda la región».', 'Clara Moreno'],
  ])('in Spanish: %s', (text, speaker) => {
    expect(findQuotes(text, { language: 'es' }).at(-1)?.speaker?.name).toBe(speaker)
  })

  test.each([
    ['Олена Коваль заявила, що міст — це «велика можливість для всього міста».', 'Олена Коваль'],
    ['За словами Олени Коваль, «міст відкриють до кінця року».', 'Олени Коваль'],
    ['Олена Коваль прийшла на міст. «Ми відкриємо його до кінця року», — додала вона.', 'Олена Коваль'],
  ])('in Ukrainian: %s', (text, speaker) => {
    expect(findQuotes(text, { language: 'uk' }).at(-1)?.speaker?.name).toBe(speaker)
  })

  test('German verbs may stand before their subject', () => {
    const text =
      'Das ist nicht mehr die Zeit und wir sind da. Zum Rücktritt sagte Kardinal Paul Hart: „Das hat mich sehr überrascht.“'
    expect(findQuotes(text, { language: 'de' })[0]?.speaker?.name).toBe('Paul Hart')
  })
})
