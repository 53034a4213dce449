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
