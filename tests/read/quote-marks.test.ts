import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findQuoteSpans } from '../../src/read/quotes/quote-marks.ts'

const quoted = (text: string): string[] =>
  findQuoteSpans(text).map((span) => text.slice(span.start, span.end))

describe('styles of quotation marks', () => {
  test.each([
    ['straight', 'She said, "The bridge opens in May," and left.', 'The bridge opens in May'],
    ['curly', 'She said, “The bridge opens in May,” and left.', 'The bridge opens in May'],
    ['single straight', "She said, 'The bridge opens in May,' and left.", 'The bridge opens in May'],
    ['single curly', 'She said, ‘The bridge opens in May,’ and left.', 'The bridge opens in May'],
    ['doubled apostrophes', "She said, ''The bridge opens in May,'' and left.", 'The bridge opens in May'],
    ['backticks', "She said, ``The bridge opens in May,'' and left.", 'The bridge opens in May'],
    ['guillemets', 'Elle a dit : « Le pont ouvre en mai ».', 'Le pont ouvre en mai'],
    ['guillemets turned inwards', 'Sie sagte: »Die Brücke öffnet im Mai«.', 'Die Brücke öffnet im Mai'],
    ['low and high', 'Sie sagte: „Die Brücke öffnet im Mai.“', 'Die Brücke öffnet im Mai.'],
  ])('%s marks hold the words between them', (_style, text, words) => {
    expect(quoted(text)).toEqual([words])
  })

  test('a comma before the closing mark is left out, a full stop is kept', () => {
    expect(quoted('“We start today,” he said. “We finish in June.”')).toEqual([
      'We start today',
      'We finish in June.',
    ])
  })

  test('a quote inside a quote belongs to the outer one', () => {
    expect(quoted('“He told me ‘never again’ and left,” she said.')).toEqual([
      'He told me ‘never again’ and left',
    ])
    expect(quoted('‘He told me “never again” and left,’ she said.')).toEqual([
      'He told me “never again” and left',
    ])
  })
})

describe('marks that are no quotation marks', () => {
  test('apostrophes inside and at the end of words stay inside a quote in single marks', () => {
    const text = "'It isn't the players' fault that we lost,' said the coach."
    expect(quoted(text)).toEqual(["It isn't the players' fault that we lost"])
  })

  test('a plural at the end of a quote is told from a genitive by the word behind it', () => {
    expect(
      quoted("Work was 'stuck for about six weeks' as donors waited for a 'turbulent cycle' to end."),
    ).toEqual(['stuck for about six weeks', 'turbulent cycle'])
    expect(quoted("'It is the voters' choice,' she said.")).toEqual(["It is the voters' choice"])
  })

  test('a quote in the same single marks inside another one closes first', () => {
    expect(quoted("'It is easy to say, 'I will do it,' but I have doubts,' she said.")).toEqual([
      "It is easy to say, 'I will do it,' but I have doubts",
    ])
  })

  test('genitives and clipped words open nothing', () => {
    expect(quoted("The voters' choice in the '90s, rock 'n' roll and all.")).toEqual([])
  })

  test('feet and inches neither open nor close a quote', () => {
    expect(quoted('The 6\'2" guard said, "My 5\'11" brother is faster than me."')).toEqual([
      'My 5\'11" brother is faster than me.',
    ])
  })

  test('a quote that is never closed is left out', () => {
    expect(quoted('“This one never ends, said the mayor. “This one does,” she added.')).toEqual([
      'This one does',
    ])
  })
})

describe('quotes over several paragraphs', () => {
  test('a paragraph may leave its quote open when the next one opens again', () => {
    const spans = findQuoteSpans('“The first part goes on.\n\n“The second part ends,” she said.')
    expect(spans.map((span) => span.isOpen)).toEqual([true, false])
  })

  test('a forgotten closing mark before the attribution is no open quote', () => {
    const text = '"This is the first day, said Mayor Ann Poe.\n\n"We go on tomorrow," Poe said.'
    expect(quoted(text)).toEqual(['We go on tomorrow'])
  })

  test.each([
    '“We start today, he said.\n\n“We go on tomorrow,” Poe said.',
    '“We start today. He left. “And we never end.\n\n“We go on tomorrow,” Poe said.',
  ])('prose never slips into a quote that lost its closing mark: %j', (text) => {
    expect(quoted(text)).not.toContainEqual(expect.stringMatching(/he said|He left/))
  })
})

describe('any text', () => {
  const marks = fc.constantFrom(
    '"',
    "'",
    '“',
    '”',
    '‘',
    '’',
    '„',
    '«',
    '»',
    "''",
    '``',
    '\n',
    ' ',
    ',',
    '.',
    'a',
    'Bo',
    '5',
  )
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(marks).map((parts) => parts.join('')),
  )

  test('gives ordered spans that do not overlap and stay inside the text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        let end = 0
        for (const span of findQuoteSpans(text)) {
          expect(span.outerStart).toBeGreaterThanOrEqual(end)
          expect(span.start).toBeGreaterThanOrEqual(span.outerStart)
          expect(span.end).toBeGreaterThan(span.start)
          expect(span.outerEnd).toBeGreaterThanOrEqual(span.end)
          end = span.outerEnd
        }
        expect(end).toBeLessThanOrEqual(text.length)
      }),
    )
  })

  test.each(['"', "'", '“', '„', '«', "'a ", '"a '])('a long run of %s finishes', (unit) => {
    expect(findQuoteSpans(unit.repeat(100_000 / unit.length)).length).toBeLessThan(100_000)
  })
})
