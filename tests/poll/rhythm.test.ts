import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSilent, learnRhythm } from '../../src/poll/rhythm.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
// A Monday, 00:00 GMT.
const monday = Date.UTC(2026, 0, 5)

/** The same dice at every run. */
function diceOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

type Dice = () => number
type Publisher = (days: number, dice: Dice) => readonly number[]

/** Items that come by chance, so many a day as it is usual at that hour. */
const byChance =
  (perDayAt: (hour: number, isWorkday: boolean) => number, most: number): Publisher =>
  (days, dice) => {
    const times: number[] = []
    for (let at = monday; ; ) {
      at += (-Math.log(1 - dice()) / most) * dayMs
      if (at > monday + days * dayMs) return times.map(Math.floor)
      const day = new Date(at).getUTCDay()
      if (dice() * most < perDayAt(new Date(at).getUTCHours(), day > 0 && day < 6)) times.push(at)
    }
  }

/** One item at nine, give or take half an hour. */
const atNine =
  (isDay: (day: number) => boolean): Publisher =>
  (days, dice) =>
    Array.from({ length: days }, (_, day) => day)
      .filter((day) => isDay(new Date(monday + day * dayMs).getUTCDay()))
      .map((day) => Math.floor(monday + day * dayMs + (8.5 + dice()) * hourMs))

const everyTwoHours: Publisher = (days, dice) =>
  Array.from({ length: days * 12 }, (_, turn) => Math.floor(monday + (turn * 2 + dice() * 0.5) * hourMs))

const office = (hour: number, isWorkday: boolean) => isWorkday && hour >= 7 && hour < 18

/** Days of life in which it was never told as silent; afterwards, how many hours after its end it was told. */
function watch(
  publisher: Publisher,
  { seed, days = 180 }: { readonly seed: number; readonly days?: number },
) {
  const times = publisher(days, diceOf(seed))
  let falseAlarms = 0
  let judged = 0
  let toldAfterHours = Number.NaN
  for (const [index, at] of times.entries()) {
    if (at < monday + 60 * dayMs) continue
    const expectedBy = learnRhythm(
      times.slice(Math.max(0, index - 1500), index + 1),
      new Date(at),
    )?.expectedBy
    if (expectedBy == null) continue
    judged++
    const next = times[index + 1]
    if (next !== undefined && expectedBy < next) falseAlarms++
    toldAfterHours = (expectedBy - at) / hourMs
  }
  return { falseAlarms, judged, toldAfterHours }
}

describe('a feed that publishes in its own rhythm is not called silent', () => {
  // Measured over 10 runs of 120 days each: at most 0.3 false alarms per feed and year, 0 for all but 12 a day by
  // chance around the clock and bursts of chance.
  test.each<[string, Publisher, most: number, hours: number]>([
    ['12 a day around the clock', byChance(() => 12, 12), 1, 36],
    ['12 a day, few at night', byChance((hour) => (hour >= 6 && hour < 22 ? 18 : 0.5), 18), 1, 36],
    ['office hours', byChance((hour, isWorkday) => (office(hour, isWorkday) ? 26 : 0.2), 26), 1, 96],
    [
      '3 a day in office hours',
      byChance((hour, isWorkday) => (office(hour, isWorkday) ? 6.5 : 0), 6.5),
      1,
      200,
    ],
    ['every two hours', everyTwoHours, 0, 8],
    ['every day at nine', atNine(() => true), 0, 100],
    ['every workday at nine', atNine((day) => day > 0 && day < 6), 0, 200],
  ])('%s', (_, publisher, most, hours) => {
    const { falseAlarms, judged, toldAfterHours } = watch(publisher, { seed: 7 })
    expect(judged).toBeGreaterThan(80)
    expect(falseAlarms).toBeLessThanOrEqual(most)
    // When it ends, people hear of it.
    expect(toldAfterHours).toBeGreaterThanOrEqual(6)
    expect(toldAfterHours).toBeLessThan(hours)
  })
})

test('too little is known of a new feed, and of one that publishes once a week', () => {
  const few = Array.from({ length: 9 }, (_, index) => monday + index * 3 * dayMs)
  expect(learnRhythm(few, new Date(monday + 30 * dayMs))?.expectedBy).toBeNull()
  const burst = Array.from({ length: 500 }, (_, index) => monday + index * 60_000)
  expect(learnRhythm(burst, new Date(monday + dayMs))?.expectedBy).toBeNull()
  expect(learnRhythm([], new Date(monday))).toBeNull()
  expect(learnRhythm([monday], new Date(monday + 100 * dayMs))).toBeNull()
})

test('one breakdown of the publisher does not make people wait twice as long for the next notice', () => {
  const times = everyTwoHours(50, diceOf(1)).filter(
    (at) => at < monday + 20 * dayMs || at > monday + 24 * dayMs,
  )
  const last = times.at(-1) ?? 0
  const rhythm = learnRhythm(times, new Date(last))
  expect(((rhythm?.expectedBy ?? 0) - last) / hourMs).toBeLessThan(12)
})

test('whatever times a feed gives its items: nothing is expected before six hours, and every figure is a number', () => {
  const hours = fc.array(fc.integer({ min: -100, max: 3000 }), { maxLength: 200 })
  fc.assert(
    fc.property(hours, (all) => {
      const now = new Date(monday + 2000 * hourMs)
      const rhythm = learnRhythm(
        all.map((hour) => monday + hour * hourMs),
        now,
      )
      if (rhythm === null) return
      expect(rhythm.lastItemAt).toBeLessThanOrEqual(now.getTime())
      expect(rhythm.itemsPerWeek).toBeGreaterThan(0)
      if (rhythm.expectedBy !== null)
        expect(rhythm.expectedBy).toBeGreaterThanOrEqual(rhythm.lastItemAt + 6 * hourMs)
    }),
  )
})

test('only a poll that worked since then can say that a feed is silent', () => {
  const feed = { state: 'active', failures: 0, expected_by: 100, last_polled_at: 100 } as const
  expect(isSilent(feed)).toBe(true)
  expect(isSilent({ ...feed, last_polled_at: 99 })).toBe(false)
  expect(isSilent({ ...feed, last_polled_at: null })).toBe(false)
  expect(isSilent({ ...feed, expected_by: null })).toBe(false)
  expect(isSilent({ ...feed, failures: 1 })).toBe(false)
  expect(isSilent({ ...feed, state: 'gone' })).toBe(false)
})
