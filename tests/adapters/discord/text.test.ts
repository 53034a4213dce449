import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanText, escapeMarkdown, fitText, quoteLines } from '../../../adapters/discord/text.ts'

/** What Discord's reader makes of escaped text: a backslash before a sign shows the sign. */
const shown = (text: string) => text.replace(/\\([^0-9A-Za-z\s])/g, '$1')

const markup = fc
  .array(
    fc.constantFrom(
      ...['*', '_', '~', '`', '|', '>', '<', '#', '-', '1.', '[a](https://x.example)', '@everyone', '@here'],
      ...['<@1>', '<t:0:R>', '</help:1>', '<a:x:1>', '\\', '\n', ' ', 'word', '-# ', '://', '¯\\_(ツ)_/¯'],
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''))

test('escaped text reads as it was written', () => {
  fc.assert(fc.property(fc.oneof(markup, fc.string()), (text) => shown(escapeMarkdown(text)) === text))
})

test('nothing that Discord would format, mention or link is left bare', () => {
  const bare = /(?<!\\)(?:\\\\)*[*_~`|<>[\]]|(?<!\\)@(?:everyone|here)|https?:\/\/|^\s*(?:[#+-]|\d+[.)])/m
  fc.assert(fc.property(markup, (text) => !bare.test(escapeMarkdown(text))))
})

test('a text that fits is left alone, a longer one ends with an ellipsis and never exceeds its room', () => {
  fc.assert(
    fc.property(
      fc.oneof(markup, fc.string({ unit: 'grapheme' })),
      fc.integer({ min: 1, max: 60 }),
      (text, max) => {
        const fitted = fitText(text, max, escapeMarkdown)
        const whole = escapeMarkdown(text)
        return fitted.length <= max && (whole.length <= max ? fitted === whole : fitted.endsWith('…'))
      },
    ),
  )
})

test('a cut falls between letters as people see them', () => {
  const family = '👩‍👩‍👧‍👦'
  expect(fitText(family.repeat(3), family.length * 2 + 1)).toBe(`${family.repeat(2)}…`)
  expect(fitText(family.repeat(3), family.length * 2)).toBe(`${family}…`)
})

test('a cut falls between words when one is near', () => {
  expect(fitText('The board voted for the longer pier', 26)).toBe('The board voted for the…')
})

test.each([
  ['He called it “a very long and unbearable story”', 30],
  ['He called it "a very long and unbearable story"', 30],
  ['He called it „a very long and unbearable story“', 30],
  ['He called it «a very long and unbearable story»', 30],
  ["He called it 'a very long and unbearable story'", 30],
  ['He called it ‘the pier’s very long and unbearable story’', 30],
])('no quotation is cut: %s', (text, max) => {
  expect(fitText(text, max)).toBe('He called it…')
})

test('a quotation that was closed before the cut stays', () => {
  expect(fitText("Mayor's “no” to the pier is “final and irrevocable”", 40)).toBe(
    "Mayor's “no” to the pier is…",
  )
})

test('what nobody sees, what steers the reading direction and towers of accents are taken out', () => {
  expect(cleanText('a\u0000b\u202ec\u2066d\u200be\n f')).toBe('abcde f')
  expect(cleanText(`Z${'\u0301'.repeat(40)}`)).toBe(`Z${'\u0301'.repeat(6)}`)
  expect(cleanText('half \ud83d pair')).toBe('half \ufffd pair')
  const england = '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}'
  expect(cleanText(`${england} x\u{e0061}`)).toBe(`${england} x`)
})

test('the words of a quote are never changed: it is shown as it is or not at all', () => {
  const words = fc.oneof(markup, fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }))
  const spaces = (text: string) => text.replace(/[ \t\r\n\u2028\u2029]+/g, ' ').trim()
  fc.assert(
    fc.property(words, (text) => {
      const lines = quoteLines(text)
      return lines === null || spaces(lines.join('\n')) === spaces(text)
    }),
  )
})

test.each([
  ['turned around', 'words \u202eare\u202c here'],
  ['half of a pair', 'broken \ud83d word'],
  ['a letter that was lost in decoding', 'bro\ufffdken'],
  ['a tower of accents', `Z${'\u0301'.repeat(40)}`],
  ['nothing', ' \u200b '],
])('a quote that cannot be shown faithfully is none: %s', (_why, text) => {
  expect(quoteLines(text)).toBeNull()
})
