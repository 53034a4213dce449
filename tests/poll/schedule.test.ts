import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Cadence, nextPollAt, retryPollAt } from '../../src/poll/schedule.ts'

const now = new Date('2026-01-24T12:00:00Z')
const minutes = (count: number) => count * 60_000
const limits = { shortestMs: minutes(5), longestMs: minutes(24 * 60) }
const middle = { now, dice: 0.5 }
const nothingAsked = { askedMs: 0, wishedMs: null, skips: null }
const waitAfter = (cadence: Partial<Cadence>) =>
  nextPollAt({ itemsPerWeek: 7 * 24, ...nothingAsked, ...cadence }, limits, middle) - now.getTime()

test('a feed is polled as often as it publishes', () => {
  expect(waitAfter({ itemsPerWeek: 7 * 24 })).toBe(minutes(60))
})

test('a busy feed is not polled more often than the shortest wait', () => {
  expect(waitAfter({ itemsPerWeek: 100_000 })).toBe(minutes(5))
})

test('a feed that went silent is polled once in the longest wait', () => {
  expect(waitAfter({ itemsPerWeek: 0 })).toBe(minutes(24 * 60))
})

test('a publisher can ask for a longer wait, not for a shorter one', () => {
  expect(waitAfter({ itemsPerWeek: 7 * 24, askedMs: minutes(180) })).toBeGreaterThanOrEqual(minutes(180))
  expect(waitAfter({ itemsPerWeek: 7 * 24, askedMs: minutes(1) })).toBe(minutes(60))
})

test('failures wait twice as long each time', () => {
  const wait = (failures: number) =>
    retryPollAt({ failures, retryAfterMs: null, isUnwelcome: false }, limits, middle) - now.getTime()
  expect([1, 2, 3, 4].map(wait)).toEqual([5, 10, 20, 40].map(minutes))
  expect(wait(1000)).toBe(limits.longestMs)
})

test('a retry is never sooner than the publisher asked', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 0, max: limits.longestMs }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (failures, retryAfterMs, dice) => {
        const at = retryPollAt({ failures, retryAfterMs, isUnwelcome: true }, limits, { now, dice })
        expect(at - now.getTime()).toBeGreaterThanOrEqual(retryAfterMs)
      },
    ),
  )
})

test('every next poll lies within the limits', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1_000_000 }),
      fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (itemsPerWeek, askedMs, dice) => {
        const wait =
          nextPollAt({ ...nothingAsked, itemsPerWeek, askedMs }, limits, { now, dice }) - now.getTime()
        expect(wait).toBeGreaterThanOrEqual(Math.max(limits.shortestMs, Math.min(askedMs, limits.longestMs)))
        expect(wait).toBeLessThanOrEqual(limits.longestMs)
      },
    ),
  )
})

test('the fastest wish wins over the cadence, the publisher over any wish, and the limits over both', () => {
  const wishedMs = minutes(10)
  expect(waitAfter({ itemsPerWeek: 7, wishedMs })).toBe(minutes(10))
  expect(waitAfter({ itemsPerWeek: 7 * 24 * 12, wishedMs })).toBe(minutes(5))
  expect(waitAfter({ itemsPerWeek: 7, wishedMs, askedMs: minutes(60) })).toBeGreaterThanOrEqual(minutes(60))
  expect(waitAfter({ itemsPerWeek: 7, wishedMs: minutes(1) })).toBe(minutes(5))
})

test('a publisher may ask for more than the longest wait of the operator, but for a day at most', () => {
  const tight = { shortestMs: 1000, longestMs: minutes(10) }
  const wait = (askedMs: number) =>
    nextPollAt({ ...nothingAsked, itemsPerWeek: 1, askedMs }, tight, middle) - now.getTime()
  expect(wait(minutes(120))).toBeGreaterThanOrEqual(minutes(120))
  expect(wait(minutes(60 * 24 * 365))).toBe(minutes(60 * 24))
})

// The clock stands at Saturday, 12:00 GMT.
test.each([
  ['hours', { hours: [13, 14, 15], days: [] }, '2026-01-24T16:'],
  ['a day, for a day at most', { hours: [], days: [6, 0] }, '2026-01-25T12:'],
  [
    'every hour of the week, which is a mistake',
    { hours: [...Array(24).keys()], days: [] },
    '2026-01-24T13:',
  ],
  ['other hours', { hours: [3], days: [1] }, '2026-01-24T13:'],
])('a publisher can have us skip %s', (_, skips, expected) => {
  const at = nextPollAt({ ...nothingAsked, itemsPerWeek: 7 * 24, skips }, limits, middle)
  expect(new Date(at).toISOString()).toContain(expected)
})

test('whatever is to be skipped, it only lengthens the wait, and by a day at most', () => {
  const skips = fc.record({
    hours: fc.uniqueArray(fc.integer({ min: 0, max: 23 })),
    days: fc.uniqueArray(fc.integer({ min: 0, max: 6 })),
  })
  const dice = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(
      skips,
      fc.integer({ min: 0, max: 5000 }),
      dice,
      fc.date({ noInvalidDate: true }),
      (skipped, itemsPerWeek, thrown, at) => {
        const next = (these: Cadence['skips']) =>
          nextPollAt({ ...nothingAsked, itemsPerWeek, skips: these }, limits, { now: at, dice: thrown })
        expect(next(skipped)).toBeGreaterThanOrEqual(next(null))
        expect(next(skipped)).toBeLessThanOrEqual(at.getTime() + minutes(24 * 60))
      },
    ),
  )
})

test('who does not want us and does not say until when is left alone for hours', () => {
  const wait = (failures: number, retryAfterMs: number | null = null) =>
    retryPollAt({ failures, retryAfterMs, isUnwelcome: true }, limits, middle) - now.getTime()
  expect([1, 2, 3].map((failures) => wait(failures))).toEqual([120, 240, 480].map(minutes))
  expect(wait(1, minutes(30))).toBeGreaterThanOrEqual(minutes(30))
  expect(wait(1, minutes(30))).toBeLessThan(minutes(60))
  // The back-off holds when it is the longer one.
  expect(wait(5, minutes(1))).toBe(minutes(80))
})

test('feeds that were all due at once after an outage are spread over a fifth of their wait', () => {
  const waits = Array.from(
    { length: 101 },
    (_, index) =>
      nextPollAt({ ...nothingAsked, itemsPerWeek: 7 * 24 }, limits, { now, dice: index / 100 }) -
      now.getTime(),
  )
  expect([Math.min(...waits), Math.max(...waits)]).toEqual([minutes(54), minutes(66) + 1])
  expect(new Set(waits).size).toBe(101)
})
