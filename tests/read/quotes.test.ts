import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findQuotes } from '../../src/read/quotes/quotes.ts'

describe('what counts as a quote', () => {
  test('titles, nicknames and scare quotes are left out', () => {
    const text =
      'Paul “The Hammer” Hart wrote “The Old Bridge and the River” about the so-called “special operation” of the port.'
    expect(findQuotes(text)).toEqual([])
  })

  test('a short fragment counts when somebody says it', () => {
    const [quote] = findQuotes('Nina Ortiz called the plan “nearly ready,” but not today.')
    expect(quote).toMatchObject({ text: 'nearly ready', isFragment: true })
  })

  test('a quote nobody is named for stays without a speaker and without confidence', () => {
    const [quote] = findQuotes('“There is no bridge without a river below it.”')
    expect(quote).toMatchObject({ speaker: null, where: null, confidence: 0 })
  })

  test('a direct attribution is surer than a pronoun, a pronoun surer than an introduction', () => {
    const text =
      '“The bridge will open in May,” Nina Ortiz said.\n\n“Nobody will have to wait,” she added.\n\nMayor Paul Hart was blunt. “We have waited for ten years.”'
    const [direct, pronoun, introduced] = findQuotes(text).map((quote) => quote.confidence)
    expect(direct).toBeGreaterThan(pronoun ?? 1)
    expect(pronoun).toBeGreaterThan(introduced ?? 1)
  })
})

describe('where it was said', () => {
  test.each([
    ['“The bridge will open in May,” Nina Ortiz wrote on Telegram.', 'Telegram'],
    ['Nina Ortiz wrote on X: “The bridge will open in May.”', 'X'],
    ['Mayor Nina Ortiz repeated that in Davos. “The bridge will open in May,” she said.', 'Davos'],
    ['“The bridge will open in May,” Nina Ortiz said on Monday.', null],
    ['“The bridge will open in May,” Nina Ortiz, who lives in Davos, said.', null],
  ])('%s', (text, where) => {
    expect(findQuotes(text)[0]?.where).toBe(where)
  })
})

describe('any text', () => {
  const parts = fc.constantFrom(
    '“',
    '”',
    '"',
    "'",
    '«',
    '»',
    ' said ',
    ' Nina Ortiz ',
    ', ',
    '. ',
    '\n',
    ' he ',
    ' the ',
    'According to ',
    ': ',
    ' who ',
    ' one two three four five ',
  )
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(parts, { maxLength: 60 }).map((list) => list.join('')),
  )

  test('every quote is a slice of the text, in order, and never overlaps the next', () => {
    fc.assert(
      fc.property(texts, (text) => {
        let end = 0
        for (const quote of findQuotes(text)) {
          expect(quote.text).toBe(text.slice(quote.start, quote.end))
          expect(quote.text.length).toBeGreaterThan(0)
          expect(quote.start).toBeGreaterThanOrEqual(end)
          end = quote.end
          for (const span of quote.speaker
            ? [quote.speaker.evidence.said, quote.speaker.evidence.named]
            : []) {
            if (span !== null) expect(text.slice(span.start, span.end).trim()).not.toBe('')
          }
        }
      }),
      { numRuns: 500 },
    )
  })

  test.each([
    '"',
    '“',
    "'a ",
    'Capital ',
    'Aa, ',
    'said ',
    'he said “',
    'Ann Poe, who, a man of Aa, said “x y z v w” ',
    'U.S. ',
    'Mr. ',
    '(',
    '“One two three four five\n',
    'Ann Lee said. He said “yes it is so good”. ',
    "'It is 's' of and ",
    'George Will said. Will said. ',
    'To Ann Lee, “it is so good here”. ',
    '„Raus!“ und der Wirt rief, ',
    'Lisa Paus, die Leiterin, sagte, dass die „gute alte Brücke da“ ist und nicht mit der, ',
  ])('100 KB of %j finish', (unit) => {
    const text = unit.repeat(Math.ceil(100_000 / unit.length))
    expect(findQuotes(text).length).toBeLessThan(text.length)
  })
})
