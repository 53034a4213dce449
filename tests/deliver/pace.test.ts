import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { afterMessage, type Bucket } from '../../src/deliver/pace.ts'
import { fakePlatform, type Outbox, openOutbox } from './bed.ts'

let outbox: Outbox
beforeEach(async () => {
  outbox = await openOutbox()
})
afterEach(() => outbox.store.close())

const pace = { burst: 3, everyMs: 1000 }

test('a channel takes a burst and then one message a second', async () => {
  await outbox.queue(['one', 'two', 'three', 'four', 'five'])
  const startedAt = outbox.clock.now
  const sentAt: number[] = []
  const platform = fakePlatform([], { capabilities: { settleMs: 0, onUnknown: 'hold', pace } })
  const adapter = {
    ...platform.adapter,
    publish: (...args: Parameters<typeof platform.adapter.publish>) => {
      sentAt.push(outbox.clock.now - startedAt)
      return platform.adapter.publish(...args)
    },
  }
  await outbox.drain(outbox.parts([adapter]))
  expect(platform.messages()).toEqual(['one', 'two', 'three', 'four', 'five'])
  expect(sentAt).toEqual([0, 0, 0, 1000, 2000])
})

test('no window of time ever sees more than the burst and what the pace adds', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 4000 }), { maxLength: 60 }), (gaps) => {
      let bucket: Bucket | undefined
      let now = 0
      let mayAt = 0
      const sent: number[] = []
      for (const gap of gaps) {
        now = Math.max(now + gap, mayAt)
        const after = afterMessage(bucket, pace, now)
        bucket = after.bucket
        mayAt = after.restUntil
        sent.push(now)
      }
      sent.forEach((from, first) => {
        sent.slice(first).forEach((to, count) => {
          expect(count + 1).toBeLessThanOrEqual(pace.burst + (to - from) / pace.everyMs + 1e-6)
        })
      })
    }),
  )
})
