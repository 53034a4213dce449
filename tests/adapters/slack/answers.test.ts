import { describe, expect, test } from 'vitest'
import { channelIdOf, plainAddress, plainText, wordsOf } from '../../../src/ask/typed/words.ts'
import type { FakeSlack } from '../../fakes/slack/server.ts'
import { answering, offers, says } from './answering.ts'

const halfAnHourMs = 31 * 60_000

/** A clock that is set forward by hand. */
function clockOf(start = 1_700_000_000_000) {
  let now = start
  return {
    clock: () => now,
    pass: (ms: number) => {
      now += ms
    },
  }
}

describe('an answer that replaces', () => {
  test('changes the public message whose button was used, for everybody', () =>
    answering(
      async ({ kind }) =>
        kind === 'action'
          ? says('done', { replaces: true, isPrivate: false })
          : offers('Sure?', 'yes', { isPrivate: false }),
      async (fake) => {
        await fake.slash('/news', 'x')
        const [message] = fake.messagesIn('C1')
        if (message === undefined) throw new Error('nothing was posted')
        expect(await fake.button(message, 'pq:yes')).toMatchObject({ change: 'replaces' })
        expect(fake.messagesIn('C1')).toMatchObject([{ ts: message.ts, text: 'done' }])
      },
    ))

  test('changes the public message also when its address has expired', () => {
    const { clock, pass } = clockOf()
    return answering(
      async ({ kind }) => {
        if (kind !== 'action') return offers('Sure?', 'yes', { isPrivate: false })
        pass(halfAnHourMs)
        return says('done', { replaces: true, isPrivate: false })
      },
      async (fake) => {
        await fake.slash('/news', 'x')
        const [message] = fake.messagesIn('C1')
        if (message === undefined) throw new Error('nothing was posted')
        await fake.press(message, 'pq:yes')
        await fake.until(() => fake.messagesIn('C1')[0]?.text === 'done')
        expect(fake.messagesIn('C1')).toHaveLength(1)
      },
      { clock },
    )
  })

  test('is a new private one when the address of the old one has expired', () => {
    const { clock, pass } = clockOf()
    return answering(
      async ({ kind }) => {
        if (kind !== 'action') return offers('page 1', 'next')
        pass(halfAnHourMs)
        return says('page 2', { replaces: true })
      },
      async (fake) => {
        const first = await fake.slash('/news', 'x')
        expect(await fake.button(first, 'pq:next')).toMatchObject({
          via: 'ephemeral',
          text: 'page 2',
          user: 'U1',
          channel: 'C1',
        })
      },
      { clock },
    )
  })
})

/** Every try to show something to somebody, with what became of it. */
function tries(fake: FakeSlack) {
  return fake.requests
    .filter(({ method }) => /^(response_url|chat\.)/.test(method))
    .map(({ method, status }) => `${method} ${status}`)
}

describe('an answer to a button', () => {
  test('in a thread stays there', () =>
    answering(
      async () => says('in the thread'),
      async (fake) => {
        const { ts } = fake.say('C1', 'parent')
        const posted = { ...fake.say('C1', 'x', { threadTs: ts }), blocks: [button] }
        await fake.button(posted, 'pq:more')
        expect(fake.requests.at(-1)?.args).toMatchObject({ thread_ts: ts, replace_original: false })
      },
    ))

  test('that nobody knows the fate of is not said twice', () =>
    answering(
      async ({ kind }) => (kind === 'action' ? says('page 2') : offers('page 1', 'next')),
      async (fake, _, { logged }) => {
        const first = await fake.slash('/news', 'x')
        fake.fail('response_url', { kind: 'commitThenDrop' })
        await fake.button(first, 'pq:next')
        await fake.until(() => logged.some((line) => line.includes('an answer did not reach slack')))
        expect(tries(fake)).toHaveLength(1)
      },
    ))

  test('that can be shown in no way is logged', () =>
    answering(
      async ({ kind }) => (kind === 'action' ? says('page 2') : offers('page 1', 'next')),
      async (fake, _, { logged }) => {
        const first = await fake.slash('/news', 'x')
        fake.fail('response_url', { kind: 'answer', status: 404, body: 'expired_url' })
        fake.fail('chat.postEphemeral', { kind: 'error', error: 'channel_not_found' })
        await fake.press(first, 'pq:next')
        await fake.until(() => logged.some((line) => line.includes('channel_not_found')))
        expect(tries(fake)).toEqual(['response_url 404', 'chat.postEphemeral 200'])
      },
    ))
})

const button = {
  type: 'actions',
  elements: [
    { type: 'button', action_id: 'pq:more', text: { type: 'plain_text', text: 'More', emoji: false } },
  ],
}

test('what Slack makes of typed text is understood', () =>
  answering(
    async () => says('heard'),
    async (fake, heard) => {
      const text =
        'subscribe <https://gazette.example/feed?a=1&amp;b=2|gazette.example> in:<#C0123456|news> “pier &amp; harbour” R&amp;D'
      await fake.slash('/news', text)
      expect(heard).toEqual([{ kind: 'typed', text }])
      const words = wordsOf(text)
      expect(plainAddress(words[1]?.value ?? '')).toBe('https://gazette.example/feed?a=1&b=2')
      expect(words[2]).toMatchObject({ key: 'in' })
      expect(channelIdOf(words[2]?.value ?? '')).toBe('C0123456')
      expect(words[3]?.isQuoted).toBe(true)
      expect(plainText(words[4]?.value ?? '')).toBe('R&D')
    },
  ))
