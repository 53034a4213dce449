import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { locales } from '../../src/deliver/locale.ts'
import { postsPerDay } from '../../src/deliver/times/posting-rate.ts'
import { parseQuietHours, quietUntil, writeQuietHours } from '../../src/deliver/times/quiet.ts'
import {
  describeSchedule,
  nextDigestAt,
  parseSchedule,
  writeSchedule,
} from '../../src/deliver/times/schedule.ts'
import { timeZoneOf, wallMinute } from '../../src/deliver/times/wall-clock.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC']
/** Over the changes of the clocks in 2026, both ways. */
const moments = fc.integer({
  min: Date.parse('2026-03-01T00:00:00Z'),
  max: Date.parse('2026-11-30T00:00:00Z'),
})
const minutes = fc.integer({ min: 0, max: 1439 })

function scheduleOf(text: string) {
  const outcome = parseSchedule(text)
  if (outcome.kind === 'invalid') throw new Error(outcome.message)
  return outcome.schedule
}

function quietOf(text: string) {
  const outcome = parseQuietHours(text)
  if (outcome.kind === 'invalid') throw new Error(outcome.message)
  return outcome.quiet
}

const next = (schedule: string, zone: string, after: string) =>
  new Date(nextDigestAt(scheduleOf(schedule), zone, Date.parse(after))).toISOString()

describe('schedules', () => {
  test.each([
    ['hourly', 'hourly'],
    ['Daily', 'daily 09:00'],
    ['daily at 9', 'daily 09:00'],
    ['daily 17:00, 9am', 'daily 09:00,17:00'],
    ['weekly', 'weekly mon 09:00'],
    ['weekly Thursday,Mon 8.30', 'weekly mon,thu 08:30'],
  ])('%s is read as %s', (text, written) => {
    expect(writeSchedule(scheduleOf(text))).toBe(written)
    expect(writeSchedule(scheduleOf(written))).toBe(written)
  })

  test.each([
    ['sometimes', /“sometimes” is not a schedule/],
    ['', /is not a schedule/],
    ['hourly 09:00', /takes no time/],
    ['daily 25:00', /“25:00” is not a time/],
    ['daily mon', /“mon” is not a time/],
    ['weekly someday 09:00', /“someday” is neither/],
    ['x'.repeat(500), /is not a schedule/],
  ])('%s is refused with the reason', (text, message) => {
    expect(parseSchedule(text)).toEqual({ kind: 'invalid', message: expect.stringMatching(message) })
  })

  test('they are told in words', () => {
    expect(describeSchedule(scheduleOf('weekly mon,thu 9'))).toBe(
      'every week on Monday and Thursday at 09:00',
    )
    expect(describeSchedule(scheduleOf('daily 9,17'), 'de')).toBe('täglich um 09:00 und 17:00')
    for (const locale of locales) expect(describeSchedule(scheduleOf('hourly'), locale)).not.toBe('')
  })

  test.each([
    ['daily 09:00', 'Europe/Berlin', '2026-03-28T12:00:00Z', '2026-03-29T07:00:00.000Z'],
    ['daily 09:00', 'Europe/Berlin', '2026-10-24T12:00:00Z', '2026-10-25T08:00:00.000Z'],
    ['daily 02:30', 'Europe/Berlin', '2026-03-28T12:00:00Z', '2026-03-29T01:00:00.000Z'],
    ['daily 02:30', 'Europe/Berlin', '2026-03-29T01:00:00Z', '2026-03-30T00:30:00.000Z'],
    ['daily 02:30', 'Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-26T01:30:00.000Z'],
    ['daily 09:00,17:00', 'America/New_York', '2026-03-08T14:00:00Z', '2026-03-08T21:00:00.000Z'],
    ['daily 01:30', 'America/New_York', '2026-11-01T05:30:00Z', '2026-11-02T06:30:00.000Z'],
    ['weekly sun 02:30', 'America/New_York', '2026-03-07T12:00:00Z', '2026-03-08T07:00:00.000Z'],
    ['hourly', 'Europe/Berlin', '2026-10-25T00:00:00Z', '2026-10-25T01:00:00.000Z'],
    ['hourly', 'Asia/Kathmandu', '2026-10-25T00:00:00Z', '2026-10-25T00:15:00.000Z'],
    ['daily 09:00', 'Asia/Kathmandu', '2026-10-25T00:00:00Z', '2026-10-25T03:15:00.000Z'],
    ['daily 09:00', 'Nowhere/Atlantis', '2026-10-25T00:00:00Z', '2026-10-25T09:00:00.000Z'],
  ])('%s in %s after %s is at %s', (schedule, zone, after, at) => {
    expect(next(schedule, zone, after)).toBe(at)
  })

  test('a day has each of its times once, and an hour is never left out, wherever the clocks change', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), moments, minutes, (zone, after, minute) => {
        const daily = nextDigestAt({ kind: 'daily', minutes: [minute] }, zone, after)
        const following = nextDigestAt({ kind: 'daily', minutes: [minute] }, zone, daily)
        expect(daily).toBeGreaterThan(after)
        expect(Math.abs(following - daily - dayMs)).toBeLessThanOrEqual(hourMs)
        const hourly = nextDigestAt({ kind: 'hourly' }, zone, after)
        expect(hourly - after).toBeGreaterThan(0)
        // Lord Howe puts its clocks back by half an hour.
        expect(hourly - after).toBeLessThanOrEqual(1.5 * hourMs)
      }),
      { numRuns: 300 },
    )
  })
})

describe('quiet hours', () => {
  test.each([
    ['22:00-07:00', '22:00-07:00'],
    ['22 – 7', '22:00-07:00'],
    ['10pm-7am', '22:00-07:00'],
    ['12am-12pm', '00:00-12:00'],
  ])('%s is read as %s', (text, written) => {
    expect(writeQuietHours(quietOf(text))).toBe(written)
  })

  test.each([
    ['night', /“night” are no quiet hours/],
    ['22:00', /no quiet hours/],
    ['22:00-24:00', /no quiet hours/],
    ['1-2-3', /no quiet hours/],
    ['07:00-7am', /same time/],
  ])('%s is refused with the reason', (text, message) => {
    expect(parseQuietHours(text)).toEqual({ kind: 'invalid', message: expect.stringMatching(message) })
  })

  test.each([
    ['2026-01-10T20:59:59Z', null],
    ['2026-01-10T21:00:00Z', '2026-01-11T06:00:00.000Z'],
    ['2026-01-11T05:59:59Z', '2026-01-11T06:00:00.000Z'],
    ['2026-01-11T06:00:00Z', null],
    ['2026-03-28T22:30:30Z', '2026-03-29T05:00:00.000Z'],
    ['2026-10-24T22:30:30Z', '2026-10-25T06:00:00.000Z'],
  ])('22:00-07:00 in Berlin at %s ends at %s', (at, end) => {
    const until = quietUntil(quietOf('22:00-07:00'), 'Europe/Berlin', Date.parse(at))
    expect(until === null ? null : new Date(until).toISOString()).toBe(end)
  })

  test('they end at the first minute that is not quiet, wherever the clocks change', () => {
    const zone = fc.constantFrom(...zones)
    fc.assert(
      fc.property(zone, moments, minutes, minutes, (timeZone, at, from, until) => {
        fc.pre(from !== until)
        const quiet = { from, until }
        const end = quietUntil(quiet, timeZone, at)
        const minute = wallMinute(timeZone, at)
        const isQuiet = from < until ? minute >= from && minute < until : minute >= from || minute < until
        expect(end !== null).toBe(isQuiet)
        if (end === null) return
        expect(quietUntil(quiet, timeZone, end)).toBeNull()
        expect(end).toBeGreaterThan(at)
        if (end - 1 >= at) expect(quietUntil(quiet, timeZone, end - 1)).toBe(end)
      }),
      { numRuns: 500 },
    )
  })
})

test('whatever is written for a time, reading it never throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom(...locales), (text, locale) => {
      for (const written of [text, `daily ${text}`, `weekly ${text}`]) parseSchedule(written, locale)
      parseQuietHours(text, locale)
      parseQuietHours(`${text}-${text}`, locale)
      timeZoneOf(text)
    }),
  )
})

test('a time zone is known by its name', () => {
  expect(timeZoneOf(' europe/berlin ')).toBe('Europe/Berlin')
  expect(timeZoneOf('Atlantis')).toBeNull()
})

describe('the estimate of posts a day', () => {
  const now = Date.parse('2026-06-10T12:00:00Z')
  const at = (daysAgo: number) => ({ publishedAt: now - daysAgo * dayMs })

  test('is the median of the last seven days, so that one loud day says little', () => {
    const steady = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((day) => [at(day + 0.1), at(day + 0.5)])
    const loud = Array.from({ length: 40 }, () => at(2.2))
    expect(postsPerDay([...steady, ...loud], now)).toBe(2)
  })

  test('is taken from what is listed when that is less than a week', () => {
    expect(
      postsPerDay(
        Array.from({ length: 20 }, (_, index) => at(index / 10)),
        now,
      ),
    ).toBe(11)
    expect(postsPerDay([at(0.01)], now)).toBe(1)
  })

  test('is a part of one for a feed that is quiet on most days', () => {
    expect(postsPerDay([at(1), at(3), at(30)], now)).toBe(0.3)
    expect(postsPerDay([at(30)], now)).toBe(0)
  })

  test('is unknown without dates', () => {
    expect(postsPerDay([{ publishedAt: null }, at(-1)], now)).toBeNull()
  })
})
