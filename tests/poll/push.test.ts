import { afterEach, beforeEach, expect, test } from 'vitest'
import { askHub, takeHubs } from '../../src/poll/push-hub.ts'
import { removeFeed } from '../../src/store/feeds.ts'
import { forgetHubs, isPushed, pollPushedFeeds } from '../../src/store/push.ts'
import { type Hub, startHub } from '../fakes/hub.ts'
import { pollFeeds } from './poll-feeds.ts'
import { openPushBed, type PushBed, rss } from './push-bed.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

let bed: PushBed
let hub: Hub
beforeEach(async () => {
  bed = await openPushBed()
  hub = await startHub()
})
afterEach(async () => {
  await hub.close()
  await bed.close()
})

const topic = () => bed.site.url('/main')
const document = (...titles: readonly string[]) => rss(titles, { hub: hub.url, self: topic() })

/** A feed that is followed and pushed. */
async function subscribed(...titles: readonly string[]): Promise<number> {
  bed.pages['/feed'] = document(...titles)
  const id = await bed.follow('/feed')
  await bed.ask()
  await hub.settled()
  return id
}

test.each(['first', 'after'] as const)(
  'a hub that asks back %s it answers is agreed with, under a name and with a secret nobody knows',
  async (verifies) => {
    hub.manners.verifies = verifies
    const id = await subscribed('one')
    expect(hub.asks).toEqual([
      {
        mode: 'subscribe',
        topic: topic(),
        callback: `${bed.hubs.publicUrl}/websub/token-1`,
        secret: 'token-2',
        leaseSeconds: 864_000,
      },
    ])
    expect([...hub.subscribers.keys()]).toEqual([hub.asks[0]?.callback])
    expect(await bed.subscriptions()).toMatchObject([{ state: 'active', feed_id: id, last_problem: null }])
    expect(await bed.ask()).toBe(0)
  },
)

test('headers name the hub and the topic as well', async () => {
  const link = `<${hub.url}>; rel="hub", <${topic()}>; rel="self"`
  bed.pages['/feed'] = { body: rss(['one']), headers: { link } }
  await bed.follow('/feed')
  expect(await bed.feed()).toMatchObject({ hub_url: hub.url, topic_url: topic() })
})

test('what is pushed is saved once, whether a poll or the push comes first and however often', async () => {
  await subscribed('one')
  expect(await hub.publish(topic(), document('two', 'one'))).toEqual([202])
  expect(await hub.publish(topic(), document('two', 'one'))).toEqual([202])
  expect(await bed.read()).toBe(1)
  bed.pages['/feed'] = document('three', 'two', 'one')
  await bed.poll({ all: true })
  await hub.publish(topic(), document('three'))
  expect(await bed.read()).toBe(0)
  expect(await bed.items()).toEqual(['one', 'two', 'three'])
  const waiting = await bed.store.db
    .selectFrom('items')
    .select('title')
    .where('reading', '=', 'waiting')
    .execute()
  expect(waiting.map(({ title }) => title)).toEqual(['two', 'three'])
})

test('a push that comes while the feed is polled waits for the poll', async () => {
  const id = await subscribed('one')
  bed.pages['/feed'] = document('two', 'one')
  const { fetch } = bed.poller
  const meanwhile: number[] = []
  const slow = {
    ...bed.poller,
    async fetch(request: Parameters<typeof fetch>[0]) {
      await hub.publish(topic(), document('two'))
      meanwhile.push(await bed.read())
      return fetch(request)
    },
  }
  expect(await pollFeeds(slow, { all: true })).toMatchObject([{ feedId: id, newItems: 1 }])
  expect(meanwhile).toEqual([0])
  expect(await bed.read()).toBe(0)
  expect(await bed.items()).toEqual(['one', 'two'])
})

test.each(['sha1', 'sha256', 'sha384', 'sha512'] as const)('a push signed with %s counts', async (method) => {
  await subscribed('one')
  await hub.publish(topic(), document('two'), { method })
  expect(await bed.read()).toBe(1)
})

test.each([
  ['signed with another secret', { secret: 'guessed' }],
  ['not signed', { secret: null }],
])('a push that is %s gets the same answer and is dropped', async (_, how) => {
  await subscribed('one')
  expect(await hub.publish(topic(), document('two'), how)).toEqual([202])
  expect(bed.outcomes.at(-1)).toBe('forged')
  expect(await bed.read()).toBe(0)
  expect(await bed.items()).toEqual(['one'])
})

test.each([
  ['another topic', { 'hub.topic': 'https://evil.example/' }],
  ['another mode', { 'hub.mode': 'unsubscribe' }],
  ['no challenge', { 'hub.challenge': '' }],
  ['a challenge without end', { 'hub.challenge': 'x'.repeat(3000) }],
])('a hub that wants %s confirmed gets 404', async (_, wrong) => {
  hub.manners.verifies = 'never'
  await subscribed('one')
  const [ask] = hub.asks
  const query = { 'hub.mode': 'subscribe', 'hub.topic': topic(), 'hub.challenge': 'c', ...wrong }
  expect((await hub.call(ask?.callback ?? '', query)).status).toBe(404)
  expect(await bed.subscriptions()).toMatchObject([{ state: 'wanted' }])
})

test('nothing is confirmed that was not asked for, or was asked for long ago', async () => {
  await subscribed('one')
  const query = { 'hub.mode': 'subscribe', 'hub.topic': topic(), 'hub.challenge': 'c' }
  const callback = hub.asks[0]?.callback ?? ''
  expect(await hub.call(callback, query)).toEqual({ status: 200, text: 'c' })
  bed.pass(11 * minuteMs)
  expect((await hub.call(callback, query)).status).toBe(404)
  expect((await hub.call(`${bed.hubs.publicUrl}/websub/guessed`, query)).status).toBe(404)
})

test('a hub that pushes to nobody is told to stop', async () => {
  await subscribed('one')
  const answer = await fetch(`${bed.hubs.publicUrl}/websub/guessed`, { method: 'POST', body: 'x' })
  expect(answer.status).toBe(410)
})

test('a lease is renewed when a third of it is left', async () => {
  await subscribed('one')
  bed.pass(39 * minuteMs)
  expect(await bed.ask()).toBe(0)
  bed.pass(minuteMs)
  expect(await bed.ask()).toBe(1)
  await hub.settled()
  expect(hub.asks).toHaveLength(2)
  expect(hub.asks[1]).toEqual(hub.asks[0])
  bed.pass(39 * minuteMs)
  expect(await bed.ask()).toBe(0)
})

test('a pushed feed is polled as seldom as allowed, until the hub misses something', async () => {
  const id = await subscribed('one')
  await hub.publish(topic(), document('two', 'one'))
  await bed.read()
  expect(await isPushed(bed.store, id, bed.now)).toBe(true)
  bed.pages['/feed'] = document('two', 'one')
  bed.pass(minuteMs)
  await bed.poll({ all: true })
  expect((await bed.feed()).next_poll_at - bed.now.getTime()).toBeGreaterThan(0.8 * dayMs)
  expect((await bed.feed()).next_poll_at - bed.now.getTime()).toBeLessThanOrEqual(dayMs)

  bed.pages['/feed'] = document(
    'five',
    'four',
    'three',
    'two',
    'one',
    ...Array.from({ length: 60 }, (_, at) => `n${at}`),
  )
  bed.pass(minuteMs)
  await bed.poll({ all: true })
  expect(await isPushed(bed.store, id, bed.now)).toBe(false)
  expect((await bed.feed()).next_poll_at - bed.now.getTime()).toBeLessThan(4 * hourMs)
  await hub.publish(topic(), document('five'))
  expect(await isPushed(bed.store, id, bed.now)).toBe(false)
})

test('a subscription that never pushed anything changes nothing about polling', async () => {
  const id = await subscribed('one')
  expect(await isPushed(bed.store, id, bed.now)).toBe(false)
})

test('a lease that ends is asked for again and its feed polled at once', async () => {
  const id = await subscribed('one')
  await hub.publish(topic(), document('two', 'one'))
  await bed.read()
  bed.pages['/feed'] = document('two', 'one')
  bed.pass(minuteMs)
  await bed.poll({ all: true })
  hub.manners.status = 503
  bed.pass(hourMs)
  expect(await isPushed(bed.store, id, bed.now)).toBe(false)
  await bed.ask()
  expect(await bed.subscriptions()).toMatchObject([
    { state: 'wanted', last_problem: `POST ${hub.url}: status 503` },
  ])
  expect((await bed.feed()).next_poll_at).toBeLessThanOrEqual(bed.now.getTime())
})

test('a hub that is down is asked again later and later, and polling goes on as ever', async () => {
  await hub.close()
  bed.pages['/feed'] = document('one')
  await bed.follow('/feed')
  const waits: number[] = []
  for (let round = 0; round < 12; round++) {
    expect(await bed.ask()).toBe(1)
    const [row] = await bed.store.db.selectFrom('hub_subscriptions').selectAll().execute()
    waits.push(((row?.next_at ?? 0) - bed.now.getTime()) / minuteMs)
    expect(row?.last_problem).toMatch(/^POST http.*refused|could not be connected/)
    bed.now = new Date(row?.next_at ?? 0)
  }
  expect(waits.slice(0, 4)).toEqual([5, 10, 20, 40])
  expect(waits.at(-1)).toBe(24 * 60)
  hub = await startHub()
})

test('a hub that takes the request and never asks back is asked again', async () => {
  hub.manners.verifies = 'never'
  await subscribed('one')
  expect(await bed.subscriptions()).toMatchObject([{ state: 'wanted', last_problem: 'not verified yet' }])
  bed.pass(5 * minuteMs)
  expect(await bed.ask()).toBe(1)
})

test('a feed that moves to another hub leaves the old one', async () => {
  await subscribed('one')
  const old = hub
  hub = await startHub()
  bed.pages['/feed'] = document('two', 'one')
  await bed.poll({ all: true })
  expect(await bed.ask()).toBe(2)
  await old.settled()
  await hub.settled()
  expect(old.asks.map(({ mode }) => mode)).toEqual(['subscribe', 'unsubscribe'])
  expect(old.subscribers.size).toBe(0)
  expect(hub.subscribers.size).toBe(1)
  expect(old.asks[1]?.secret).toBeNull()
  bed.pass(hourMs)
  await bed.ask()
  expect(await bed.subscriptions()).toHaveLength(1)
  await old.close()
})

test('a hub that says where it has moved is asked there, though not for ever', async () => {
  const next = await startHub()
  Object.assign(hub.manners, { status: 308, movedTo: next.url })
  await subscribed('one')
  expect(hub.asks).toHaveLength(1)
  await bed.ask()
  await next.settled()
  expect(next.subscribers.size).toBe(1)
  expect(await bed.subscriptions()).toMatchObject([{ state: 'active', hub: hub.url, ask_url: next.url }])
  await next.close()
})

test('two hubs that send us to each other are not asked all the time', async () => {
  const other = await startHub({ status: 307, movedTo: hub.url })
  Object.assign(hub.manners, { status: 307, movedTo: other.url })
  await subscribed('one')
  for (let round = 0; round < 20; round++) await bed.ask()
  expect(hub.asks.length + other.asks.length).toBeLessThan(9)
  await other.close()
})

test.each(['http://10.0.0.1/hub', 'http://169.254.169.254/latest'])('%s is not asked', async (url) => {
  bed.pages['/feed'] = rss(['one'], { hub: url, self: topic() })
  await bed.follow('/feed')
  await bed.ask()
  expect((await bed.subscriptions())[0]?.last_problem).toContain('is a')
})

test('a hub that denies is left alone for a day and the feed polled', async () => {
  const id = await subscribed('one')
  await hub.publish(topic(), document('two'))
  await bed.read()
  const denied = { 'hub.mode': 'denied', 'hub.topic': topic(), 'hub.reason': 'no more\u001b[2J room' }
  const callback = hub.asks[0]?.callback ?? ''
  expect((await hub.call(callback, { ...denied, 'hub.topic': 'https://other.example/' })).status).toBe(404)
  expect(await isPushed(bed.store, id, bed.now)).toBe(true)
  expect((await hub.call(callback, denied)).status).toBe(200)
  expect(await bed.subscriptions()).toMatchObject([
    { state: 'denied', last_problem: 'denied by the hub: no more [2J room' },
  ])
  expect((await bed.feed()).next_poll_at).toBeLessThanOrEqual(bed.now.getTime())
  bed.pass(23 * hourMs)
  expect(await bed.ask()).toBe(0)
  bed.pass(hourMs)
  expect(await bed.ask()).toBe(1)
  await hub.settled()
  expect(await bed.subscriptions()).toMatchObject([{ state: 'active' }])
})

test('a feed that is removed is unsubscribed from, and what its hub still pushes is refused', async () => {
  const id = await subscribed('one')
  await removeFeed(bed.store, id)
  await bed.ask()
  const [still] = hub.subscribers.values()
  await hub.settled()
  expect(hub.asks.at(-1)).toMatchObject({ mode: 'unsubscribe', secret: null })
  expect(hub.subscribers.size).toBe(0)
  const pushed = await fetch(still?.callback ?? hub.asks[0]?.callback ?? '', { method: 'POST', body: 'x' })
  expect(pushed.status).toBe(410)
  bed.pass(hourMs)
  await bed.ask()
  expect(await bed.subscriptions()).toEqual([])
})

test('notice that no hub takes is given three times', async () => {
  hub.manners.leaseSeconds = 30 * 24 * 3600
  const id = await subscribed('one')
  hub.manners.status = 500
  await removeFeed(bed.store, id)
  for (let round = 0; round < 10; round++) {
    await bed.ask()
    bed.pass(dayMs)
  }
  expect(hub.asks.filter(({ mode }) => mode === 'unsubscribe')).toHaveLength(3)
  expect(await bed.subscriptions()).toEqual([])
})

test('what cannot be read has the feed polled instead, not sooner than the shortest wait', async () => {
  await subscribed('one')
  await hub.publish(topic(), '<html><title>Oops</title>', { contentType: 'text/html' })
  expect(await bed.read()).toBe(0)
  const { next_poll_at, last_polled_at } = await bed.feed()
  expect(next_poll_at).toBe((last_polled_at ?? 0) + minuteMs)
  expect(await bed.store.db.selectFrom('pushed_documents').selectAll().execute()).toEqual([])
})

test('a document that is too large is not kept, and the feed is polled soon', async () => {
  await subscribed('one')
  expect(await hub.publish(topic(), document('x'.repeat(200_000)))).toEqual([413])
  expect(await bed.read()).toBe(0)
  expect((await bed.feed()).next_poll_at).toBe(bed.now.getTime() + 2 * minuteMs)
})

test('a callback that is called too often says so, and only that one', async () => {
  await subscribed('one')
  const answers: number[] = []
  for (let call = 0; call < 40; call++) answers.push(...(await hub.publish(topic(), document('two'))))
  expect(answers.filter((status) => status === 202).length).toBeLessThanOrEqual(30)
  expect(answers.at(-1)).toBe(429)
  bed.pass(minuteMs)
  expect(await hub.publish(topic(), document('two'))).toEqual([202])
})

test('an address that has changed is told to the hubs', async () => {
  await subscribed('one')
  const moved = { ...bed.hubs, publicUrl: 'http://127.0.0.1:1' }
  for (const row of await takeHubs(moved, 10)) await askHub(row, moved)
  expect(hub.asks.at(-1)?.callback).toBe('http://127.0.0.1:1/websub/token-1')
})

test('after a stop pushed feeds are polled at once, and without a public address for ever', async () => {
  await subscribed('one')
  await hub.publish(topic(), document('two'))
  await bed.read()
  bed.pages['/feed'] = document('two', 'one')
  bed.pass(minuteMs)
  await bed.poll({ all: true })
  await pollPushedFeeds(bed.store, bed.now)
  expect((await bed.feed()).next_poll_at).toBeLessThanOrEqual(bed.now.getTime())
  await forgetHubs(bed.store, bed.now)
  expect(await bed.subscriptions()).toEqual([])
})

test('no secret and no callback is ever logged', async () => {
  await subscribed('one')
  await hub.publish(topic(), document('two'), { secret: 'guessed' })
  await hub.publish(topic(), document('two'))
  await bed.read()
  hub.manners.status = 500
  bed.pass(hourMs)
  await bed.ask()
  expect(bed.logged.length).toBeGreaterThan(3)
  expect(bed.logged.join()).not.toMatch(/token-\d/)
})
