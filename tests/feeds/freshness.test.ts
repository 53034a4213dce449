import { expect, test } from 'vitest'
import { parseHttpDate, retryAfterMs, waitMs } from '../../feeds/http/freshness.ts'

const now = new Date('2026-03-01T12:00:00Z')
const hour = 3_600_000
const day = 24 * hour

test('the three date forms of HTTP are the same instant', () => {
  const instant = Date.UTC(1994, 10, 6, 8, 49, 37)
  expect(parseHttpDate('Sun, 06 Nov 1994 08:49:37 GMT')).toBe(instant)
  expect(parseHttpDate('Sunday, 06-Nov-94 08:49:37 GMT')).toBe(instant)
  expect(parseHttpDate('Sun Nov  6 08:49:37 1994')).toBe(instant)
})

test.each([
  '',
  '0',
  '-1',
  '2026',
  'never',
  'Sun, 99 Foo 1994',
  '1.5',
  'now()',
  '2026-03-01T12:00:00Z',
  'Sun, ',
])('"%s" is no HTTP date', (text) => {
  expect(parseHttpDate(text)).toBeNull()
})

test.each([
  ['120', 120_000],
  [' 0 ', 0],
  ['1.5', 1500],
  ['Sun, 01 Mar 2026 12:05:00 GMT', 300_000],
  ['Sun, 01 Mar 2026 11:00:00 GMT', 0],
  ['99999999999', day],
  ['Mon, 01 Mar 2027 12:00:00 GMT', day],
])('Retry-After: %s asks for %d ms', (value, expected) => {
  expect(retryAfterMs({ 'retry-after': value }, now)).toBe(expected)
})

test.each(['', '-5', 'soon', '1e9', '0x10', 'Infinity', '1,2'])(
  'Retry-After: "%s" asks for nothing',
  (value) => {
    expect(retryAfterMs({ 'retry-after': value }, now)).toBeNull()
  },
)

test('a server that says nothing asks for no wait', () => {
  expect(waitMs({}, now)).toBeNull()
  expect(waitMs({ 'cache-control': 'public', expires: '0' }, now)).toBeNull()
})

test.each([
  ['max-age=600', 600_000],
  ['public, max-age=600, must-revalidate', 600_000],
  ['MAX-AGE = "600"', 600_000],
  ['s-maxage=900', null],
  ['x-max-age=900', null],
  ['max-age=0', null],
  ['max-age=-1', null],
  ['no-cache, max-age=600', null],
  ['no-store,max-age=600', null],
  ['max-age=31536000', day],
  ['max-age=99999999999999999999999', day],
])('Cache-Control: %s asks for %s ms', (value, expected) => {
  expect(waitMs({ 'cache-control': value }, now)).toBe(expected)
})

test('time already spent in a cache is taken off max-age', () => {
  expect(waitMs({ 'cache-control': 'max-age=600', age: '540' }, now)).toBe(60_000)
  expect(waitMs({ 'cache-control': 'max-age=600', age: '900' }, now)).toBeNull()
  expect(waitMs({ 'cache-control': 'max-age=600', age: 'old' }, now)).toBe(600_000)
})

test('Expires counts from the clock of the server', () => {
  const expires = 'Sun, 01 Mar 2026 14:00:00 GMT'
  expect(waitMs({ expires }, now)).toBe(2 * hour)
  expect(waitMs({ expires, date: 'Sun, 01 Mar 2026 13:00:00 GMT' }, now)).toBe(hour)
  expect(waitMs({ expires: 'Thu, 01 Jan 1970 00:00:00 GMT' }, now)).toBeNull()
})

test('the longest of the three wins, and a day is the most', () => {
  const headers = {
    'cache-control': 'max-age=60',
    expires: 'Sun, 01 Mar 2026 13:00:00 GMT',
    'retry-after': '7200',
  }
  expect(waitMs(headers, now)).toBe(2 * hour)
  expect(waitMs({ ...headers, expires: 'Sat, 01 Jan 2050 00:00:00 GMT' }, now)).toBe(day)
})
