import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextPollAt } from '../../src/poll/schedule.ts'
import { pollNoLater, wishPace } from '../../src/store/feed-pace.ts'
import { addFeed, nextFeedDueAt, takeDueFeeds } from '../../src/store/feeds.ts'
import { savePoll } from '../../src/store/save-poll.ts'
import { openTestStore } from '../store/engines.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const limits = { shortestMs: 5 * minuteMs, longestMs: dayMs }
const start = Date.UTC(2026, 0, 24, 12)
const slackMs = minuteMs
const leaseMs = 3 * minuteMs

type Step = {
  readonly pass: number
  readonly jump: number
  readonly crashes: boolean
  readonly askedMs: number
}

const step: fc.Arbitrary<Step> = fc.record({
  pass: fc.oneof(fc.integer({ min: 1, max: 3 * dayMs }), fc.integer({ min: 1, max: 30 * minuteMs })),
  jump: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    fc.integer({ min: -400 * dayMs, max: 400 * dayMs }),
    fc.integer({ min: -30_000, max: 30_000 }),
  ),
  crashes: fc.boolean(),
  askedMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2 * dayMs })),
})

/**
 * A feed under a clock that jumps; `elapsed` is the time that really passed. It is never left alone for longer than
 * its planned wait after the last poll or jump, and never asked sooner than planned unless the clock jumped ahead.
 */
async function live(steps: readonly Step[], itemsPerWeek: number): Promise<void> {
  const store = await openTestStore()
  const url = 'https://one.example/'
  await store.write((tx) => addFeed(tx, { url, source: 'added', firstPosts: 1 }, new Date(start)))
  let elapsed = 0
  let offset = 0
  let attempt = 0
  let plan = { at: 0, waitMs: 0, plannedMs: 0, lastJumpAt: 0, jumpedAhead: true }
  for (const { pass, jump, crashes, askedMs } of steps) {
    elapsed += pass
    offset += jump
    if (jump !== 0) {
      // Of a feed whose poll crashed only the plan before is known, and that is what begins anew.
      const waitMs = Math.max(plan.waitMs, plan.plannedMs)
      plan = { ...plan, waitMs, lastJumpAt: elapsed, jumpedAhead: plan.jumpedAhead || jump > 0 }
    }
    const now = new Date(start + elapsed + offset)
    const claim = { now, owner: `${attempt}`, leaseMs, limit: 5, longestWaitMs: dayMs }
    const [taken] = await takeDueFeeds(store, claim)
    expect(await nextFeedDueAt(store, claim)).not.toBeNull()
    if (taken === undefined) {
      const aloneMs = elapsed - Math.max(plan.at, plan.lastJumpAt)
      expect(aloneMs).toBeLessThanOrEqual(plan.waitMs + slackMs)
      continue
    }
    if (!plan.jumpedAhead) expect(elapsed - plan.at).toBeGreaterThanOrEqual(plan.waitMs)
    plan = { ...plan, at: elapsed, waitMs: 2 * leaseMs, lastJumpAt: elapsed, jumpedAhead: true }
    if (crashes) {
      // Its lease is left behind, and nobody gives it back.
      attempt++
      continue
    }
    const cadence = { itemsPerWeek, wishedMs: null, askedMs, skips: null }
    const at = nextPollAt(cadence, limits, { now, dice: 0.5 })
    const update = { last_polled_at: now.getTime(), next_poll_at: at }
    expect(await savePoll(store, { id: taken.id, owner: claim.owner }, { update, items: [] })).toBe(0)
    const plannedMs = at - now.getTime()
    plan = { ...plan, waitMs: plannedMs, plannedMs, jumpedAhead: false }
  }
  await store.close()
}

test('however the clock jumps, forward or back, with crashes between: no feed is frozen, none is asked too soon', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 25 }),
      fc.integer({ min: 0, max: 3000 }),
      live,
    ),
    { numRuns: 40 },
  )
})

test('a clock that is set back by an hour costs a feed of every five minutes no hour', async () => {
  const store = await openTestStore()
  const claim = { owner: 'me', leaseMs: 1000, limit: 5, longestWaitMs: dayMs }
  const { row } = await store.write((tx) =>
    addFeed(tx, { url: 'https://one.example/', source: 'added', firstPosts: 1 }, new Date(start)),
  )
  await takeDueFeeds(store, { ...claim, now: new Date(start) })
  const update = { last_polled_at: start, next_poll_at: start + 5 * minuteMs }
  await savePoll(store, { id: row.id, owner: 'me' }, { update, items: [] })
  const back = start - 60 * minuteMs
  expect(await takeDueFeeds(store, { ...claim, now: new Date(back) })).toEqual([])
  expect(await takeDueFeeds(store, { ...claim, now: new Date(back + 4 * minuteMs) })).toEqual([])
  expect(await takeDueFeeds(store, { ...claim, now: new Date(back + 5 * minuteMs) })).toHaveLength(1)
  await store.close()
})

test('a faster wish has the feed asked at once, but never before its publisher allows', async () => {
  const store = await openTestStore()
  const now = new Date(start)
  const { row } = await store.write((tx) =>
    addFeed(tx, { url: 'https://one.example/', source: 'added', firstPosts: 1 }, now),
  )
  const plan = (asked_until: number, failures = 0) =>
    store.db
      .updateTable('feeds')
      .set({ next_poll_at: start + dayMs, asked_until, failures })
      .execute()
  const dueAt = async () =>
    (await store.db.selectFrom('feeds').select('next_poll_at').executeTakeFirst())?.next_poll_at
  await plan(start + 1000)
  await store.write((tx) => wishPace(tx, row.id, 10, now))
  expect(await dueAt()).toBe(start + 1000)
  await plan(0)
  await store.write((tx) => pollNoLater(tx, row.id, now.getTime()))
  expect(await dueAt()).toBe(start)
  await plan(0, 3)
  await store.write((tx) => pollNoLater(tx, row.id, now.getTime()))
  expect(await dueAt()).toBe(start + dayMs)
  await store.close()
})
