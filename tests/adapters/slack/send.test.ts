import { describe, expect, test } from 'vitest'
import { meanings } from '../../../adapters/slack/errors.ts'
import type { Fault } from '../../fakes/slack/faults.ts'
import { postCases } from '../posts.ts'
import { postOf } from './messages.ts'
import { channel, inSlack, type Setting } from './setting.ts'

const key = '0d9a1a52-6f5c-5e0e-9d8e-0d1b9a3f4c11'
const since = new Date(Date.now() - 1000)

test('a post arrives with its key, its quotes and no previews', () =>
  inSlack(async ({ fake, adapter }) => {
    const result = await adapter.publish(channel, adapter.render(postOf(), 'full', { key }), key)
    const [message] = fake.messagesIn('C1')
    expect(result).toEqual({ kind: 'sent', message: { ...channel, messageId: message?.ts } })
    expect(message).toMatchObject({
      clientMsgId: key,
      unfurlLinks: false,
      unfurlMedia: false,
      threadTs: null,
    })
    expect(fake.violations).toEqual([])
  }))

test('every post in every style is taken by Slack', () =>
  inSlack(async ({ fake, adapter }) => {
    for (const post of Object.values(postCases))
      for (const style of ['headline', 'brief', 'full'] as const) {
        const result = await adapter.publish(channel, adapter.render(post, style, { key }), key)
        expect(result.kind).toBe('sent')
      }
    expect(fake.violations).toEqual([])
  }))

test.each([3_600_000, 365 * 86_400_000])(
  'a post whose answer was lost is found by a clock that is %i ms ahead',
  (aheadMs) =>
    inSlack(
      async ({ fake, adapter }) => {
        fake.fail('chat.postMessage', { kind: 'commitThenDrop' })
        const started = new Date(Date.now() + aheadMs)
        await adapter.publish(channel, adapter.render(postOf(), 'full', { key }), key)
        expect(await adapter.find(channel, key, started)).toMatchObject({ kind: 'found' })
      },
      { adapter: { clock: () => new Date(Date.now() + aheadMs) } },
    ),
)

test('an answer to a message goes into its thread, and is found and changed there', () =>
  inSlack(async ({ fake, adapter }) => {
    const rendered = adapter.render(postOf(), 'full', { key: 'parent' })
    const parent = await adapter.publish(channel, rendered, 'parent')
    if (parent.kind !== 'sent') throw new Error(parent.kind)
    const to = { ...channel, replyTo: parent.message.messageId }
    const reply = await adapter.publish(to, adapter.render(postOf(), 'brief', { key }), key)
    if (reply.kind !== 'sent') throw new Error(reply.kind)
    expect(reply.message.threadId).toBe(parent.message.messageId)
    expect(await adapter.find(to, key, since)).toEqual({ kind: 'found', message: reply.message })
    expect(await adapter.update(reply.message, rendered)).toEqual(reply)
    expect(fake.messagesIn('C1').map(({ updates }) => updates)).toEqual([0, 1])
  }))

describe('what the answer means', () => {
  const cases: readonly (readonly [string, Fault, object])[] = [
    ['a reset', { kind: 'drop' }, { kind: 'unknown' }],
    ['a reset after the post', { kind: 'commitThenDrop' }, { kind: 'unknown' }],
    ['half an answer', { kind: 'halfBody' }, { kind: 'unknown' }],
    [
      'a status 503',
      { kind: 'answer', status: 503, body: 'no' },
      { kind: 'unknown', cause: 'HTTP status 503' },
    ],
    ['a page of HTML', { kind: 'answer', status: 200, body: '<p>down</p>' }, { kind: 'unknown' }],
    ['ok without a message', { kind: 'answer', status: 200, body: '{"ok":true}' }, { kind: 'unknown' }],
    ['null', { kind: 'answer', status: 200, body: 'null' }, { kind: 'unknown' }],
    [
      'a 429',
      { kind: 'rateLimited', retryAfterSeconds: 7 },
      { kind: 'rateLimited', scope: 'channel', retryAfterMs: 7000 },
    ],
    [
      'a 429 without a time',
      { kind: 'answer', status: 429, body: '' },
      { kind: 'rateLimited', scope: 'channel', retryAfterMs: 30_000 },
    ],
    ['ratelimited', { kind: 'error', error: 'ratelimited' }, { kind: 'rateLimited', retryAfterMs: 30_000 }],
    ['a new error', { kind: 'error', error: 'brand_new' }, { kind: 'rejected', about: 'message' }],
    [
      'missing_scope',
      { kind: 'error', error: 'missing_scope', more: { needed: 'chat:write' } },
      {
        kind: 'rejected',
        about: 'platform',
        reason:
          'Slack took nothing for C1 (missing_scope): the app lacks the permission chat:write. Add chat:write under "OAuth & Permissions" and install the app again.',
      },
    ],
  ]

  test.each(cases)('%s', (_, fault, expected) =>
    inSlack(async ({ fake, adapter }) => {
      fake.fail('chat.postMessage', fault)
      const result = await adapter.publish(channel, adapter.render(postOf(), 'full', { key }), key)
      expect(result).toMatchObject(expected)
      expect(fake.requests.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(1)
    }),
  )

  test('every documented error has one', () =>
    inSlack(async ({ fake, adapter }) => {
      const message = adapter.render(postOf(), 'full', { key })
      for (const [error, meaning] of Object.entries(meanings)) {
        fake.fail('chat.postMessage', { kind: 'error', error })
        const result = await adapter.publish(channel, message, key)
        const kind = { unknown: 'unknown', later: 'rateLimited' }[String(meaning.about)] ?? 'rejected'
        expect({ error, kind: result.kind }).toEqual({ error, kind })
        if (result.kind === 'rejected') expect(result.about).toBe(meaning.about)
      }
      expect(fake.messagesIn('C1')).toEqual([])
    }))

  test('no answer in time', () =>
    inSlack(
      async ({ fake, adapter }) => {
        fake.fail('chat.postMessage', { kind: 'slow', wait: 10_000, commits: 'after' })
        const result = await adapter.publish(channel, adapter.render(postOf(), 'full', { key }), key)
        expect(result).toEqual({ kind: 'unknown', cause: 'no answer in time' })
      },
      { adapter: { sendTimeoutMs: 50 } },
    ))

  test('a server that nobody could reach was asked for nothing', () =>
    inSlack(async ({ fake, adapter }) => {
      await fake.close()
      const result = await adapter.publish(channel, adapter.render(postOf(), 'full', { key }), key)
      expect(result).toMatchObject({ kind: 'rateLimited', scope: 'platform' })
    }))

  test.each(['', '{}', 'null', '[1'])('a saved message that is %s is refused, not thrown about', (message) =>
    inSlack(async ({ fake, adapter }) => {
      const result = await adapter.publish(channel, message, key)
      expect(result).toMatchObject({ kind: 'rejected', about: 'message' })
      expect(fake.requests).toEqual([])
    }),
  )

  test('a picture that Slack can not load costs the picture, not the post', () =>
    inSlack(async ({ fake, adapter }) => {
      const image = { url: 'https://gazette.example/gone.jpg', alt: null }
      fake.fail('chat.postMessage', {
        kind: 'error',
        error: 'invalid_blocks',
        more: {
          response_metadata: {
            messages: ['[ERROR] downloading image failed [json-pointer:/blocks/1/accessory/image_url]'],
          },
        },
      })
      const result = await adapter.publish(channel, adapter.render(postOf({ image }), 'full', { key }), key)
      expect(result.kind).toBe('sent')
      const [message] = fake.messagesIn('C1')
      expect(JSON.stringify(message?.blocks)).not.toContain('gone.jpg')
      expect(JSON.stringify(message?.blocks)).toContain(key)
    }))

  test('no token gets into a reason or the log', () =>
    inSlack(
      async ({ adapter, logged }) => {
        const result = await adapter.publish(channel, adapter.render(postOf(), 'full', { key }), key)
        expect(result).toMatchObject({ kind: 'rejected', about: 'platform' })
        expect(JSON.stringify([result, logged])).not.toContain('xoxb')
      },
      { adapter: { botToken: 'xoxb-of-somebody-else' } },
    ))
})

describe('a look into the channel', () => {
  test('finds what was posted although the answer was lost', () =>
    inSlack(async ({ fake, adapter }) => {
      fake.fail('chat.postMessage', { kind: 'commitThenDrop' })
      await adapter.publish(channel, adapter.render(postOf(), 'full', { key }), key)
      const [message] = fake.messagesIn('C1')
      expect(await adapter.find(channel, key, since)).toEqual({
        kind: 'found',
        message: { ...channel, messageId: message?.ts },
      })
    }))

  test('finds what Slack refused to post twice', () =>
    inSlack(
      async ({ adapter }) => {
        const message = adapter.render(postOf(), 'full', { key })
        const first = await adapter.publish(channel, message, key)
        if (first.kind !== 'sent') throw new Error(first.kind)
        expect(await adapter.publish(channel, message, key)).toEqual({
          kind: 'unknown',
          cause: 'duplicate_message_not_found',
        })
        expect(await adapter.find(channel, key, since)).toEqual({ kind: 'found', message: first.message })
      },
      { fake: { refusesDuplicates: true } },
    ))

  test('finds what was posted after nobody waited any more', () => {
    const late = Promise.withResolvers<void>()
    return inSlack(
      async ({ fake, adapter }) => {
        fake.fail('chat.postMessage', { kind: 'slow', wait: late.promise, commits: 'after' })
        const result = await adapter.publish(channel, adapter.render(postOf(), 'full', { key }), key)
        expect(result).toEqual({ kind: 'unknown', cause: 'no answer in time' })
        expect(await adapter.find(channel, key, since)).toEqual({ kind: 'absent' })
        late.resolve()
        await fake.until(() => fake.messagesIn('C1').length === 1)
        expect(await adapter.find(channel, key, since)).toMatchObject({ kind: 'found' })
      },
      { adapter: { sendTimeoutMs: 500 } },
    )
  })

  test('finds nothing where nothing is', () =>
    inSlack(async ({ adapter }) => {
      expect(await adapter.find(channel, key, since)).toEqual({ kind: 'absent' })
    }))

  /** Seventeen messages, the wanted one first, in a Slack that shows 15 of them once a minute. */
  const inLimitedApp = (look: (setting: Setting) => Promise<void>, clock: () => number) =>
    inSlack(
      async (setting) => {
        const { adapter } = setting
        for (const each of [key, ...Array.from({ length: 16 }, (_, index) => `other-${index}`)])
          await adapter.publish(channel, adapter.renderView({ blocks: [] }, { key: each }), each)
        await look(setting)
      },
      { fake: { isLimitedApp: true, clock } },
    )
  const looks = ({ fake }: Setting) =>
    fake.requests.filter(({ method }) => method === 'conversations.history').length

  test('goes through the pages', () => {
    let now = Date.now()
    return inLimitedApp(
      async (setting) => {
        expect(await setting.adapter.find(channel, key, since)).toMatchObject({ kind: 'found' })
        expect(looks(setting)).toBe(2)
      },
      () => (now += 61_000),
    )
  })

  test('goes on where it was told to wait', () => {
    let now = Date.now()
    return inLimitedApp(
      async (setting) => {
        const find = () => setting.adapter.find(channel, key, since)
        expect(await find()).toMatchObject({ kind: 'unknown', retryAfterMs: 60_000 })
        now += 60_000
        expect(await find()).toMatchObject({ kind: 'found' })
        expect(looks(setting)).toBe(3)
      },
      () => now,
    )
  })

  test.each(['missing_scope', 'not_in_channel'])(
    'is not possible after %s, and says how to mend it',
    (error) =>
      inSlack(async ({ fake, adapter }) => {
        fake.fail('conversations.history', { kind: 'error', error, more: { needed: 'channels:history' } })
        const result = await adapter.find(channel, key, since)
        expect(result).toMatchObject({ kind: 'unavailable' })
        expect(JSON.stringify(result)).toMatch(/channels:history|\/invite/)
      }),
  )

  test('that gets no answer says so', () =>
    inSlack(async ({ fake, adapter }) => {
      fake.fail('conversations.history', { kind: 'drop' })
      expect(await adapter.find(channel, key, since)).toMatchObject({ kind: 'unknown' })
    }))
})

describe('access', () => {
  const cases: readonly (readonly [string, object, readonly string[], object])[] = [
    ['a channel it is in', {}, ['channels:read'], { kind: 'open', name: '#news' }],
    [
      'an archived channel',
      { isArchived: true },
      ['channels:read'],
      { kind: 'closed', reason: '#news is archived' },
    ],
    [
      'a public channel it is not in',
      { isMember: false },
      ['channels:read'],
      { kind: 'closed', fix: 'Type "/invite @pullquote" in #news.' },
    ],
    [
      'any public channel when it may post everywhere',
      { isMember: false },
      ['channels:read', 'chat:write.public'],
      { kind: 'open', name: '#news' },
    ],
    [
      'a private channel it is not in',
      { isMember: false, isPrivate: true },
      ['groups:read', 'channels:read', 'chat:write.public'],
      { kind: 'closed' },
    ],
    ['a channel it may not look at', {}, [], { kind: 'unknown' }],
  ]

  test.each(cases)('to %s', (_, seed, scopes, expected) =>
    inSlack(
      async ({ adapter }) => {
        expect(await adapter.checkAccess(channel)).toMatchObject(expected)
      },
      { fake: { channels: [seed], scopes } },
    ),
  )

  test('to anything is closed with a revoked token, and unknown without an answer', () =>
    inSlack(async ({ fake, adapter }) => {
      fake.fail('conversations.info', { kind: 'error', error: 'token_revoked' })
      expect(await adapter.checkAccess(channel)).toMatchObject({ kind: 'closed' })
      fake.fail('conversations.info', { kind: 'drop' })
      expect(await adapter.checkAccess(channel)).toMatchObject({ kind: 'unknown' })
    }))
})
