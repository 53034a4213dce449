import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { reportText } from '../src/cli/feed-report.ts'
import { checkFeed, checkFeedCommand, checkParts } from '../src/cli/feeds-check.ts'
import { type Config, readConfig } from '../src/config.ts'
import { type Intake, openIntake } from '../src/intake.ts'
import { privateUrl, readSecrets, saveAccess } from '../src/store/access.ts'
import { addFeed } from '../src/store/feeds.ts'
import { openSqliteStore } from '../src/store/store.ts'
import { type Site, startSite } from './fakes/site.ts'

const dayMs = 86_400_000
const feedOf = (title: string, daysAgo: readonly number[]) =>
  `<rss version="2.0"><channel><title>${title}</title><language>en</language>${daysAgo
    .map((days) => {
      const at = new Date(Date.now() - days * dayMs).toUTCString()
      return `<item><title>Story</title><link>/${title}/${days}</link><pubDate>${at}</pubDate></item>`
    })
    .join('')}</channel></rss>`
const page = (title: string, body = '') => `<!doctype html><html><title>${title}</title>${body}</html>`
const news = feedOf('The Gazette', [0.1, 1, 2])

let site: Site
let config: Config
let intake: Intake
beforeAll(async () => {
  site = await startSite({
    '/rss': news,
    '/feed.xml': news,
    '/old.xml': feedOf('Old', [400, 401, 402]),
    '/new.xml': { status: 301, headers: { location: '/feed.xml' } },
    '/mended.xml': `${news.replace('</title>', '')}`,
    '/nothing.xml': feedOf('Nothing', []),
    '/wall': { status: 403, headers: { 'cf-mitigated': 'challenge' } },
    '/wall?token=hunter2': { status: 403, headers: { 'cf-mitigated': 'challenge' } },
    '/shut': { status: 403 },
    '/busy': { status: 429 },
    '/gone': { status: 410 },
    '/paid': { status: 402 },
    '/password': { status: 401 },
    '/broken': { status: 500 },
    '/empty': '',
    '/login': page('Log in', '<input type="password">'),
    '/page': page('News', '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'),
    '/broken.json': '{\n"version": "https://jsonfeed.org/version/1.1"',
    '/slow': () => undefined,
  })
  const outcome = readConfig({ PULLQUOTE_ALLOW_NETWORKS: '127.0.0.0/8' })
  if (outcome.kind === 'invalid') throw new Error(outcome.problems.join('\n'))
  config = outcome.config
  intake = openIntake(config)
})
afterAll(async () => {
  await site.close()
  await intake.close()
})

async function check(url: string, fetchTimeoutMs = config.fetchTimeoutMs) {
  const now = new Date()
  const report = await checkFeed(url, checkParts(intake, { ...config, fetchTimeoutMs }), now)
  return { ...report, text: reportText(report, now) }
}

/** What the command prints, and how it ends. */
async function command(url: string, options: { json?: boolean } = {}, settings = config) {
  const printed: string[] = []
  const print = (line: string | Uint8Array) => printed.push(String(line)) > 0
  const out = vi.spyOn(process.stdout, 'write').mockImplementation(print)
  const err = vi.spyOn(process.stderr, 'write').mockImplementation(print)
  const code = await checkFeedCommand(settings, url, options)
  out.mockRestore()
  err.mockRestore()
  return { code, text: printed.join('') }
}

test('a feed that works is told with what is to be expected of it', async () => {
  const { code, text } = await command(site.url('/feed.xml'))
  expect(code).toBe(0)
  expect(text).toMatch(
    /feed\.xml: a feed that works\n {2}"The Gazette", 3 items, newest 2 hours old, about \S+ a day, language en\n$/,
  )
})

test.each([
  ['/wall', 'bot-wall', 'does not let bots read it'],
  ['/shut', 'refused', 'does not let bots read it'],
  ['/busy', 'rate-limited', 'asked too often'],
  ['/gone', 'gone', 'took it away for good'],
  ['/paid', 'paywall', 'only to subscribers'],
  ['/login', 'paywall', 'only to subscribers'],
  ['/password', 'locked', 'asks for a password'],
  ['/broken', 'server-error', 'out of order'],
  ['/empty', 'empty', 'answers with nothing'],
  ['/page', 'no-feed', 'a web page and no feed'],
  ['/missing', 'missing', 'nothing at this address'],
  ['/broken.json', 'damaged', 'is damaged'],
  ['/slow', 'timeout', 'too slowly', 400],
])('the trouble of %s is %s, in words and with a fix', async (path, trouble, said, timeoutMs = undefined) => {
  const report = await check(site.url(path), timeoutMs)
  expect(report).toMatchObject({ works: false, trouble, feed: null })
  for (const part of [said, 'What to do: ', 'Tried: ']) expect(report.text).toContain(part)
})

test('a server without TLS and a name that is none are told apart', async () => {
  expect(await check(`https://127.0.0.1:${site.port}/feed.xml`)).toMatchObject({ trouble: 'tls' })
  expect(await check('https://gazette.invalid/feed.xml')).toMatchObject({
    trouble: 'dns',
    tried: [{}],
  })
})

test('where there is trouble the feeds of the site that work are named, tested', async () => {
  const { alternatives, tried, text } = await check(site.url('/wall'))
  expect(alternatives).toMatchObject([{ url: site.url('/rss'), title: 'The Gazette', items: 3 }])
  expect(tried).toContainEqual({ url: site.url('/rss'), problem: null, message: null })
  expect(text).toContain('a bot wall (Cloudflare) answered')
  expect(text).toContain(
    `Feeds of the site that work:\n    ${site.url('/rss')}\n      "The Gazette", 3 items`,
  )
})

test('where nothing else works either, that is said', async () => {
  const nothing = await startSite({})
  const { text } = await check(nothing.url('/feed.xml'))
  await nothing.close()
  expect(text).toMatch(/No feed either at \d+ other addresses of the site/)
})

test('a sitemap of 100 MB is given up at the limit, and the one behind it is still found', async () => {
  let sent = 0
  const piece = Buffer.alloc(1_000_000, '<url><loc>https://gazette.example/a</loc></url>')
  const huge = await startSite({
    '/robots.txt': 'Sitemap: /news-huge.xml\nSitemap: /news-small.xml',
    '/news-huge.xml': (_, response) => {
      response.writeHead(200)
      const send = () => {
        if (sent >= 100_000_000 || response.destroyed) response.end()
        else response.write(piece, send)
        sent += piece.length
      }
      send()
    },
    '/news-small.xml': `<urlset><url><loc>/a</loc><n:news><n:title>Harbour</n:title></n:news></url></urlset>`,
  })
  const report = await check(huge.url('/'))
  await huge.close()
  expect(report.alternatives).toMatchObject([
    { url: huge.url('/news-small.xml'), format: 'news-sitemap', items: 1 },
  ])
  expect(report.tried).toContainEqual(
    expect.objectContaining({ url: huge.url('/news-huge.xml'), problem: 'too-large' }),
  )
  expect(sent).toBeLessThan(50_000_000)
})

test('JSON that breaks off is told with its line', async () => {
  expect((await check(site.url('/broken.json'))).text).toContain('at line 2, column')
})

test('a feed that has long been silent works, with a warning and the others of the site', async () => {
  const report = await check(site.url('/old.xml'))
  expect(report).toMatchObject({
    works: true,
    trouble: 'silent',
    alternatives: [{ url: site.url('/rss') }],
  })
  expect(report.text).toContain('400 days old, far longer than usual')
})

test.each([
  ['/new.xml', 'moved', 'moved for good'],
  ['/mended.xml', 'damaged', 'line 1: '],
  ['/nothing.xml', 'no-items', 'lists nothing right now'],
])('%s works, and is told to be %s', async (path, trouble, said) => {
  const report = await check(site.url(path))
  expect(report).toMatchObject({ works: true, trouble })
  expect(report.text).toContain(said)
})

test('the command ends with 1 where there is trouble, with 2 for a wrong call, and prints no secret', async () => {
  const url = `${site.url('/wall')}?token=hunter2`
  const told = await command(url)
  const json = await command(url, { json: true })
  expect([told.code, json.code]).toEqual([1, 1])
  expect(JSON.parse(json.text)).toMatchObject({ works: false, trouble: 'bot-wall' })
  expect(told.text + json.text).not.toContain('hunter2')
  expect(await command('no address')).toEqual({
    code: 2,
    text: expect.stringContaining('expected a web address'),
  })
})

test('a feed with secrets is asked with them, by its number or address, and nothing else is', async () => {
  const asked: (string | undefined)[] = []
  const wire = await startSite((request, response) => {
    if (request.url !== '/wire') asked.push(request.headers.cookie)
    const isLetIn = request.url === '/wire' && request.headers.cookie === 'sid=hunter2'
    response.writeHead(isLetIn ? 200 : 401).end(isLetIn ? feedOf('Wire', [400, 401, 402]) : '')
  })
  const folder = mkdtempSync(join(tmpdir(), 'pullquote-check-'))
  onTestFinished(async () => {
    rmSync(folder, { recursive: true })
    await wire.close()
  })
  const key = randomBytes(32).toString('hex')
  const kept = { ...config, dataFolder: folder, secrets: { key, named: {} } }
  const store = await openSqliteStore(folder)
  await store.write(async (tx) => {
    const feed = { url: privateUrl(wire.url('/wire')), source: 'added', firstPosts: 0 } as const
    const { row } = await addFeed(tx, feed, new Date())
    await saveAccess(tx, row, { cookie: 'sid=hunter2' }, { ...readSecrets(kept.secrets), now: new Date() })
  })
  await store.close()
  const told = [await command('1', {}, kept), await command(wire.url('/wire'), { json: true }, kept)]
  expect(told.map(({ code }) => code)).toEqual([0, 0])
  expect(told[0]?.text).toContain('"Wire", 3 items')
  expect(asked.length).toBeGreaterThan(0)
  expect(asked.every((cookie) => cookie === undefined)).toBe(true)
  const locked = await command('1', {}, { ...kept, secrets: { key: null, named: {} } })
  expect(locked).toEqual({ code: 1, text: expect.stringContaining('PULLQUOTE_KEY is not set') })
  expect(await command('7', {}, kept)).toEqual({ code: 1, text: expect.stringContaining('no such feed') })
  expect(told.map(({ text }) => text).join('') + locked.text).not.toMatch(/hunter|private-/)
})
