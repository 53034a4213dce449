import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { type FetchOutcome, type FetchRequest, fetchFeed } from '../../feeds/fetch.ts'
import type { Page, SiteRoutes } from '../fakes/site.ts'
import { door, site } from './loopback.ts'

const now = new Date('2026-03-01T12:00:00Z')
const feed = '<rss><channel><title>News</title></channel></rss>'
function fetch(url: string, seen: Partial<FetchRequest> = {}, maxBytes = 1_000_000): Promise<FetchOutcome> {
  const request = { etag: null, lastModified: null, bodyHash: null, ...seen, url }
  return fetchFeed(door, request, { maxBytes, timeoutMs: 10_000 }, now)
}

async function fetched(url: string): Promise<Extract<FetchOutcome, { kind: 'fetched' }>> {
  const outcome = await fetch(url)
  if (outcome.kind !== 'fetched') throw new Error(JSON.stringify(outcome))
  return outcome
}

/** A feed with a validator, as a careful server serves it. */
function careful(page: Page, validator: { name: 'etag' | 'last-modified'; value: string }): SiteRoutes {
  const condition = validator.name === 'etag' ? 'if-none-match' : 'if-modified-since'
  return {
    '/feed': (request, response) => {
      response.setHeader(validator.name, validator.value)
      response.statusCode = request.headers[condition] === validator.value ? 304 : 200
      response.end(response.statusCode === 304 ? undefined : page.body)
    },
  }
}

test('a feed comes with everything the next request needs', async () => {
  const { url } = await site({
    '/feed': {
      body: gzipSync(feed),
      headers: {
        'content-encoding': 'gzip',
        'content-type': 'application/rss+xml; charset=utf-8',
        etag: 'W/"abc"',
        'last-modified': 'Sun, 01 Mar 2026 10:00:00 GMT',
        'cache-control': 'max-age=900',
      },
    },
  })
  expect(await fetch(url('/feed'))).toEqual({
    kind: 'fetched',
    bytes: Buffer.from(feed),
    contentType: 'application/rss+xml; charset=utf-8',
    etag: 'W/"abc"',
    lastModified: 'Sun, 01 Mar 2026 10:00:00 GMT',
    bodyHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    wireHash: expect.stringMatching(/^gzip [\w-]{43}$/),
    finalUrl: url('/feed'),
    permanentUrl: null,
    waitMs: 900_000,
  })
})

test('the first request is unconditional and asks for feeds', async () => {
  const { url, requests } = await site({ '/feed': feed })
  await fetch(url('/feed'))
  expect(requests[0]?.headers).toMatchObject({
    accept:
      'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.5',
  })
  expect(requests[0]?.headers).not.toHaveProperty('if-none-match')
  expect(requests[0]?.headers).not.toHaveProperty('if-modified-since')
})

test.each([
  { name: 'etag', value: '"abc"' },
  { name: 'etag', value: 'W/"abc"' },
  { name: 'etag', value: 'unquoted' },
  { name: 'etag', value: '"a, \\"b\\"  c"' },
  { name: 'etag', value: '"\xe9\xff"' },
  { name: 'etag', value: '"abc-gzip"' },
  { name: 'last-modified', value: 'Sun, 01 Mar 2026 10:00:00 GMT' },
  { name: 'last-modified', value: 'Sun,  1 Mar 2026 10:00:00 +0000' },
] as const)('the validator $name $value goes back byte for byte and brings a 304', async (validator) => {
  const { url } = await site(careful({ body: feed }, validator))
  const first = await fetched(url('/feed'))
  const second = await fetch(url('/feed'), first)
  expect(second).toEqual({
    kind: 'unchanged',
    etag: first.etag,
    lastModified: first.lastModified,
    bodyHash: first.bodyHash,
    wireHash: expect.any(String),
    permanentUrl: null,
    waitMs: null,
  })
})

test('a 304 may bring new validators and a new wait', async () => {
  const headers = {
    etag: '"new"',
    'last-modified': 'Sun, 01 Mar 2026 11:00:00 GMT',
    expires: 'Sun, 01 Mar 2026 12:10:00 GMT',
  }
  const { url } = await site({
    '/feed': { status: 304, headers: { ...headers, date: 'Sun, 01 Mar 2026 12:00:00 GMT' } },
  })
  expect(
    await fetch(url('/feed'), { etag: '"old"', lastModified: 'old', bodyHash: 'h', wireHash: 'w' }),
  ).toEqual({
    kind: 'unchanged',
    etag: '"new"',
    lastModified: 'Sun, 01 Mar 2026 11:00:00 GMT',
    bodyHash: 'h',
    wireHash: 'w',
    permanentUrl: null,
    waitMs: 600_000,
  })
})

test('a 304 that nobody asked for is a failure', async () => {
  const { url } = await site({ '/feed': { status: 304 } })
  expect(await fetch(url('/feed'))).toMatchObject({ kind: 'failed', problem: 'http-status', status: 304 })
})

test('a validator that cannot be a header is left out', async () => {
  const { url, requests } = await site({ '/feed': feed })
  expect(await fetch(url('/feed'), { etag: '"a"\r\nx: y', lastModified: '日本' })).toMatchObject({
    kind: 'fetched',
  })
  expect(requests[0]?.headers).not.toHaveProperty('if-none-match')
  expect(requests[0]?.headers).not.toHaveProperty('if-modified-since')
})

test('the same body under a new etag and in another encoding is unchanged, and the new etag is kept', async () => {
  const { url } = await site({
    '/1': { body: feed, headers: { etag: '"1"', 'last-modified': 'one' } },
    '/2': { body: gzipSync(feed), headers: { etag: '"2"', 'content-encoding': 'gzip' } },
  })
  const first = await fetched(url('/1'))
  expect(await fetch(url('/2'), first)).toEqual({
    kind: 'unchanged',
    etag: '"2"',
    lastModified: null,
    bodyHash: first.bodyHash,
    wireHash: expect.stringMatching(/^gzip /),
    permanentUrl: null,
    waitMs: null,
  })
})

test('another body under the same etag is news', async () => {
  const { url } = await site({
    '/1': { body: feed, headers: { etag: '"same"' } },
    '/2': { body: feed.replace('News', 'Olds'), headers: { etag: '"same"' } },
  })
  const first = await fetched(url('/1'))
  expect(await fetch(url('/2'), first)).toMatchObject({ kind: 'fetched', etag: '"same"' })
})

test('only a chain of nothing but 301 and 308 moves a feed for good', async () => {
  const to = (status: number, location: string): Page => ({ status, headers: { location } })
  const { url, port } = await site({
    '/moved': to(301, '/moved2'),
    '/moved2': to(308, '/feed'),
    '/mixed': to(301, '/temporary'),
    '/temporary': to(302, '/feed'),
    '/feed': { body: feed, headers: { etag: '"a"' } },
  })
  expect(await fetch(url('/moved'))).toMatchObject({ permanentUrl: url('/feed'), finalUrl: url('/feed') })
  expect(await fetch(url('/mixed'))).toMatchObject({ permanentUrl: null, finalUrl: url('/feed') })
  expect(await fetch(url('/temporary'))).toMatchObject({ permanentUrl: null, finalUrl: url('/feed') })
  expect(await fetch(`http://reader:pw@127.0.0.1:${port}/moved`)).toMatchObject({ permanentUrl: null })
})

test('an unchanged feed tells of its move too', async () => {
  const { url } = await site({
    ...careful({ body: feed }, { name: 'etag', value: '"a"' }),
    '/moved': { status: 301, headers: { location: '/feed' } },
  })
  expect(await fetch(url('/moved'), { etag: '"a"' })).toMatchObject({
    kind: 'unchanged',
    permanentUrl: url('/feed'),
  })
})

test('410 is gone', async () => {
  const { url } = await site({ '/feed': { status: 410 } })
  expect(await fetch(`${url('/feed')}`)).toEqual({
    kind: 'gone',
    message: `GET ${url('/feed')}: 410 Gone, the feed was taken away`,
  })
})

test.each([
  [429, '120', 'rate-limited', 120_000],
  [429, 'Sun, 01 Mar 2026 12:01:00 GMT', 'rate-limited', 60_000],
  [429, 'soon', 'rate-limited', null],
  [503, '30', 'http-status', 30_000],
  [503, 'Sunday, 01-Mar-26 12:02:00 GMT', 'http-status', 120_000],
  [503, '999999999', 'http-status', 86_400_000],
  [500, '30', 'http-status', null],
])('status %d with Retry-After: %s', async (status, retryAfter, problem, retryAfterMs) => {
  const { url } = await site({ '/feed': { status, headers: { 'retry-after': retryAfter } } })
  expect(await fetch(url('/feed'))).toMatchObject({ kind: 'failed', problem, status, retryAfterMs })
})

test.each([
  [401, '401 Unauthorized'],
  [404, '404 Not Found'],
  [206, '206 Partial Content'],
  [300, '300 Multiple Choices'],
  [599, '599 unknown status'],
])('status %d is a failure that names it', async (status, name) => {
  const { url } = await site({ '/feed?token=hunter2': { status, body: 'no' } })
  expect(await fetch(url('/feed?token=hunter2'))).toEqual({
    kind: 'failed',
    problem: 'http-status',
    status,
    retryAfterMs: null,
    message: `GET ${url('/feed?token=***')}: ${name}`,
  })
})

test.each<[string, Page]>([
  ['Cloudflare', { status: 403, headers: { 'cf-mitigated': 'challenge' } }],
  ['Cloudflare', { status: 403, body: '<title>Just a moment...</title>' }],
  ['Cloudflare', { status: 503, body: '<title>Attention Required! | Cloudflare</title>' }],
  ['DataDome', { status: 403, headers: { 'x-datadome': 'protected' } }],
  ['AWS WAF', { status: 405, headers: { 'x-amzn-waf-action': 'captcha' } }],
])('a bot wall (%s) is named', async (wall, page) => {
  const { url } = await site({ '/feed': page })
  expect(await fetch(url('/feed'))).toMatchObject({
    problem: 'bot-wall',
    message: expect.stringContaining(`a bot wall (${wall}) answered`),
  })
})

test.each<[string, Page]>([
  ['no byte', { body: '' }],
  ['white space', { body: ' \r\n\t' }],
  ['an empty gzip', { body: gzipSync(''), headers: { 'content-encoding': 'gzip' } }],
  ['204', { status: 204 }],
])('a feed of %s is empty', async (_what, page) => {
  const { url } = await site({ '/feed': page })
  expect(await fetch(url('/feed'))).toMatchObject({
    kind: 'failed',
    problem: 'empty',
    status: page.status ?? 200,
  })
})

test('what the door refuses comes out as it is', async () => {
  const { url } = await site({ '/feed': feed })
  expect(await fetch(url('/feed'), {}, 10)).toEqual({
    kind: 'failed',
    problem: 'too-large',
    status: null,
    retryAfterMs: null,
    message: `GET ${url('/feed')}: the body is larger than 10 bytes`,
  })
  expect(await fetch('http://10.0.0.1/feed')).toMatchObject({
    kind: 'failed',
    problem: 'blocked-address',
    status: null,
  })
})

test('a document that comes again byte for byte is unchanged, whatever its validators', async () => {
  const { url } = await site({
    '/feed': (_, response) => {
      response.setHeader('content-encoding', 'gzip')
      response.setHeader('etag', `"${performance.now()}"`)
      response.end(gzipSync(feed))
    },
  })
  const { bodyHash, wireHash = null, etag } = await fetched(url('/feed'))
  const again = await fetch(url('/feed'), { bodyHash, wireHash, etag })
  expect(again).toMatchObject({ kind: 'unchanged', bodyHash, wireHash })
  expect(again).not.toMatchObject({ etag })
})

test('bytes that are known are of no use when nobody knows what they said', async () => {
  const { url } = await site({ '/feed': feed })
  const { wireHash = null } = await fetched(url('/feed'))
  expect(await fetch(url('/feed'), { bodyHash: null, wireHash })).toMatchObject({ kind: 'fetched' })
})

test('an error page with the bytes that are known is an error', async () => {
  const { url } = await site({
    '/feed': feed,
    '/broken': (_, response) => {
      response.statusCode = 500
      response.end(feed)
    },
  })
  const { bodyHash, wireHash = null } = await fetched(url('/feed'))
  expect(await fetch(url('/broken'), { bodyHash, wireHash })).toMatchObject({ kind: 'failed', status: 500 })
})

test('a document that is only built anew is unchanged', async () => {
  let built = 0
  const { url } = await site({
    '/feed': (_, response) => {
      response.end(
        `<rss><channel><lastBuildDate>${built++}</lastBuildDate><item><title>A</title></item></channel></rss>`,
      )
    },
  })
  const { bodyHash, wireHash = null } = await fetched(url('/feed'))
  expect(await fetch(url('/feed'), { bodyHash, wireHash })).toMatchObject({ kind: 'unchanged', bodyHash })
})
