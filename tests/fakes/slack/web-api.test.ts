import type { KnownBlock, WebClient } from '@slack/web-api'
import { afterEach, expect, test } from 'vitest'
import { clientFor } from './clients.ts'
import { type FakeSlack, type SlackOptions, startSlack } from './server.ts'
import { usualScopes } from './workspace.ts'

let slack: FakeSlack
afterEach(() => slack.close())

async function start(options: SlackOptions = {}) {
  slack = await startSlack(options)
  return clientFor(slack)
}

const section = (text: string): KnownBlock => ({ type: 'section', text: { type: 'mrkdwn', text } })
const errorOf = (call: Promise<unknown>) =>
  call.then(
    () => 'no error',
    (error) => error.data?.error ?? error.message,
  )
/** `sent`, or how many seconds to wait. */
const outcomeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'sent',
    (error) => error.retryAfter,
  )
const without = (...scopes: readonly string[]) => usualScopes.filter((scope) => !scopes.includes(scope))

test('a message keeps everything it was sent with', async () => {
  const client = await start()
  const metadata = { event_type: 'delivery', event_payload: { key: 'k1' } }
  const blocks = [section('hello')]
  const message = { channel: 'C1', text: 'hello', blocks, metadata, unfurl_links: false, client_msg_id: 'm1' }
  await client.apiCall('chat.postMessage', message)
  expect(slack.messagesIn('C1')).toMatchObject([
    { text: 'hello', blocks, metadata, unfurlLinks: false, unfurlMedia: null, clientMsgId: 'm1', updates: 0 },
  ])
  expect(slack.requests).toMatchObject([
    { method: 'chat.postMessage', status: 200, isCommitted: true, error: null },
  ])
  expect(slack.violations).toEqual([])
})

test('a body of JSON is read as a form is', async () => {
  await start()
  const response = await fetch(`${slack.apiUrl}chat.postMessage`, {
    method: 'POST',
    headers: { authorization: `Bearer ${slack.botToken}`, 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ channel: '#news', text: 'hi', blocks: [section('hi')] }),
  })
  expect(JSON.parse(await response.text())).toMatchObject({ ok: true, channel: 'C1' })
  expect(slack.messagesIn('C1')).toMatchObject([{ blocks: [section('hi')] }])
})

test('tokens are checked, and the scopes are told', async () => {
  const client = await start({ scopes: ['chat:write'] })
  const auth = await client.auth.test()
  expect(auth).toMatchObject({ team_id: 'T1', bot_id: 'B1', response_metadata: { scopes: ['chat:write'] } })
  expect(await errorOf(clientFor(slack, 'xoxb-other').auth.test())).toContain('invalid_auth')
  expect(await errorOf(clientFor(slack, slack.appToken).auth.test())).toContain('not_allowed_token_type')
  expect(await errorOf(client.conversations.history({ channel: 'C1' }))).toContain('missing_scope')
  void slack.revokeToken()
  expect(await errorOf(client.auth.test())).toContain('token_revoked')
  void slack.uninstall()
  expect(await errorOf(client.auth.test())).toContain('account_inactive')
  slack.reinstall()
  expect(await client.bots.info({ bot: 'B1' }).catch((error) => error.data)).toMatchObject({
    error: 'missing_scope',
    needed: 'users:read',
    provided: 'chat:write',
  })
})

test('channels refuse as Slack does', async () => {
  const client = await start({
    channels: [
      {},
      { id: 'C2', isMember: false },
      { id: 'C3', isArchived: true },
      { id: 'C4', isRestricted: true },
      { id: 'G1', isPrivate: true },
      { id: 'G2', isPrivate: true, isMember: false },
    ],
  })
  const post = (channel: string) => errorOf(client.chat.postMessage({ channel, text: 'x' }))
  expect(await post('C9')).toContain('channel_not_found')
  expect(await post('C2')).toBe('no error')
  slack.setScopes(without('chat:write.public'))
  expect(await post('C2')).toContain('not_in_channel')
  expect(await errorOf(client.conversations.history({ channel: 'C2' }))).toContain('not_in_channel')
  expect(await post('C3')).toContain('is_archived')
  expect(await post('C4')).toContain('restricted_action')
  expect(await post('G1')).toBe('no error')
  expect(await post('G2')).toContain('channel_not_found')
  const info = await client.conversations.info({ channel: 'C3' })
  expect(info.channel).toMatchObject({ is_archived: true, is_private: false, is_member: true })
  const { channels } = await client.conversations.list({ types: 'public_channel,private_channel', limit: 3 })
  expect(channels?.map(({ id }) => id)).toEqual(['C1', 'C2', 'C3'])
})

test('a bad body is answered as Slack does, and is remembered', async () => {
  const client = await start()
  const post = (message: object) => errorOf(client.apiCall('chat.postMessage', { channel: 'C1', ...message }))
  expect(await post({})).toContain('no_text')
  expect(await post({ text: 'x'.repeat(40_001) })).toContain('msg_too_long')
  expect(await post({ blocks: 'not JSON' })).toContain('invalid_blocks_format')
  const refused = await client.chat
    .postMessage({ channel: 'C1', text: 'x', blocks: [section('x'.repeat(3001))] })
    .catch((error) => error.data)
  expect(refused).toMatchObject({ error: 'invalid_blocks' })
  expect(refused.response_metadata.messages[0]).toContain('[json-pointer:/blocks/0/text.text]')
  expect(await post({ text: 'a < b' })).toBe('no error')
  expect(slack.violations).toHaveLength(4)
  expect(slack.messagesIn('C1')).toHaveLength(1)
})

test('an update with text alone takes the blocks away and keeps the metadata', async () => {
  const client = await start()
  const metadata = { event_type: 'delivery', event_payload: { key: 'k1' } }
  const { ts = '' } = await client.chat.postMessage({
    channel: 'C1',
    text: 'a',
    blocks: [section('a')],
    metadata,
  })
  await client.chat.update({ channel: 'C1', ts, text: 'b', blocks: [section('b')] })
  expect(slack.messagesIn('C1')).toMatchObject([
    { text: 'b', blocks: [section('b')], edited: null, updates: 1 },
  ])
  await client.chat.update({ channel: 'C1', ts, text: 'c' })
  expect(slack.messagesIn('C1')).toMatchObject([{ ts, text: 'c', blocks: null, metadata, updates: 2 }])
  expect(await errorOf(client.chat.update({ channel: 'C1', ts: '1.000001', text: 'x' }))).toContain(
    'message_not_found',
  )
  const foreign = slack.say('C1', 'by ann')
  expect(await errorOf(client.chat.update({ channel: 'C1', ts: foreign.ts, text: 'x' }))).toContain(
    'cant_update_message',
  )
  await client.chat.delete({ channel: 'C1', ts })
  expect(slack.messagesIn('C1')).toEqual([foreign])
})

test('threads: replies come oldest first, and only the first message is in the history', async () => {
  const client = await start()
  const { ts = '' } = await client.chat.postMessage({ channel: 'C1', text: 'parent' })
  await client.chat.postMessage({ channel: 'C1', text: 'one', thread_ts: ts })
  await client.chat.postMessage({ channel: 'C1', text: 'two', thread_ts: ts, reply_broadcast: true })
  slack.say('C1', 'three', { threadTs: ts })
  const texts = (answer: { messages?: { text?: string }[] | undefined }) =>
    answer.messages?.map(({ text }) => text)
  expect(texts(await client.conversations.replies({ channel: 'C1', ts }))).toEqual([
    'parent',
    'one',
    'two',
    'three',
  ])
  expect(texts(await client.conversations.replies({ channel: 'C1', ts, limit: 2 }))).toEqual([
    'parent',
    'one',
  ])
  const history = await client.conversations.history({ channel: 'C1' })
  expect(texts(history)).toEqual(['two', 'parent'])
  expect(history.messages?.at(-1)).toMatchObject({ thread_ts: ts, reply_count: 3 })
  expect(await errorOf(client.conversations.replies({ channel: 'C1', ts: '1.000001' }))).toContain(
    'thread_not_found',
  )
})

test('the history is paged, newest first, within a range, with metadata only when asked for', async () => {
  const client = await start()
  const sent: string[] = []
  for (let key = 0; key < 7; key++) {
    const metadata = { event_type: 'delivery', event_payload: { key: `${key}` } }
    const { ts = '' } = await client.chat.postMessage({ channel: 'C1', text: `${key}`, metadata })
    sent.push(ts)
  }
  const keys: unknown[] = []
  let pages = 0
  let cursor = ''
  do {
    const page = await client.conversations.history({
      channel: 'C1',
      limit: 3,
      cursor,
      include_all_metadata: true,
    })
    keys.push(...(page.messages ?? []).map(({ metadata }) => metadata?.event_payload))
    cursor = page.response_metadata?.next_cursor ?? ''
    pages++
    expect(page.has_more).toBe(cursor !== '')
  } while (cursor !== '')
  expect(keys).toEqual(['6', '5', '4', '3', '2', '1', '0'].map((key) => ({ key })))
  expect(pages).toBe(3)
  const between = { channel: 'C1', oldest: sent[1] ?? '', latest: sent[4] ?? '' }
  const inside = await client.conversations.history(between)
  expect(inside.messages?.map(({ text }) => text)).toEqual(['3', '2'])
  expect(inside.messages?.[0]).not.toHaveProperty('metadata')
  const inclusive = await client.conversations.history({ ...between, inclusive: true })
  expect(inclusive.messages?.map(({ text }) => text)).toEqual(['4', '3', '2', '1'])
})

test('a limited app sees 15 messages once a minute', async () => {
  let now = 1_700_000_000_000
  const client = await start({ isLimitedApp: true, clock: () => now })
  for (let key = 0; key < 20; key++) slack.say('C1', `${key}`)
  const read = () => client.conversations.history({ channel: 'C1', limit: 200 })
  expect((await read()).messages).toHaveLength(15)
  expect(await read().catch((error) => error.retryAfter)).toBe(60)
  now += 60_000
  expect((await read()).has_more).toBe(true)
})

test('a channel takes a few messages at once and then one a second', async () => {
  let now = 1_700_000_000_000
  const client = await start({
    rateLimits: { messageBurst: 2 },
    channels: [{}, { id: 'C2' }],
    clock: () => now,
  })
  const post = (channel: string) => outcomeOf(client.chat.postMessage({ channel, text: 'x' }))
  expect([await post('C1'), await post('C1'), await post('C1'), await post('C2')]).toEqual([
    'sent',
    'sent',
    1,
    'sent',
  ])
  now += 1000
  expect([await post('C1'), await post('C1')]).toEqual(['sent', 1])
  expect(slack.messagesIn('C1')).toHaveLength(3)
})

test('methods have their tiers', async () => {
  let now = 1_700_000_000_000
  const client = await start({ rateLimits: { minuteMs: 600 }, clock: () => now })
  const list = () => outcomeOf(client.conversations.list())
  const first: unknown[] = []
  for (let call = 0; call < 21; call++) first.push(await list())
  expect(first).toEqual([...Array(20).fill('sent'), 1])
  now += 30
  expect([await list(), await list()]).toEqual(['sent', 1])
  for (let call = 0; call < 30; call++) expect(await outcomeOf(client.auth.test())).toBe('sent')
})

test('a repeated client_msg_id posts again, or is refused when asked for', async () => {
  const again = async (client: WebClient) => {
    const message = { channel: 'C1', text: 'x', client_msg_id: 'm1' }
    await client.apiCall('chat.postMessage', message)
    return errorOf(client.apiCall('chat.postMessage', message))
  }
  expect(await again(await start())).toBe('no error')
  await slack.close()
  expect(await again(await start({ refusesDuplicates: true }))).toContain('duplicate_message_not_found')
})

test('people, permalinks, private messages and direct ones', async () => {
  const client = await start({ users: [{ isAdmin: true, locale: 'de-DE' }] })
  const { user } = await client.users.info({ user: 'U1', include_locale: true })
  expect(user).toMatchObject({ name: 'ann', is_admin: true, is_owner: false, locale: 'de-DE' })
  const { ts = '' } = await client.chat.postMessage({ channel: 'C1', text: 'x' })
  const { permalink } = await client.chat.getPermalink({ channel: 'C1', message_ts: ts })
  expect(permalink).toBe(`https://pullquote.slack.com/archives/C1/p${ts.replace('.', '')}`)
  await client.chat.postEphemeral({ channel: 'C1', user: 'U1', text: 'only you' })
  expect(slack.shown).toMatchObject([{ via: 'ephemeral', user: 'U1', text: 'only you' }])
  await client.chat.postMessage({ channel: 'U1', text: 'psst' })
  expect(slack.messagesIn('DU1')).toMatchObject([{ text: 'psst' }])
})
