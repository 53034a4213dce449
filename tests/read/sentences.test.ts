import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitSentences } from '../../src/read/sentences.ts'

const split = (text: string, language?: string): string[] =>
  splitSentences(text, language).map(({ start, end }) => text.slice(start, end))

describe('a sentence goes on after', () => {
  test.each([
    ['a title', 'Mr. Hale met Sen. Ida Boone at noon.'],
    ['a month', 'The ferry sank on Jan. 5 off the coast.'],
    ['an initial', 'John F. Marlow, Ida P. Boone and J.K. Dunn wrote it.'],
    ['a country in letters', 'The U.S. Senate and the U.N. Assembly agreed.'],
    ['a number sign', 'Platform No. 5 was closed.'],
    ['a company form', 'Harrow Inc. Chairman Lee resigned.'],
    ['a state', 'The bridge in Fresno, Calif. Governor Boone opened is closed.'],
    ['a decimal point', 'Prices rose 3.5 percent.'],
    ['a question in quotation marks', '“Really?” he asked.'],
    ['a shout in straight marks', '"Never again!" she shouted.'],
    ['a wrapped line', 'The line is wrapped\nin the middle.'],
  ])('%s', (_what, text) => {
    expect(split(text)).toEqual([text])
  })

  test('a German ordinal before a month', () => {
    expect(split('Am 5. Januar kam er an. Es regnete.', 'de')).toEqual([
      'Am 5. Januar kam er an.',
      'Es regnete.',
    ])
  })
})

describe('a sentence ends', () => {
  test('after an abbreviation when a new sentence clearly starts', () => {
    expect(split('She moved to the U.S. The house was sold. He joined Harrow Inc. They thrived.')).toEqual([
      'She moved to the U.S.',
      'The house was sold.',
      'He joined Harrow Inc.',
      'They thrived.',
    ])
  })

  test('after a word that is an abbreviation only elsewhere', () => {
    expect(split('She went to Sunday Mass. Police said no. Nobody was ill. Hale slept.')).toEqual([
      'She went to Sunday Mass.',
      'Police said no.',
      'Nobody was ill.',
      'Hale slept.',
    ])
  })

  test('with its closing quotation mark', () => {
    expect(split('“We won.” The crowd rose. "So did we." Nobody left.')).toEqual([
      '“We won.”',
      'The crowd rose.',
      '"So did we."',
      'Nobody left.',
    ])
  })

  test('at a blank line, with or without a full stop', () => {
    expect(split('Unfinished\n\nThe next one\n \nand another.')).toEqual([
      'Unfinished',
      'The next one',
      'and another.',
    ])
  })

  test('before a small letter in a text without capitals', () => {
    expect(split('the club won. "we dug deep," mr. hale said. nobody at no. 5 slept!')).toEqual([
      'the club won.',
      '"we dug deep," mr. hale said.',
      'nobody at no. 5 slept!',
    ])
  })

  test('with its closing mark when every mark stands between spaces', () => {
    expect(split('the club won . " we dug deep . " u.s. fans cheered .')).toEqual([
      'the club won .',
      '" we dug deep . "',
      'u.s. fans cheered .',
    ])
  })
})

test('a language tag nobody knows is read as English', () => {
  expect(split('Mr. Hale left. He waved.', 'en_US.UTF-8')).toEqual(['Mr. Hale left.', 'He waved.'])
  expect(split('One. Two.', '??')).toEqual(['One.', 'Two.'])
})

const prose = fc
  .array(
    fc.constantFrom(
      'Mr. ',
      'We won',
      '. ',
      '” ',
      '“',
      '"',
      "' ",
      '\n',
      '\n\n',
      'u.s. ',
      'A. ',
      '!',
      '? ',
      'é',
      '5. ',
      '…',
      ' ',
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''))

test('sentences tile any text: in order, never empty, only white space between them', () => {
  fc.assert(
    fc.property(fc.oneof(prose, fc.string({ unit: 'binary' })), (text) => {
      let at = 0
      for (const { start, end } of splitSentences(text)) {
        expect(text.slice(at, start).trim()).toBe('')
        expect(text.slice(start, end).trim()).not.toBe('')
        at = end
      }
      expect(text.slice(at).trim()).toBe('')
    }),
  )
})

test('no sentence reaches over a blank line', () => {
  fc.assert(
    fc.property(prose, (text) => {
      for (const { start, end } of splitSentences(text)) {
        expect(text.slice(start, end)).not.toMatch(/\n\s*\n/)
      }
    }),
  )
})

test.each([
  ['full stops', '. " '],
  ['abbreviations', 'Mr. '],
  ['open quotes', 'He said “we won. '],
  ['white space', ' \n'],
])('a long text of %s takes no more than its length', (_what, part) => {
  const text = part.repeat(100_000)
  expect(splitSentences(text).every(({ end }) => end <= text.length)).toBe(true)
})
