import { lookup } from 'node:dns/promises'
import { hostname } from 'node:os'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { lookForFeed } from '../../src/ask/following/look.ts'
import { checkFeed, checkParts } from '../../src/cli/feeds-check.ts'
import { type Config, readConfig } from '../../src/config.ts'
import { type Intake, openIntake } from '../../src/intake.ts'
import { openProgram, type Program } from '../../src/main.ts'
import { askHub, type HubParts, takeHubs } from '../../src/poll/push-hub.ts'
import { preview } from '../../src/preview.ts'
import { readItem, takeItems } from '../../src/read/reader.ts'
import { privateUrl, saveAccess } from '../../src/store/access.ts'
import { longestFeedUrl } from '../../src/store/feed-url.ts'
import { addFeed } from '../../src/store/feeds.ts'
import { type Page, type Site, startSite } from '../fakes/site.ts'
import { notWeb, privateNetworks, thisMachine, unusualPorts } from '../feeds/forbidden-addresses.ts'
import { pollFeeds } from '../poll/poll-feeds.ts'
import { openTrap, type Trap } from './trap.ts'

// A publisher we may reach, whose documents lead to where nobody may: no way there is taken, whoever asks.

let trap: Trap
beforeAll(async () => {
  trap = await openTrap()
})
afterAll(() => trap.close())

const forms = () => [...thisMachine, ...privateNetworks, ...unusualPorts, ...notWeb].map(withPort)
/** Judged when they are resolved: the names of this machine. */
const names = async () => {
  const own = hostname()
  const found = await lookup(own).catch(() => null)
  return found?.address.startsWith('127.') ? [withPort(`http://${own}:PORT/feed`)] : []
}

function withPort(form: string): string {
  return form.replace('PORT', String(trap.port))
}

const whoAsks: readonly (readonly [
  name: string,
  networks: string,
  addresses: () => Promise<readonly string[]>,
])[] = [
  ['forbidden addresses', '', async () => forms()],
  // Where some network is opened, a name on any port may be in it.
  ['names of forbidden addresses', '203.0.113.0/24', names],
]

describe.each(whoAsks)('%s', (_, networks, addressesOf) => {
  let pages: Record<string, string | Page>
  let publisher: Site
  let config: Config
  let program: Program
  let intake: Intake
  let addresses: readonly string[]
  beforeEach(async () => {
    pages = {}
    publisher = await startSite(pages)
    addresses = await addressesOf()
    const outcome = readConfig({
      PULLQUOTE_ALLOW_NETWORKS: networks,
      PULLQUOTE_PUBLIC_URL: 'http://127.0.0.1:9',
      PULLQUOTE_KEY: 'a'.repeat(64),
    })
    if (outcome.kind === 'invalid') throw new Error(outcome.problems.join('\n'))
    config = outcome.config
    const allowOrigins = [publisher.origin]
    const around = { log: pino({ level: 'silent' }), terminal: process.stderr, allowOrigins }
    program = await openProgram({ ...config, dataFolder: ':memory:' }, around)
    intake = openIntake(config, allowOrigins)
  })
  afterEach(async () => {
    await intake.close()
    await program.close()
    await publisher.close()
    expect(trap.connections()).toBe(0)
  })

  const follow = (url: string, firstPosts = 0) =>
    program.store.write((tx) => addFeed(tx, { url, source: 'added', firstPosts }, new Date()))
  /** Those that may be typed; longer ones are not even added. */
  const webAddresses = () =>
    addresses.filter(
      (url) => url.length <= longestFeedUrl && /^https?:$/.test(URL.parse(url)?.protocol ?? ''),
    )
  /** A page of the publisher that sends whoever asks to the address. */
  const redirects = () =>
    addresses.flatMap((address, index) => {
      if (/[\0\r\n]/.test(address)) return []
      const location = Buffer.from(address).toString('latin1')
      pages[`/to/${index}`] = { status: [301, 302, 303, 307, 308][index % 5] ?? 302, headers: { location } }
      return [publisher.url(`/to/${index}`)]
    })
  const rss = (items: readonly string[], links = '') =>
    `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>x</title>${links}${items
      .map(
        (url, index) =>
          `<item><title>T ${index}</title><guid isPermaLink="false">${index}</guid><link>${escaped(url)}</link></item>`,
      )
      .join('')}</channel></rss>`

  async function readAll(): Promise<number> {
    let read = 0
    for (;;) {
      const items = await takeItems(program.reader, 10, [])
      if (items.length === 0) return read
      await Promise.all(items.map((item) => readItem(item, program.reader)))
      read += items.length
    }
  }

  test('as feeds', async () => {
    const followed = webAddresses()
    for (const url of followed) await follow(url)
    const polled = await pollFeeds(program.poller)
    expect(polled).toHaveLength(new Set(followed).size)
    expect(polled.filter(({ kind }) => kind !== 'failed')).toEqual([])
    const rows = await program.store.db.selectFrom('feeds').select(['url', 'last_problem']).execute()
    const others = rows.filter(
      ({ last_problem }) => !/^(?:blocked-address|bad-url)$/.test(last_problem ?? ''),
    )
    expect(others).toEqual([])
  })

  test('as private feeds through a proxy', async () => {
    for (const url of webAddresses()) {
      const { row } = await follow(privateUrl(url))
      const proxy = { proxy: publisher.origin }
      await program.store.write((tx) => saveAccess(tx, row, proxy, { key: null, now: new Date() }))
    }
    const polled = await pollFeeds(program.poller)
    expect(polled.filter(({ kind }) => kind !== 'failed')).toEqual([])
    expect(publisher.connections()).toBe(0)
  })

  test('where a feed redirects to', async () => {
    for (const url of redirects()) await follow(url)
    const polled = await pollFeeds(program.poller)
    expect(polled.filter(({ kind }) => kind !== 'failed')).toEqual([])
  })

  test('as articles, and where articles redirect to', async () => {
    const stories = [...addresses, ...redirects()]
    pages['/feed'] = rss(stories)
    await follow(publisher.url('/feed'), stories.length)
    await pollFeeds(program.poller)
    await readAll()
    const read = await program.store.db.selectFrom('articles').selectAll().execute()
    expect(read).toEqual([])
  })

  test('as hubs and topics, and where hubs redirect to', async () => {
    const hubs = [...addresses, ...redirects()]
    for (const [index, hub] of hubs.entries()) {
      const self = addresses[index % addresses.length] ?? hub
      pages[`/feed/${index}`] = rss(
        [],
        `<atom:link rel="hub" href="${escaped(hub)}"/><atom:link rel="self" href="${escaped(self)}"/>`,
      )
      await follow(publisher.url(`/feed/${index}`))
    }
    await pollFeeds(program.poller)
    const parts: HubParts | null = program.hubs
    if (parts === null) throw new Error('expected hubs to be asked')
    for (;;) {
      const rows = await takeHubs(parts, 1_000)
      if (rows.length === 0) break
      await Promise.all(rows.map((row) => askHub(row, parts)))
    }
    const asked = await program.store.db.selectFrom('hub_subscriptions').select('state').execute()
    expect(asked.every(({ state }) => state === 'wanted')).toBe(true)
  })

  test('where pages, sitemaps and robots say that feeds are', async () => {
    pages['/robots.txt'] = addresses.map((address) => `Sitemap: ${address}`).join('\n')
    const looked: string[] = []
    for (let from = 0; from < addresses.length; from += linksOfPage) {
      const some = addresses.slice(from, from + linksOfPage).map(escaped)
      const links = some.map((href) => `<link rel="alternate" type="application/rss+xml" href="${href}">`)
      const sitemaps = some.map((loc) => `<sitemap><loc>${loc}</loc></sitemap>`)
      pages[`/page/${from}`] = `<!doctype html><html><title>x</title>${links.join('')}</html>`
      pages[`/list/${from}`] = `<sitemapindex>${sitemaps.join('')}</sitemapindex>`
      looked.push(publisher.url(`/page/${from}`), publisher.url(`/list/${from}`))
    }
    for (const url of looked) {
      const report = await checkFeed(url, checkParts(intake, config), new Date())
      expect(report).toMatchObject({ works: false, alternatives: [] })
    }
    const [first = publisher.origin] = looked
    const found = await lookForFeed(first, program.desk, new Date())
    expect(found).toMatchObject({ kind: 'none', feeds: [] })
  })

  test('as what somebody gives to `feeds check`, `preview` or in chat', async () => {
    for (const url of webAddresses()) {
      expect(await checkFeed(url, checkParts(intake, config), new Date())).toMatchObject({ works: false })
      expect(await lookForFeed(url, program.desk, new Date())).toMatchObject({ kind: 'none', feeds: [] })
      expect(await preview(url, intake, config, new Date())).toMatchObject({ kind: 'failed' })
      pages['/newest'] = rss([url])
      await preview(publisher.url('/newest'), intake, config, new Date())
    }
  })
})

/** So many links of one page are tried. */
const linksOfPage = 6

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
