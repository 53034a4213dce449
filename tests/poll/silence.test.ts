import fc from 'fast-check'
import { expect, test } from 'vitest'
import { silentSince } from '../../src/poll/silence.ts'

const hourMs = 3_600_000
const now = new Date('2026-01-25T08:00:00Z')
const itemsAgo = (...hours: readonly number[]) =>
  hours.map((hoursAgo) => ({ publishedAt: now.getTime() - hoursAgo * hourMs }))
/** One an hour for three weeks, the newest so many hours ago. */
const hourly = (hours: number) => itemsAgo(...Array.from({ length: 500 }, (_, i) => hours + i))
const isSilent = (items: ReturnType<typeof itemsAgo>) => silentSince(items, now) !== null

test('a feed that speaks every hour is silent after a day, one that speaks every month is not', () => {
  expect(isSilent(hourly(2))).toBe(false)
  expect(isSilent(hourly(24))).toBe(true)
  expect(silentSince(hourly(24), now)).toBe(now.getTime() - 24 * hourMs)
  expect(isSilent(itemsAgo(40 * 24, 70 * 24, 100 * 24))).toBe(false)
  expect(isSilent(itemsAgo(200 * 24, 230 * 24, 260 * 24))).toBe(true)
})

test('of few items only months tell something', () => {
  expect(isSilent(itemsAgo(20 * 24, 20 * 24 + 1))).toBe(false)
  expect(isSilent(itemsAgo(40 * 24, 40 * 24 + 1))).toBe(true)
  expect(isSilent(itemsAgo(170 * 24))).toBe(false)
  expect(isSilent(itemsAgo(190 * 24))).toBe(true)
})

test('without dates, and with dates in the future, nobody can say', () => {
  expect(silentSince([], now)).toBeNull()
  expect(silentSince([{ publishedAt: null }, { publishedAt: null }], now)).toBeNull()
  expect(isSilent(itemsAgo(-5))).toBe(false)
})

test('who is silent stays silent until something new comes', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3_000), { minLength: 1, maxLength: 40 }), fc.nat(5_000), (hours, later) => {
      const items = itemsAgo(...hours)
      const after = new Date(now.getTime() + later * hourMs)
      if (silentSince(items, now) !== null) expect(silentSince(items, after)).toBe(silentSince(items, now))
      expect(silentSince([...items, { publishedAt: after.getTime() }], after)).toBeNull()
    }),
  )
})
