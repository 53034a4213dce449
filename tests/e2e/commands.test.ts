import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Site, startSite } from '../fakes/site.ts'
import { openWorkplace, type Workplace } from './pullquote.ts'

const samples = new URL('../../feeds/samples/', import.meta.url)
const sample = (name: string) => readFileSync(new URL(name, samples), 'utf8')

const feedOf = (...names: readonly string[]) =>
  `<rss version="2.0"><channel><title>The Wire</title>${names
    .map((name) => `<item><title>Story ${name}</title><guid>${name}</guid><link>/${name}.html</link></item>`)
    .join('')}</channel></rss>`

let site: Site
let workplace: Workplace
beforeAll(async () => {
  site = await startSite({
    '/feed.xml': sample('feed.xml'),
    '/abu-dhabi-talks.html': {
      body: sample('abu-dhabi-talks.html'),
      headers: { 'content-type': 'text/html' },
    },
    '/wire.xml': feedOf('bomb', 'missing'),
    '/bomb.html': { body: '<div>'.repeat(100_000), headers: { 'content-type': 'text/html' } },
    '/site.html': {
      body: '<!doctype html><title>Our site</title><link rel="alternate" type="application/rss+xml" href="/feed.xml">',
      headers: { 'content-type': 'text/html' },
    },
    '/empty.xml': '',
    '/huge.xml': `<rss><channel>${' '.repeat(50 * 1024 * 1024)}</channel></rss>`,
    '/endless.xml': (_, response) => {
      response.writeHead(200)
      const drip = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(drip))
    },
  })
})
afterAll(() => site.close())
beforeEach(() => {
  workplace = openWorkplace({ PULLQUOTE_FETCH_TIMEOUT_SECONDS: '1', PULLQUOTE_LOG_LEVEL: 'silent' })
})
afterEach(() => workplace.close())

test('version prints the version', async () => {
  const { code, stdout } = await workplace.run('version')
  expect(code).toBe(0)
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})

test('an unknown command says so and ends with 2', async () => {
  const { code, stderr } = await workplace.run('pol')
  expect(code).toBe(2)
  expect(stderr).toContain("unknown command 'pol'")
})

test('a malformed value in .env names the setting and ends with 2', async () => {
  workplace.write('.env', 'PULLQUOTE_FEEDS_AT_ONCE=lots\n')
  const { code, stderr } = await workplace.run('poll')
  expect(code).toBe(2)
  expect(stderr).toContain('PULLQUOTE_FEEDS_AT_ONCE=lots: expected a number')
})

describe('preview', () => {
  test('of a page prints the post, with --json as data', async () => {
    const url = site.url('/abu-dhabi-talks.html')
    const shown = await workplace.run('preview', url)
    expect(shown.code).toBe(0)
    expect(shown.stdout).toContain('Volodymyr Zelenskyy')
    const { stdout } = await workplace.run('preview', '--json', url)
    const post = JSON.parse(stdout)
    expect(post.summary).toHaveLength(3)
    expect(post.briefly).toHaveLength(2)
    expect(post.quotes.length).toBeGreaterThanOrEqual(2)
    for (const quote of post.quotes) expect(shown.stdout).toContain(quote.speaker)
  })

  test('with --explain every quote is told with its speaker, how that is known, and why it is in the post or not', async () => {
    const url = site.url('/abu-dhabi-talks.html')
    const { code, stdout } = await workplace.run('preview', '--explain', url)
    expect(code).toBe(0)
    const told = stdout.replace(/\s+/g, ' ')
    expect(told).toContain('8 quotes found, 3 in the post')
    expect(told).toContain('“he” is “Steve Witkoff”')
    expect(told).toContain('Left out: too short (1 word).')
    expect(told).toContain('0.70 where 0.8 is needed')
    expect(stdout.split('\n').filter((line) => line.length > 96)).toEqual([])
    const { post, quotes } = JSON.parse((await workplace.run('preview', '--explain', '--json', url)).stdout)
    const chosen = quotes.filter((quote: { verdict: { kind: string } }) => quote.verdict.kind === 'chosen')
    const texts = (all: readonly { readonly text: string }[]) => all.map(({ text }) => text)
    expect(texts(chosen)).toEqual(texts(post.quotes))
  })

  test('with --explain an item that cannot be read has no quotes', async () => {
    const { code, stdout } = await workplace.run('preview', '--explain', site.url('/wire.xml'))
    expect(code).toBe(0)
    expect(stdout).toContain('No quotes were found.')
  })

  test('of a feed previews its newest item', async () => {
    const { code, stdout } = await workplace.run('preview', '--json', site.url('/feed.xml'))
    expect(code).toBe(0)
    expect(JSON.parse(stdout).headline).toContain('Abu Dhabi')
  })

  test('of a saved text reads the text', async () => {
    const path = workplace.write(
      'story.txt',
      'Mayor opens the new library\n\nThe library in Port Ellery opened on Monday after two years of work on its roof and its cellars.\n\n“Every child in this town will have a card by the summer,” Mayor Helena Strand said.\n',
    )
    const { code, stdout } = await workplace.run('preview', '--json', path)
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      headline: 'Mayor opens the new library',
      quotes: [{ text: 'Every child in this town will have a card by the summer', speaker: 'Helena Strand' }],
    })
  })

  test.each([
    ['a file that is not there', () => '/no/such/file.txt', 'neither a web address'],
    ['a page that is not there', () => site.url('/nowhere.html'), '404'],
    ['a bomb of nested elements', () => site.url('/bomb.html'), 'nested'],
  ])('of %s says what is wrong and ends with 1', async (_, source, message) => {
    const { code, stdout, stderr } = await workplace.run('preview', source())
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain(message)
  })
})

describe('feeds', () => {
  test('add, list and remove', async () => {
    const added = await workplace.run('feeds', 'add', site.url('/feed.xml'))
    expect(added).toMatchObject({ code: 0 })
    expect(added.stdout).toContain('Added feed 1')
    expect((await workplace.run('feeds', 'add', site.url('/feed.xml'))).stdout).toContain('Already followed')
    expect((await workplace.run('feeds', 'list')).stdout).toContain(site.url('/feed.xml'))
    expect((await workplace.run('feeds', 'remove', '1')).code).toBe(0)
    expect((await workplace.run('feeds', 'list')).stdout).toContain('No feeds yet')
    expect((await workplace.run('feeds', 'remove', '1')).code).toBe(1)
  })

  test('add of a web page adds nothing and shows the feeds the page points to', async () => {
    const { code, stderr } = await workplace.run('feeds', 'add', site.url('/site.html'))
    expect(code).toBe(1)
    expect(stderr).toContain('Our site')
    expect(stderr).toContain(`feeds add ${site.url('/feed.xml')}`)
    expect((await workplace.run('feeds', 'list')).stdout).toContain('No feeds yet')
  })

  test('check says what stands at an address, and ends with 1 when it cannot be followed', async () => {
    const feed = await workplace.run('feeds', 'check', site.url('/feed.xml'))
    expect(feed).toMatchObject({ code: 0, stderr: '' })
    expect(feed.stdout).toContain('6 items')
    const page = await workplace.run('feeds', 'check', site.url('/site.html'), '--json')
    expect(page.code).toBe(1)
    expect(JSON.parse(page.stdout)).toMatchObject({
      trouble: 'no-feed',
      alternatives: [{ url: site.url('/feed.xml') }],
    })
  })

  test.each([
    ['an unreachable host', 'http://no-such-host.invalid/feed', 1, 'does not resolve'],
    ['a port where nobody listens', 'http://127.0.0.1:1/feed', 1, 'ECONNREFUSED'],
    ['something that is no address', 'feed.xml', 2, 'expected a web address'],
  ])('add of %s says so', async (_, url, expected, message) => {
    const { code, stderr } = await workplace.run('feeds', 'add', url)
    expect(code).toBe(expected)
    expect(stderr).toContain(message)
  })

  test('an address inside a private network is refused with the setting that would allow it', async () => {
    const guarded = openWorkplace({ PULLQUOTE_ALLOW_NETWORKS: '' })
    const { code, stderr } = await guarded.run('feeds', 'add', site.url('/feed.xml'))
    guarded.close()
    expect(code).toBe(1)
    expect(stderr).toContain('PULLQUOTE_ALLOW_NETWORKS')
  })
})

test('poll --all: bad feeds are reported, the others are delivered, and it ends with 1', async () => {
  const bad = ['/site.html', '/empty.xml', '/huge.xml', '/endless.xml', '/missing.xml']
  await workplace.follow(...[...bad, '/feed.xml'].map((path) => site.url(path)))
  const { code, stdout, stderr } = await workplace.run('poll', '--all')
  const summary = JSON.parse(stdout)
  expect(code).toBe(1)
  expect(summary).toMatchObject({
    feeds: 6,
    changed: 1,
    newItems: 6,
    read: 1,
    deliveries: { sent: 1, open: 0 },
  })
  const failed = summary.failed as { url: string; message: string }[]
  expect(failed.map(({ url }) => new URL(url).pathname).toSorted()).toEqual(bad.toSorted())
  for (const { url, message } of failed) expect(message).toContain(new URL(url).host)
  expect(stderr).toContain('Three-way talks in Abu Dhabi')
})

test('articles that cannot be read become posts with what the feed says', async () => {
  await workplace.run('feeds', 'add', '--first', '2', site.url('/wire.xml'))
  const { code, stdout, stderr } = await workplace.run('poll')
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ read: 2, deliveries: { sent: 2 } })
  expect(stderr).toContain('Story bomb')
  expect(stderr).toContain('Story missing')
})

describe('doctor', () => {
  test('finds nothing wrong with a good installation', async () => {
    await workplace.follow(site.url('/feed.xml'))
    const { code, stdout } = await workplace.run('doctor')
    expect(stdout).not.toContain('FAIL')
    expect(code).toBe(0)
    for (const name of ['Node', 'settings', 'store', 'clock', 'outbound']) expect(stdout).toContain(name)
  })

  test('says what is wrong and how to mend it', async () => {
    await workplace.follow('http://no-such-host.invalid/feed')
    const { code, stdout } = await workplace.run('doctor')
    expect(code).toBe(1)
    expect(stdout).toMatch(/FAIL {2}outbound .*Fix:/)
  })

  test('a bad setting is one line of the report', async () => {
    workplace.write('.env', 'PULLQUOTE_LOG_FORMAT=xml\n')
    const { code, stdout } = await workplace.run('doctor')
    expect(code).toBe(1)
    expect(stdout).toContain('PULLQUOTE_LOG_FORMAT=xml: expected auto, pretty or json')
  })

  test('a data folder that cannot be written is found', async () => {
    const path = workplace.write('occupied', 'a file where the folder should be')
    const blocked = openWorkplace({ PULLQUOTE_DATA: path })
    const { code, stdout } = await blocked.run('doctor')
    blocked.close()
    expect(code).toBe(1)
    expect(stdout).toMatch(/FAIL {2}store .*a file stands where the folder should be\. Fix: move it away/)
  })
})
