import { afterEach, beforeEach, expect, test } from 'vitest'
import { fakePlatform, type Outbox, openOutbox } from './bed.ts'
import { countDeliveries } from './counts.ts'

let outbox: Outbox
beforeEach(async () => {
  outbox = await openOutbox()
  const channel = await outbox.channel('c')
  await outbox.store.db.updateTable('channels').set({ crosspost: 1 }).where('id', '=', channel).execute()
})
afterEach(() => outbox.store.close())

test('a post in a channel that hands on is handed on once it stands there', async () => {
  await outbox.queue(['one', 'two'])
  const platform = fakePlatform()
  await outbox.drain(outbox.parts([platform.adapter]))
  expect(platform.handedOn).toEqual(platform.shown.map(({ key }) => key))
  expect((await countDeliveries(outbox.store)).sent).toBe(4)
})

test('handing on that got no answer is simply done again', async () => {
  await outbox.queue(['one'])
  const platform = fakePlatform([])
  const parts = outbox.parts([platform.adapter])
  await outbox.dispatchOnce(parts)
  const lost = fakePlatform(['lost after'])
  await outbox.dispatchOnce({ ...parts, adapters: { fake: lost.adapter } })
  await outbox.drain(parts)
  expect(lost.handedOn).toEqual(platform.handedOn)
  expect(await countDeliveries(outbox.store)).toMatchObject({ sent: 2, pending: 0, sending: 0 })
})

test('a limit on handing on holds back no post', async () => {
  const platform = fakePlatform([], {
    crosspost: async () => ({ kind: 'rateLimited', scope: 'channel', retryAfterMs: 3_600_000 }),
  })
  const parts = outbox.parts([platform.adapter])
  await outbox.queue(['one', 'two', 'three'])
  for (let round = 0; round < 6; round++) await outbox.dispatchOnce(parts)
  expect(platform.messages()).toEqual(['one', 'two', 'three'])
})

test('a refusal to hand on leaves the channel open', async () => {
  await outbox.queue(['one', 'two'])
  const platform = fakePlatform([], {
    crosspost: async () => ({ kind: 'rejected', about: 'channel', reason: 'no right to' }),
  })
  await outbox.drain(outbox.parts([platform.adapter]))
  expect(platform.messages()).toEqual(['one', 'two'])
  expect(await countDeliveries(outbox.store)).toMatchObject({ sent: 2, failed: 2 })
})
