import { readdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type Config, readConfig } from '../src/config.ts'
import { hideSecrets, secretValues } from '../src/hide-secrets.ts'
import { openWorkplace, type Workplace } from './e2e/pullquote.ts'
import { type Site, startSite } from './fakes/site.ts'

const key = Buffer.from('hunter2-is-no-key-hunter2-is-no!').toString('base64')
const adminToken = 'hunter2-of-the-admin-of-all'

/** Every secret has the same word in it, so that one search finds all of them. */
const settings = {
  DISCORD_TOKEN: 'hunter2.discord.token',
  SLACK_BOT_TOKEN: 'xoxb-hunter2-slack-bot',
  SLACK_APP_TOKEN: 'xapp-hunter2-slack-app',
  PULLQUOTE_ADMIN_TOKEN: adminToken,
  PULLQUOTE_KEY: key,
  PULLQUOTE_MODEL_PROVIDER: 'openai-compatible',
  PULLQUOTE_MODEL_NAME: 'a-model',
  PULLQUOTE_MODEL_KEY: 'sk-hunter2-model',
  PULLQUOTE_MODEL_DOLLARS_A_MONTH: '5',
  PULLQUOTE_MODEL_PRICE_IN: '0',
  PULLQUOTE_MODEL_PRICE_OUT: '0',
  PULLQUOTE_SECRET_WIRE: 'Bearer hunter2-wire',
  PULLQUOTE_LOG_LEVEL: 'debug',
}

const item = '<item><guid>1</guid><title>A story</title><link>LINK</link></item>'
const feed = (link: string) =>
  `<rss version="2.0"><channel><title>News</title>${item.replace('LINK', link)}</channel></rss>`

/** Servers that fail in many ways and say back what they were asked with, as bad proxies do. */
function startEcho(): Promise<Site> {
  return startSite((request: IncomingMessage, response: ServerResponse) => {
    const heard: Buffer[] = []
    request.on('data', (chunk: Buffer) => heard.push(chunk))
    request.on('end', () => {
      const path = request.url ?? '/'
      const said = `${JSON.stringify(request.headers)} ${path} ${Buffer.concat(heard).toString()}`
      const status = Number(/status-(\d+)/.exec(path)?.[1] ?? 401)
      if (path.startsWith('/works')) {
        response.end(feed(`http://${request.headers.host}/page`))
        return
      }
      if (path.startsWith('/loop')) response.setHeader('location', `${path}x`)
      if (path.startsWith('/cut')) {
        response.write('<rss><channel>')
        response.destroy()
        return
      }
      response.statusCode = status
      response.setHeader('content-type', path.startsWith('/api') ? 'application/json' : 'text/html')
      const error = { ok: false, error: said, message: said, code: 0 }
      response.end(path.startsWith('/api') ? JSON.stringify(error) : `<p>${said}</p>`)
    })
  })
}

function expectNothing(where: string, said: string) {
  const found = [
    /hunter2/,
    new RegExp(key.slice(0, 20)),
    new RegExp(btoa('reader:hunter2-auth').slice(0, 16)),
  ]
    .map((secret) => said.search(secret))
    .find((at) => at >= 0)
  expect([where, found === undefined ? '' : said.slice(Math.max(0, found - 200), found + 60)]).toEqual([
    where,
    '',
  ])
}

/** All feeds with all kinds of secrets, each failing in another way. */
async function addFeeds(workplace: Workplace, echo: Site): Promise<string> {
  const proxy = `http://proxy:hunter2-proxy@127.0.0.1:${echo.port}`
  const calls = [
    ['--header', 'X-Key: hunter2-header', '--cookie', 'sid=hunter2-cookie', echo.url('/status-403')],
    [echo.url('/cut').replace('//', '//reader:hunter2-in-url@')],
    ['--proxy', proxy, echo.url('/status-404')],
    ['--header', 'Authorization: env:WIRE', echo.url('/loop-status-302')],
    ['--auth', 'reader:hunter2-auth', echo.url('/works')],
  ]
  const ended = await Promise.all(
    calls.map((words) => workplace.run('feeds', 'add', '--unchecked', ...words)),
  )
  return ended.map(({ stdout, stderr }) => stdout + stderr).join('\n')
}

test('no secret turns up in log, metrics, answers, errors or the store, whatever goes wrong', {
  timeout: 60_000,
}, async () => {
  const echo = await startEcho()
  const workplace = openWorkplace({
    ...settings,
    DISCORD_API_URL: echo.url('/api'),
    SLACK_API_URL: echo.url('/api/'),
    PULLQUOTE_MODEL_URL: echo.url('/api/v1'),
  })
  onTestFinished(async () => {
    workplace.close()
    await echo.close()
  })
  expectNothing('feeds add', await addFeeds(workplace, echo))

  const running = workplace.start('run')
  await running.printed('no connection')
  const log = await running.printed('pullquote is running')
  const port = /"statusPort":(\d+)/.exec(log)?.[1]
  for (const text of ['403 Forbidden', 'before the answer', '404 Not', '5 redirects', 'A story'])
    await running.printed(text)
  for (const path of ['/metrics', '/readyz', '/healthz'])
    for (const headers of [{}, { authorization: `Bearer ${adminToken}` }]) {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers })
      expectNothing(path, await response.text())
    }
  running.process.kill('SIGTERM')
  const { stdout, stderr } = await running.ended
  expectNothing('log', stderr)
  expectNothing('terminal', stdout)

  const commands = [
    ['poll', '--all'],
    ['doctor'],
    ['feeds', 'list', '--json'],
    ['feeds', 'check', '1'],
    ['invite'],
  ]
  const ended = await Promise.all(commands.map((words) => workplace.run(...words)))
  for (const [index, words] of commands.entries())
    expectNothing(words.join(' '), `${ended[index]?.stdout}${ended[index]?.stderr}`)
  for (const name of readdirSync(workplace.data))
    expectNothing(name, readFileSync(join(workplace.data, name)).toString('latin1'))
})

test('a database that is away is told without its password', async () => {
  const workplace = openWorkplace({ DATABASE_URL: 'postgres://news:hunter2%40db@127.0.0.1:1/news' })
  onTestFinished(workplace.close)
  for (const command of ['run', 'doctor', 'poll']) {
    const { stdout, stderr } = await workplace.run(command)
    expect(stdout + stderr).toContain('127.0.0.1:1/news')
    expectNothing(command, stdout + stderr)
  }
})

test('wrong settings are told without what they were', async () => {
  const wrong = {
    SLACK_BOT_TOKEN: 'hunter2',
    SLACK_APP_TOKEN: 'hunter2',
    PULLQUOTE_KEY: 'hunter2',
    PULLQUOTE_ADMIN_TOKEN: 'hunter2',
    PULLQUOTE_MODEL_URL: 'http://x:hunter2@y',
    DATABASE_URL: 'mysql://x:hunter2@y/z',
  }
  const outcome = readConfig(wrong)
  if (outcome.kind === 'config') throw new Error('expected problems')
  expect(outcome.problems.length).toBeGreaterThan(5)
  expectNothing('problems', outcome.problems.join('\n'))
})

test('a secret is hidden in each form in which it may turn up', () => {
  const outcome = readConfig({ ...settings, PULLQUOTE_MODEL_URL: 'http://127.0.0.1/v1' })
  if (outcome.kind === 'invalid') throw new Error(outcome.problems.join('\n'))
  const config: Config = { ...outcome.config, databaseUrl: 'postgres://news:hunter2%40db@h/news' }
  const secrets = secretValues(config)
  for (const said of [
    'Bearer hunter2-wire',
    'pass hunter2@db or hunter2%40db',
    btoa('sk-hunter2-model'),
    `the key ${key}`,
    JSON.stringify({ authorization: 'Bot hunter2.discord.token' }),
  ])
    expectNothing(said, hideSecrets(said, secrets))
  expect(hideSecrets('nothing to hide here', secrets)).toBe('nothing to hide here')
})
