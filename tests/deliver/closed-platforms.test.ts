import { afterEach, beforeEach, expect, test } from 'vitest'
import { openClosures } from '../../src/deliver/closures.ts'
import { fakePlatform, type Outbox, openOutbox } from './bed.ts'
import { countDeliveries } from './counts.ts'

let outbox: Outbox
beforeEach(async () => {
  outbox = await openOutbox()
})
afterEach(() => outbox.store.close())

test('a platform that wants a rest gets it in all of its channels', async () => {
  await outbox.queue(['one'], 'a')
  const platform = fakePlatform([{ kind: 'rateLimited', scope: 'platform', retryAfterMs: 5000 }])
  const parts = outbox.parts([platform.adapter])
  await outbox.dispatchOnce(parts)
  await outbox.queue(['uno'], 'b')
  outbox.clock.now += 4999
  expect(await outbox.dispatchOnce(parts)).toBe(0)
  outbox.clock.now += 1
  expect(await outbox.dispatchOnce(parts)).toBe(2)
})

test('a revoked token stops its platform, says so on another one once, and loses nothing', async () => {
  const revoked = { kind: 'rejected', about: 'platform', reason: 'the token was revoked' } as const
  const platform = fakePlatform([revoked, revoked, revoked])
  const other = fakePlatform([], { platform: 'other' })
  const adminChannelId = await outbox.channel('admin', 'other')
  const parts = outbox.parts([platform.adapter, other.adapter], { adminChannelId })
  for (const channel of ['a', 'b', 'c']) await outbox.queue(['one'], channel)
  await outbox.dispatchOnce(parts)
  await outbox.dispatchOnce(parts)
  expect(other.messages('admin')).toEqual(['I cannot post to fake at all'])
  expect((await countDeliveries(outbox.store)).pending).toBe(3)
  expect(
    await outbox.store.db.selectFrom('channels').select('id').where('state', '=', 'paused').execute(),
  ).toEqual([])

  await outbox.drain(parts)
  expect(platform.shown).toHaveLength(3)
  expect(other.messages('admin')).toHaveLength(1)
})

test('closures last until the latest time that was asked for', () => {
  const closures = openClosures()
  closures.close('a', 100)
  closures.close('a', 50)
  expect(closures.open(['a', 'b'], 99)).toEqual(['b'])
  expect(closures.nextOpeningAt(99)).toBe(100)
  expect(closures.open(['a', 'b'], 100)).toEqual(['a', 'b'])
  expect(closures.nextOpeningAt(100)).toBeNull()
})
