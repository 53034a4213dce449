import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Sender } from '../../src/deliver/adapter.ts'
import { dispatch, takeHeads } from '../../src/deliver/dispatcher.ts'
import { followClockBack } from '../../src/store/clock-back.ts'
import { nextDeliveryAt } from '../../src/store/deliveries.ts'
import { endAbandonedLeases } from '../../src/store/leases.ts'
import type { Store } from '../../src/store/store.ts'
import { fakePlatform, type Outbox, openOutbox } from './bed.ts'
import { countDeliveries } from './counts.ts'

let outbox: Outbox
beforeEach(async () => {
  outbox = await openOutbox()
})
afterEach(() => outbox.store.close())

test('posts arrive once, in order', async () => {
  await outbox.queue(['one', 'two', 'three'])
  const platform = fakePlatform()
  await outbox.drain(outbox.parts([platform.adapter]))
  expect(platform.messages()).toEqual(['one', 'two', 'three'])
  expect((await countDeliveries(outbox.store)).sent).toBe(3)
})

test('an answer that was lost after the message was posted does not post it again', async () => {
  await outbox.queue(['one', 'two'])
  const platform = fakePlatform(['lost after'])
  await outbox.drain(outbox.parts([platform.adapter]))
  expect(platform.messages()).toEqual(['one', 'two'])
  expect((await countDeliveries(outbox.store)).sent).toBe(2)
})

test('a request that was lost on the way is sent again, and the order is kept', async () => {
  await outbox.queue(['one', 'two'])
  const platform = fakePlatform(['lost before', 'lost before'])
  await outbox.drain(outbox.parts([platform.adapter]))
  expect(platform.messages()).toEqual(['one', 'two'])
})

test('nobody looks for a message before its request has had the time to take effect', async () => {
  await outbox.queue(['one'])
  const platform = fakePlatform(['lost before'])
  const parts = outbox.parts([platform.adapter])
  await outbox.dispatchOnce(parts)
  outbox.clock.now += 19_999
  expect(await outbox.dispatchOnce(parts)).toBe(0)
  outbox.clock.now += 1
  expect(await outbox.dispatchOnce(parts)).toBe(1)
})

test('a process that died while sending leaves a delivery that the next one looks for', async () => {
  await outbox.queue(['one'])
  const platform = fakePlatform()
  const [head] = await takeHeads(outbox.parts([platform.adapter], { owner: 'dead' }), 1, [])
  if (!head) throw new Error('expected a delivery')
  await platform.adapter.publish(head.channel, head.payload ?? '', head.key)
  await endAbandonedLeases(outbox.store)
  expect((await countDeliveries(outbox.store)).sending).toBe(1)
  await outbox.drain(outbox.parts([platform.adapter], { owner: 'next' }))
  expect(platform.messages()).toEqual(['one'])
  expect((await countDeliveries(outbox.store)).sent).toBe(1)
})

test('an adapter that throws has left no answer: its message is looked for', async () => {
  await outbox.queue(['one', 'two'])
  const platform = fakePlatform()
  let isBroken = true
  const adapter: Sender = {
    ...platform.adapter,
    async publish(to, message, key) {
      const sent = await platform.adapter.publish(to, message, key)
      if (isBroken) throw new Error('a bug')
      return sent
    },
  }
  await outbox.dispatchOnce(outbox.parts([adapter]))
  isBroken = false
  await outbox.drain(outbox.parts([adapter]))
  expect(platform.messages()).toEqual(['one', 'two'])
})

test('a post is rendered in the language that was chosen for its channel, else in its own', async () => {
  await outbox.queue(['one'])
  await outbox.set({ locale: 'uk' })
  await outbox.queue(['two'], 'other')
  const platform = fakePlatform()
  const languages: Record<string, unknown> = {}
  const adapter: Sender = {
    ...platform.adapter,
    render(post, style, marking) {
      languages[post.headline] = marking.locale
      return platform.adapter.render(post, style, marking)
    },
  }
  await outbox.drain(outbox.parts([adapter]))
  expect(languages).toEqual({ one: 'uk', two: 'en' })
})

test('a subscription without a style of its own has that of its channel at the time', async () => {
  await outbox.follow({ style: null })
  await outbox.follow({ style: 'full' }, 'own')
  const styles = async () => {
    for (const channelId of ['c', 'own']) await outbox.queue([`news of ${outbox.clock.now++}`], channelId)
    const rows = await outbox.store.db.selectFrom('deliveries').select('style').orderBy('id').execute()
    return rows.slice(-2).map(({ style }) => style)
  }
  expect(await styles()).toEqual(['brief', 'full'])
  for (const channelId of ['c', 'own']) await outbox.set({ style: 'headline' }, channelId)
  expect(await styles()).toEqual(['headline', 'full'])
})

test('a post that cannot be rendered fails alone', async () => {
  await outbox.queue(['one', 'two'])
  const platform = fakePlatform()
  const adapter: Sender = {
    ...platform.adapter,
    render(post, style, marking) {
      if (post.headline === 'one') throw new Error('no layout for this')
      return platform.adapter.render(post, style, marking)
    },
  }
  await outbox.drain(outbox.parts([adapter]))
  expect(platform.messages()).toEqual(['two'])
  expect(await countDeliveries(outbox.store)).toMatchObject({ failed: 1, sent: 1 })
})

test('an outcome that could not be saved at once is saved later, and nothing is sent again', async () => {
  await outbox.queue(['one'])
  const platform = fakePlatform()
  const parts = outbox.parts([platform.adapter])
  const [head] = await takeHeads(parts, 1, [])
  if (!head) throw new Error('expected a delivery')
  let isLocked = true
  const locked: Store = {
    ...outbox.store,
    write(work) {
      const wasLocked = isLocked
      isLocked = false
      return wasLocked ? Promise.reject(new Error('database is locked')) : outbox.store.write(work)
    },
  }
  await dispatch(head, { ...parts, store: locked })
  expect(platform.messages()).toEqual(['one'])
  expect((await countDeliveries(outbox.store)).sent).toBe(1)
})

test('what is being sent is not taken again, however long it takes', async () => {
  await outbox.queue(['one'])
  const parts = outbox.parts([fakePlatform().adapter])
  const going = await takeHeads(parts, 1, [])
  outbox.clock.now += 3_600_000
  expect(await takeHeads(parts, 1, going)).toEqual([])
  expect(
    await nextDeliveryAt(
      outbox.store,
      ['fake'],
      going.map(({ id }) => id),
    ),
  ).toBeNull()
})

test('where the history cannot be read, an unknown outcome is held', async () => {
  await outbox.queue(['one'])
  const platform = fakePlatform(['lost after'])
  platform.state.canFind = false
  await outbox.drain(outbox.parts([platform.adapter]))
  expect((await countDeliveries(outbox.store)).held).toBe(1)
  expect(platform.messages()).toEqual(['one'])
})

test('a platform that asks to wait is left alone for that long', async () => {
  await outbox.queue(['one'])
  const platform = fakePlatform([{ kind: 'rateLimited', scope: 'channel', retryAfterMs: 3000 }])
  const parts = outbox.parts([platform.adapter])
  await outbox.dispatchOnce(parts)
  outbox.clock.now += 2999
  expect(await outbox.dispatchOnce(parts)).toBe(0)
  outbox.clock.now += 1
  await outbox.dispatchOnce(parts)
  expect(platform.messages()).toEqual(['one'])
})

test('a channel that is closed is paused and keeps its queue', async () => {
  await outbox.queue(['one', 'two'])
  const platform = fakePlatform([{ kind: 'rejected', about: 'channel', reason: 'the bot was removed' }])
  await outbox.drain(outbox.parts([platform.adapter]))
  expect(platform.messages()).toEqual([])
  expect((await countDeliveries(outbox.store)).pending).toBe(2)
  const [channel] = await outbox.store.db.selectFrom('channels').selectAll().execute()
  expect(channel).toMatchObject({ state: 'paused', paused_reason: 'the bot was removed' })
})

test('a message the platform refuses fails alone', async () => {
  await outbox.queue(['one', 'two'])
  const platform = fakePlatform([{ kind: 'rejected', about: 'message', reason: 'too long' }])
  await outbox.drain(outbox.parts([platform.adapter]))
  expect(platform.messages()).toEqual(['two'])
  expect(await countDeliveries(outbox.store)).toMatchObject({ failed: 1, sent: 1 })
})

test('a clock that is put forward lets nobody look for a message before its request has had its time', async () => {
  await outbox.queue(['one'])
  const platform = fakePlatform(['lost before'])
  const parts = outbox.parts([platform.adapter], { unanswered: new Map() })
  await outbox.dispatchOnce(parts)
  outbox.clock.now += 3_600_000
  await outbox.dispatchOnce(parts)
  await outbox.dispatchOnce(parts)
  expect(platform.messages()).toEqual([])
  expect((await countDeliveries(outbox.store)).sending).toBe(1)
})

test('an attempt during which the clock is set back is looked for when it has had its time', async () => {
  await outbox.queue(['one'])
  const platform = fakePlatform(['lost after'])
  const publish: Sender['publish'] = (...asked) => {
    outbox.clock.now -= 3_600_000
    return platform.adapter.publish(...asked)
  }
  await outbox.dispatchOnce(outbox.parts([{ ...platform.adapter, publish }]))
  await followClockBack(outbox.store, new Date(outbox.clock.now))
  const setAt = outbox.clock.now
  await outbox.drain(outbox.parts([platform.adapter]))
  expect(platform.messages()).toEqual(['one'])
  expect((await countDeliveries(outbox.store)).sent).toBe(1)
  expect(outbox.clock.now - setAt).toBeLessThan(60_000)
})

test.each([3_600_000, 365 * 86_400_000])(
  'when the clock is set back by %i ms what waits goes on at once, and nothing is posted twice',
  async (byMs) => {
    outbox.clock.now += byMs
    await outbox.queue(['one', 'two'])
    await outbox.queue(['three'], 'other')
    const wait = { kind: 'rateLimited', scope: 'channel', retryAfterMs: 5_000 } as const
    const platform = fakePlatform(['lost after', wait])
    const parts = outbox.parts([platform.adapter])
    await outbox.dispatchOnce(parts)
    outbox.clock.now -= byMs
    const setAt = outbox.clock.now
    await followClockBack(outbox.store, new Date(outbox.clock.now))
    await outbox.drain(parts)
    expect(platform.messages('c')).toEqual(['one', 'two'])
    expect(platform.messages('other')).toEqual(['three'])
    expect(outbox.clock.now - setAt).toBeLessThan(120_000)
  },
)
