import { pino } from 'pino'
import { Agent, getGlobalDispatcher, setGlobalDispatcher } from 'undici'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Api, openApi } from '../../../adapters/discord/rest.ts'
import { type FakeDiscord, startDiscord } from '../../fakes/discord/server.ts'
import { startSite } from '../../fakes/site.ts'

let discord: FakeDiscord
let api: Api
beforeEach(async () => {
  discord = await startDiscord()
  const log = pino({ level: 'silent' })
  api = openApi({ token: discord.token, apiUrl: discord.apiUrl, sendTimeoutMs: 400, log })
})
afterEach(async () => {
  api.close()
  await discord.close()
})

const messages = () => `/channels/${discord.textChannelId}/messages` as const

test('an answer has its body and the time of the server', async () => {
  const asked = await api.ask({ method: 'GET', route: '/users/@me' })
  expect(asked).toMatchObject({ kind: 'answered', body: { id: discord.botId }, date: expect.any(Date) })
})

test('what never left the queue was not sent, and is said so', async () => {
  discord.fault({ kind: 'slow', ms: 200, when: 'before', path: /messages$/ })
  const slow = api.ask({ method: 'GET', route: messages() })
  const queued = await api.ask({ method: 'GET', route: messages(), timeoutMs: 50 })
  expect(queued).toMatchObject({ kind: 'later', scope: 'channel' })
  expect(await slow).toMatchObject({ kind: 'answered' })
  expect(discord.requests).toHaveLength(1)
})

test('a request says who makes it, and only those of the bot carry its token', async () => {
  const site = await startSite({})
  const log = pino({ level: 'silent' })
  const there = openApi({ token: 'secret', apiUrl: `${site.origin}/api`, sendTimeoutMs: 400, log })
  await there.ask({ method: 'GET', route: '/users/@me' })
  await there.ask({ method: 'POST', route: '/interactions/1/t/callback', body: { type: 6 }, isOpen: true })
  const [own, open] = site.requests.map(({ headers }) => headers)
  expect(own).toMatchObject({ authorization: 'Bot secret' })
  expect(open).not.toHaveProperty('authorization')
  // https://docs.discord.com/developers/reference#user-agent
  expect(own?.['user-agent']).toMatch(/^DiscordBot \(https:\/\/discord\.js\.org, /)
  there.close()
  await site.close()
})

test('a file is sent whichever copy of undici the process has loaded first', async () => {
  const site = await startSite((request, response) => {
    request.resume()
    request.on('end', () => response.end('{}'))
  })
  const former = getGlobalDispatcher()
  const agent = new Agent()
  setGlobalDispatcher(agent)
  const log = pino({ level: 'silent' })
  const there = openApi({ token: 'secret', apiUrl: `${site.origin}/api`, sendTimeoutMs: 400, log })
  const files = [{ name: 'feeds.opml', text: '<opml/>' }]
  expect(await there.ask({ method: 'POST', route: '/webhooks/1/t', body: {}, files })).toMatchObject({
    kind: 'answered',
  })
  expect(site.requests[0]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/)
  setGlobalDispatcher(former)
  there.close()
  await agent.close()
  await site.close()
})
