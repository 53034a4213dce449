import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tellReason } from '../../src/deliver/filter/reasons.ts'
import { parseQuietHours, quietUntil } from '../../src/deliver/times/quiet.ts'
import { wallMinute } from '../../src/deliver/times/wall-clock.ts'
import { runsOnTestStore } from '../store/engines.ts'
import { fakePlatform, openOutbox } from './bed.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** A word for each number that sounds like no other. */
function wordOf(index: number): string {
  const letters = 'bdglmnrs'
  return [index >> 6, (index >> 3) & 7, index & 7].map((digit) => `${letters.at(digit)}a`).join('')
}

type Arrival = { readonly afterMinutes: number; readonly count: number; readonly form: string }

const arrival: fc.Arbitrary<Arrival> = fc.record({
  afterMinutes: fc.integer({ min: 0, max: 100 }),
  count: fc.integer({ min: 1, max: 4 }),
  form: fc.constantFrom('news', 'news', 'news', 'breaking', 'rumour'),
})

const world = fc.record({
  startsAt: fc.constantFrom(
    '2026-03-28T12:00:00Z',
    '2026-10-24T12:00:00Z',
    '2026-03-07T20:00:00Z',
    '2026-06-01T00:00:00Z',
  ),
  zone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kathmandu'),
  quiet: fc.constantFrom(null, '22:00-07:00', '01:30-02:30', '12:00-13:15'),
  budget: fc.constantFrom(null, 1, 3),
  schedule: fc.constantFrom(null, null, 'hourly', 'daily 09:00,02:30'),
  arrivals: fc.array(arrival, { minLength: 1, maxLength: 12 }),
  /** What the platform answers first, so that attempts are lost on the way and after it. */
  weather: fc.array(fc.constantFrom('lost before' as const, 'lost after' as const), { maxLength: 3 }),
})

test('over random days with filter, schedule, quiet hours and budget, each item comes once or was left out with a reason', async () => {
  await fc.assert(
    fc.asyncProperty(world, async ({ startsAt, zone, quiet, budget, schedule, arrivals, weather }) => {
      const bed = await openOutbox()
      try {
        bed.clock.now = Date.parse(startsAt)
        const settings = {
          time_zone: zone,
          quiet_hours: quiet,
          budget_per_hour: budget,
          breaking_words: 'breaking',
        }
        await bed.set(settings)
        await bed.follow({ schedule, filter: '-rumour' })
        const messages: { at: number; items: string[]; isPost: boolean; isRepeat: boolean }[] = []
        const keys = new Set<string>()
        const chat = fakePlatform([], { renderView: (view) => JSON.stringify(view) })
        const answers = [...weather]
        const adapter = {
          ...chat.adapter,
          async publish(...[to, message, key]: Parameters<typeof chat.adapter.publish>) {
            const answer = answers.shift()
            if (answer === 'lost before') return { kind: 'unknown', cause: 'reset' } as const
            const items = message.match(/item-\w+/g) ?? []
            messages.push({
              at: bed.clock.now,
              items,
              isPost: !message.startsWith('{'),
              isRepeat: keys.has(key),
            })
            keys.add(key)
            const result = await chat.adapter.publish(to, message, key)
            return answer === 'lost after' ? ({ kind: 'unknown', cause: 'time-out' } as const) : result
          },
        }
        const parts = bed.parts([adapter])
        const forms = new Map<string, string>()
        for (const { afterMinutes, count, form } of arrivals) {
          await bed.runUntil(bed.clock.now + afterMinutes * minuteMs, parts)
          const titles = Array.from({ length: count }, () => {
            const name = `item-${wordOf(forms.size)}`
            forms.set(name, form)
            return `${form} ${name}`
          })
          await bed.queue(titles)
        }
        await bed.runUntil(bed.clock.now + 40 * hourMs, parts)

        // Each item stands in exactly one message, or was left out and it is noted why.
        const shown = messages.flatMap(({ items }) => [...new Set(items)])
        const wanted = [...forms].filter(([, form]) => form !== 'rumour').map(([name]) => name)
        expect(shown.toSorted()).toEqual(wanted.toSorted())
        expect(messages.some(({ isRepeat }) => isRepeat)).toBe(false)
        const left = await bed.store.db
          .selectFrom('decisions')
          .select('reason')
          .where('outcome', '=', 'filtered')
          .execute()
        expect(left).toEqual(
          Array.from({ length: forms.size - wanted.length }, () => ({ reason: 'left out by -rumour' })),
        )

        const deliveries = await bed.store.db.selectFrom('deliveries').select(['state', 'reason']).execute()
        expect(deliveries.every(({ state }) => state === 'sent' || state === 'digested')).toBe(true)
        const decided = await bed.store.db.selectFrom('decisions').select('reason').execute()
        const reasons = [...decided, ...deliveries.filter(({ state }) => state === 'digested')]
        expect(
          reasons.filter(({ reason }) => reason === null || tellReason(reason, 'de') === reason),
        ).toEqual([])
        if (weather.length > 0) return
        const quietHours = quiet === null ? null : parseQuietHours(quiet)
        for (const { at, items } of messages) {
          const isBreaking = items.every((item) => forms.get(item) === 'breaking')
          if (quietHours?.kind === 'quiet' && !isBreaking)
            expect(quietUntil(quietHours.quiet, zone, at)).toBeNull()
        }
        // What goes out by itself keeps to the budget; one more may be the rest of the hour before, when it was a single post.
        const perHour = new Map<number, number>()
        for (const { at, items, isPost } of messages) {
          if (!isPost || forms.get(items[0] ?? '') === 'breaking') continue
          const hour = at - (wallMinute(zone, at) % 60) * minuteMs - (at % minuteMs)
          perHour.set(hour, (perHour.get(hour) ?? 0) + 1)
        }
        if (budget !== null)
          for (const count of perHour.values()) expect(count).toBeLessThanOrEqual(budget + 1)
      } finally {
        await bed.store.close()
      }
    }),
    { numRuns: runsOnTestStore(40) },
  )
}, 30_000)
