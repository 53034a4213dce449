import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeFilter } from '../../src/deliver/filter/describe.ts'
import { type FilteredItem, judge, searchableOf } from '../../src/deliver/filter/filter.ts'
import { filterLimits, parseFilter } from '../../src/deliver/filter/grammar.ts'
import { haystackOf, needleOf } from '../../src/deliver/filter/haystack.ts'
import { locales } from '../../src/deliver/locale.ts'

const story: FilteredItem = {
  title: 'Zelenskyy meets Müller in Kyiv',
  text: 'The budget talks went on.\nNobody called it a\n  peace   deal. ÉTÉ 2026, straße, 東京タワーで会談, 한국은행이.',
  author: 'Ada Smith',
  categories: ['World', 'War & Peace'],
  outlets: ['The Sample Gazette', 'gazette.example'],
}

function filterOf(text: string) {
  const outcome = parseFilter(text)
  if (outcome.kind === 'invalid') throw new Error(outcome.message)
  return outcome.filter
}

const verdict = (filter: string, item = story) => judge(filterOf(filter), searchableOf(item))

describe('what a filter keeps', () => {
  test.each([
    ['budget', true, 'kept by +budget'],
    ['+budget +kyiv', true, 'kept by +budget +kyiv'],
    ['+budget +paris', false, '+paris is not in it'],
    ['any: +paris +budget', true, 'kept by +budget'],
    ['any: +paris +rome', false, 'none of +paris +rome is in it'],
    ['-rumour', true, 'none of -rumour is in it'],
    ['+budget -kyiv', false, 'left out by -kyiv'],
    ['any: budget -kyiv', false, 'left out by -kyiv'],
    ['+"peace deal"', true, 'kept by +"peace deal"'],
    ['“peace deal”', true, 'kept by +"peace deal"'],
    ['–"peace deal"', false, 'left out by -"peace deal"'],
    ['+"deal peace"', false, '+"deal peace" is not in it'],
    ['bud', false, '+bud is not in it'],
    ['MULLER', true, 'kept by +MULLER'],
    ['ete', true, 'kept by +ete'],
    ['STRASSE', true, 'kept by +STRASSE'],
    ['東京', true, 'kept by +東京'],
    ['京タワー', true, 'kept by +京タワー'],
    ['한국은행', true, 'kept by +한국은행'],
    ['author:smith', true, 'kept by +author:smith'],
    ['-author:smith', false, 'left out by -author:smith'],
    ['author:budget', false, '+author:budget is not in it'],
    ['category:"war & peace"', true, 'kept by +category:"war & peace"'],
    ['category:sport category:world', true, 'kept by +category:sport +category:world'],
    ['from:gazette.example', true, 'kept by +from:gazette.example'],
    ['from: reuters from:ap budget', false, 'none of +from:reuters +from:ap is in it'],
    ['/budg[ae]t\\b/', true, 'kept by +/budg[ae]t\\b/'],
    ['-/^zelensk/', false, 'left out by -/^zelensk/'],
    ['"kyiv the"', false, '+"kyiv the" is not in it'],
  ])('%s', (filter, isWanted, reason) => {
    expect(verdict(filter)).toEqual({ isWanted, reason })
  })

  test('a phrase is found across any white space and punctuation', () => {
    const white = fc.constantFrom(' ', '\n', '\t', '\u00a0', '\u2003', '  ', ', ', ' – ')
    fc.assert(
      fc.property(white, (space) => verdict('"one two"', { ...story, text: `x one${space}two y` }).isWanted),
    )
  })

  test('case and accents never make a difference', () => {
    fc.assert(
      fc.property(fc.constantFrom('Łódź', 'Ærø', 'Noël', 'ΣΊΣΥΦΟΣ', 'їжак', 'Weiß', 'İstanbul'), (word) => {
        const plain = word.normalize('NFD').replace(/[\u0300-\u036f]/g, '')
        for (const written of [word, word.toUpperCase(), word.toLowerCase(), plain, plain.toUpperCase()])
          expect(haystackOf(`x ${word} y`)).toContain(needleOf(written))
      }),
    )
  })
})

describe('what is wrong with a filter is said with its place', () => {
  test.each([
    ['', 0, /empty/],
    ['any:   ', 4, /empty/],
    ['+budget +"two words', 8, /quotation mark at character 9/],
    ['+budget /a(b/', 8, /character 10, at “a\(b”: missing closing \)/],
    ['x /ab', 2, /pattern at character 3 is not closed/],
    ['/ab**c/', 0, /broken at character 4, at “\*\*”/],
    ['/(?<=a)b/', 0, /RE2/],
    ['/\\pL{1,1000}/', 0, /repeats too much/],
    ['author:/x/', 0, /author:name/],
    ['foo + bar', 4, /neither letters nor digits/],
    ['a '.repeat(41), 80, /41 terms/],
    ['/a/ '.repeat(6), 20, /6 \/patterns\//],
    ['a'.repeat(1001), 1000, /1001 characters/],
    [`/${'a'.repeat(201)}/`, 0, /201 characters/],
  ])('%s', (filter, at, message) => {
    const outcome = parseFilter(filter)
    expect(outcome).toMatchObject({ kind: 'invalid', at, message: expect.stringMatching(message) })
  })

  test('in every language', () => {
    for (const locale of locales) expect(parseFilter('/a(/', locale)).toMatchObject({ kind: 'invalid' })
  })
})

test('a filter is told in words, in every language', () => {
  const filter = filterOf('+budget +tax from:Reuters from:AP -rumour -/gos+ip/ -author:"Ada Smith"')
  expect(describeFilter(filter)).toBe(
    'only with “budget”, “tax”, and from Reuters or from AP; without “rumour”, text like /gos+ip/, or by Ada Smith',
  )
  expect(describeFilter(filterOf('any: a b'))).toBe('only with “a” or “b”')
  for (const locale of locales) expect(describeFilter(filter, locale)).toContain('Reuters')
})

describe('strangers and hurried people', () => {
  const written = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '+',
          '-',
          '"',
          '/',
          ':',
          'any:',
          'all:',
          'from:',
          ' ',
          '\\',
          '(',
          ')',
          '{9}',
          '*',
          '[',
          '“',
          'é',
        ),
        fc.string({ unit: 'binary', maxLength: 8 }),
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join(''))

  test('whatever is written, parsing and judging never throw', () => {
    const item = searchableOf(story)
    fc.assert(
      fc.property(written, (text) => {
        const outcome = parseFilter(text)
        if (outcome.kind === 'filter') expect(judge(outcome.filter, item).reason).not.toBe('')
        else expect(outcome.message).not.toBe('')
      }),
      { numRuns: 2000 },
    )
  })

  test('what a filter says it read is read as the same filter', () => {
    fc.assert(
      fc.property(written, (text) => {
        const outcome = parseFilter(text)
        if (outcome.kind === 'invalid') return
        const again = outcome.filter.terms.map((term) => term.written).join(' ')
        if (again.length > filterLimits.characters) return
        expect(
          filterOf(again)
            .terms.map((term) => term.written)
            .join(' '),
        ).toBe(again)
      }),
      { numRuns: 1000 },
    )
  })

  test('a hostile pattern on a hostile text ends soon', () => {
    const hostile = { ...story, text: 'a'.repeat(1_000_000) }
    for (const pattern of ['(a+)+$b', '(a|aa)+b', '(.*)*x', '(a?){100}a{100}b'])
      judge(filterOf(`/${pattern}/`), searchableOf(hostile))
  })
})
