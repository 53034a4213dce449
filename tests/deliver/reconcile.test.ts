import { expect, test } from 'vitest'
import { settleAnswer, settleSearch } from '../../src/deliver/reconcile.ts'

const message = { platform: 'x', workspaceId: 'w', channelId: 'c', threadId: null, messageId: 'm' }
const hold = {
  capabilities: { settleMs: 30_000, onUnknown: 'hold' as const, pace: null },
  startedAt: 990_000,
  now: 1_000_000,
  restUntil: 0,
  isRepeatable: false,
}
const resend = {
  capabilities: { settleMs: 0, onUnknown: 'resend' as const, pace: null },
  startedAt: 990_000,
  now: 1_000_000,
  restUntil: 0,
  isRepeatable: false,
}

test('an answer that says sent is the end of it', () => {
  expect(settleAnswer({ kind: 'sent', message }, hold)).toMatchObject({ state: 'sent' })
})

test('a platform that asks to wait is asked again after that wait', () => {
  expect(settleAnswer({ kind: 'rateLimited', scope: 'channel', retryAfterMs: 700 }, hold)).toMatchObject({
    state: 'pending',
    notBefore: 1_000_700,
  })
})

test('a message the platform will never take fails; a channel that is closed keeps the post', () => {
  const rejected = (about: 'message' | 'channel') =>
    settleAnswer({ kind: 'rejected', about, reason: 'no' }, hold).state
  expect(rejected('message')).toBe('failed')
  expect(rejected('channel')).toBe('pending')
})

test('without an answer nothing is sent again before the request has had its time', () => {
  expect(settleAnswer({ kind: 'unknown', cause: 'reset' }, hold)).toMatchObject({
    state: 'waiting',
    until: 1_020_000,
  })
})

test('a message found in the channel was sent; one that is absent is sent again', () => {
  expect(settleSearch({ kind: 'found', message }, hold).state).toBe('sent')
  expect(settleSearch({ kind: 'absent' }, hold).state).toBe('pending')
})

test('where nobody can look, the platform decides between holding and sending again', () => {
  const blind = { kind: 'unavailable', reason: 'no history' } as const
  expect(settleSearch(blind, hold).state).toBe('held')
  expect(settleSearch(blind, resend).state).toBe('pending')
})
