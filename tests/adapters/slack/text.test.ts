import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  cleanText,
  escapedLength,
  escapeMrkdwn,
  isQuotable,
  shorten,
  webAddress,
} from '../../../adapters/slack/text.ts'

const pieces = fc.constantFrom(
  'word ',
  '“',
  '”',
  '"',
  '«',
  '»',
  '„',
  '‘',
  '’',
  '&',
  '<',
  '👩‍👩‍👧‍👦',
  'é',
  '🇺🇦',
  ' — ',
)
const anyText = fc
  .array(fc.oneof(pieces, fc.string({ unit: 'grapheme' })), { maxLength: 60 })
  .map((all) => all.join(''))

describe('a text that is shortened', () => {
  test('keeps to its limit, ends between graphemes, and shows that it was cut', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 120 }), (text, limit) => {
        const short = shorten(text, limit, escapedLength)
        expect(escapedLength(short)).toBeLessThanOrEqual(limit)
        if (short === text || short === '') return
        expect(short.endsWith('…')).toBe(true)
        const kept = short.slice(0, -1)
        expect(text.startsWith(kept)).toBe(true)
        const ends = [...new Intl.Segmenter().segment(text)].map(({ index }) => index)
        expect(ends).toContain(kept.length)
      }),
    )
  })

  test.each([
    ['Minister said “we will never give in” today', 30, 'Minister said…'],
    ['Minister said "we will never give in" today', 30, 'Minister said…'],
    ['Der Minister sagte „wir geben niemals nach“ heute', 30, 'Der Minister sagte…'],
    ['Le ministre a dit « nous ne céderons jamais » hier', 30, 'Le ministre a dit…'],
    ['“We will never give in, not today and not tomorrow”', 30, ''],
    ['A pipe of 12" that is longer than all the others', 30, 'A pipe of 12" that is longer…'],
    ['short enough', 30, 'short enough'],
  ])('%s is not cut inside a quotation', (text, limit, expected) => {
    expect(shorten(text, limit)).toBe(expected)
  })
})

test('text from strangers has no power over its line', () => {
  expect(cleanText('a\u202eb\u0007c\n\n d\u2066')).toBe('abc d')
  expect(cleanText('\u200b \u200d')).toBe('')
  expect(cleanText('half \ud83d')).toBe('half \ufffd')
  expect(cleanText(`Z${'\u0301'.repeat(50)}`)).toHaveLength(5)
})

test('what is quotable is what a reader sees as it was written', () => {
  expect(['He said “no”', 'two\nlines', 'لن نعود', 'a👩‍🚀b', 'e\u0301'].map(isQuotable)).not.toContain(false)
  expect(['\u202eno', 'a\u0000b', '\ud83d', ' ', `a${'\u0301'.repeat(9)}`].map(isQuotable)).not.toContain(
    true,
  )
})

test('escaped text is read as it was', () => {
  expect(escapeMrkdwn('<!channel> & <@U1>')).toBe('&lt;!channel&gt; &amp; &lt;@U1&gt;')
})

test.each([
  ['https://gazette.example/a b"<c>', 'https://gazette.example/a%20b%22%3Cc%3E'],
  ['javascript:alert(1)', null],
  ['//gazette.example', null],
  [null, null],
  [`https://gazette.example/${'a'.repeat(3_000)}`, null],
])('%s leads to %s', (url, expected) => {
  expect(webAddress(url, 3_000)).toBe(expected)
})
