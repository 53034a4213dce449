import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseFeedDate } from '../../feeds/parse/dates.ts'

const read = (text: string) => {
  const ms = parseFeedDate(text)
  return ms === null ? null : new Date(ms).toISOString()
}

test.each([
  ['Sat, 24 Jan 2026 18:05:00 GMT', '2026-01-24T18:05:00.000Z'],
  ['Sat, 31 Jan 2026 18:05:00 +0200', '2026-01-31T16:05:00.000Z'],
  ['2026-01-24T18:05:00.250-05:00', '2026-01-24T23:05:00.250Z'],
  ['20260124T180500Z', '2026-01-24T18:05:00.000Z'],
  ['1769277900', '2026-01-24T18:05:00.000Z'],
  ['1769277900000', '2026-01-24T18:05:00.000Z'],
])('the standard form %s is read', (text, expected) => {
  expect(read(text)).toBe(expected)
})

test.each([
  ['24 января 2026 г., 18:05', '2026-01-24T18:05:00.000Z'],
  ['sáb., 24 de ene de 2026 18:05:00 +0100', '2026-01-24T17:05:00.000Z'],
  ['mar., 24 févr. 2026 18:05', '2026-02-24T18:05:00.000Z'],
  ['Mar 24, 2026 6:05 p.m.', '2026-03-24T18:05:00.000Z'],
  ['Sa., 24. Jänner 2026 - 18:05', '2026-01-24T18:05:00.000Z'],
  ['2026年1月24日 18:05', '2026-01-24T18:05:00.000Z'],
  ['segunda-feira, 26 de janeiro de 2026', '2026-01-26T00:00:00.000Z'],
])('%s is read in the language it is written in', (text, expected) => {
  expect(read(text)).toBe(expected)
})

test.each([
  ['Mon, 2nd Feb 2026 18:05:00 PST', '2026-02-03T02:05:00.000Z'],
  ['Tue Jul 14 2026 10:00:00 GMT+0200 (Mitteleuropäische Sommerzeit)', '2026-07-14T08:00:00.000Z'],
  ['Fri, 31 Jul 2026 20:19:00 America/Los_Angeles', '2026-08-01T03:19:00.000Z'],
  ['Fri, 30 Jan 2026 20:19:00 America/Los_Angeles', '2026-01-31T04:19:00.000Z'],
  ['2026-01-24T18:05:00 Europe/Brussels', '2026-01-24T17:05:00.000Z'],
  ['2026-01-24T18:05:00-05:00Z', '2026-01-24T23:05:00.000Z'],
])('the zone of %s counts', (text, expected) => {
  expect(read(text)).toBe(expected)
})

test.each([
  ['1/24/2026 6:05 PM', '2026-01-24T18:05:00.000Z'],
  ['24/01/2026 18:05', '2026-01-24T18:05:00.000Z'],
  ['24.01.26', '2026-01-24T00:00:00.000Z'],
  ['18:05, 24.01.2026', '2026-01-24T18:05:00.000Z'],
  ['2026-Jan-24', '2026-01-24T00:00:00.000Z'],
  ['Sat, 24 Jan 2026 24:00:00 GMT', '2026-01-25T00:00:00.000Z'],
])('the order of day and month in %s is understood', (text, expected) => {
  expect(read(text)).toBe(expected)
})

test('a date without a zone is UTC wherever the server stands', () => {
  expect(read('2026-01-24 18:05')).toBe('2026-01-24T18:05:00.000Z')
})

test.each([
  '',
  'yesterday',
  '0000-00-00T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '24 Foo 2026',
  '20 000',
  '2026-13-01',
])('"%s" is no date', (text) => {
  expect(read(text)).toBeNull()
})

test('any text gives a time or null', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const ms = parseFeedDate(text)
      return ms === null || Number.isFinite(ms)
    }),
  )
})
