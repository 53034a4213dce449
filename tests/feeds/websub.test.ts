import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseFeed } from '../../feeds/parse.ts'
import { hubOf } from '../../feeds/websub/hub-links.ts'
import { readLinkHeader } from '../../feeds/websub/link-header.ts'
import { hubForm, readHubCall } from '../../feeds/websub/request.ts'
import { isSignedWith } from '../../feeds/websub/signature.ts'

test('links of a header are read with their relations, whatever is quoted and however many headers were joined', () => {
  const header =
    '<https://hub.example/?a=1,2>; title="a \\" , ; b"; rel="hub preconnect", <https://news.example/feed>;REL=self ,<x>; rel=\'odd\''
  expect(readLinkHeader(header)).toEqual([
    { url: 'https://hub.example/?a=1,2', rels: ['hub', 'preconnect'] },
    { url: 'https://news.example/feed', rels: ['self'] },
    { url: 'x', rels: ["'odd'"] },
  ])
})

test('any header is read without a complaint', () => {
  fc.assert(fc.property(fc.string(), (text) => readLinkHeader(text).length <= text.length))
  fc.assert(
    fc.property(fc.stringMatching(/^[<>;,"\\= rel]*$/), (text) => readLinkHeader(text).length <= text.length),
  )
})

const url = 'https://news.example/feed'

test('headers count before the document', () => {
  const linkHeader = '<https://one.example/>; rel=hub, <https://news.example/main>; rel=self'
  const links = { hubs: ['https://two.example/'], self: 'https://news.example/other' }
  expect(hubOf({ linkHeader, links, url })).toEqual({
    hub: 'https://one.example/',
    topic: 'https://news.example/main',
  })
  expect(hubOf({ linkHeader: null, links, url })).toEqual({
    hub: 'https://two.example/',
    topic: 'https://news.example/other',
  })
})

test('a feed that does not name itself goes by its address', () => {
  expect(hubOf({ linkHeader: '</hub>; rel="hub"', links: null, url })).toEqual({
    hub: 'https://news.example/hub',
    topic: url,
  })
})

test('a hub without https is no hub for a feed with it', () => {
  const links = { hubs: ['http://hub.example/', 'https://hub.example/'], self: null }
  expect(hubOf({ linkHeader: null, links, url })?.hub).toBe('https://hub.example/')
  expect(hubOf({ linkHeader: null, links: { ...links, hubs: ['http://hub.example/'] }, url })).toBeNull()
  expect(hubOf({ linkHeader: null, links, url: 'http://news.example/feed' })?.hub).toBe('http://hub.example/')
})

test.each(['javascript:alert(1)', 'ftp://hub.example/', '', 'https://'])('%s is no hub', (hub) => {
  expect(hubOf({ linkHeader: null, links: { hubs: [hub], self: null }, url: 'ftp://x' })).toBeNull()
})

test.each([
  [
    'RSS',
    '<rss xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>N</title><atom:link rel="hub" href="https://hub.example/"/><atom:link rel="self" href="https://news.example/rss"/><item><title>One</title></item></channel></rss>',
    'https://news.example/rss',
  ],
  [
    'Atom',
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>N</title><link rel="HUB" href="https://hub.example/"/><link rel="self" href="/atom"/><entry><id>1</id><title>One</title><link rel="hub" href="https://evil.example/"/></entry></feed>',
    '/atom',
  ],
  [
    'JSON Feed',
    '{"version":"https://jsonfeed.org/version/1.1","title":"N","feed_url":"https://news.example/json","hubs":[{"type":"rssCloud","url":"https://cloud.example/"},{"type":"WebSub","url":"https://hub.example/"}],"items":[{"id":"1","title":"One"}]}',
    'https://news.example/json',
  ],
])('hub and self of %s are found', async (_, text, self) => {
  const parsed = await parseFeed(new TextEncoder().encode(text), { contentType: null, url })
  expect(parsed).toMatchObject({ kind: 'parsed', feed: { push: { hubs: ['https://hub.example/'], self } } })
})

test('a feed that nobody pushes says nothing of it', async () => {
  const text = '<rss><channel><title>N</title><item><title>One</title></item></channel></rss>'
  const parsed = await parseFeed(new TextEncoder().encode(text), { contentType: null, url })
  expect(parsed.kind === 'parsed' && 'push' in parsed.feed).toBe(false)
})

const body = new TextEncoder().encode('<feed/>\n')
const signed = (method: string, secret = 'hush', of: Uint8Array = body) =>
  `${method}=${createHmac(method, secret).update(of).digest('hex')}`

test.each(['sha1', 'sha256', 'sha384', 'sha512'])('what is signed with %s is accepted', (method) => {
  expect(isSignedWith('hush', body, signed(method))).toBe(true)
  expect(isSignedWith('hush', body, signed(method).toUpperCase())).toBe(true)
})

test.each([
  ['no signature', null],
  ['an empty one', ''],
  ['a method that is not of the specification', signed('md5')],
  ['another secret', signed('sha256', 'loud')],
  ['other bytes', signed('sha256', 'hush', new TextEncoder().encode('<feed/>'))],
  ['a cut one', signed('sha256').slice(0, -2)],
  ['a longer one', `${signed('sha256')}00`],
  ['no method', signed('sha256').slice(7)],
])('%s is not accepted', (_, signature) => {
  expect(isSignedWith('hush', body, signature)).toBe(false)
})

test('a form that unsubscribes holds no secret', () => {
  const request = { topic: url, callback: 'https://bot.example/x', secret: 'hush', leaseSeconds: 60 }
  expect(hubForm({ ...request, mode: 'subscribe' })).toBe(
    'hub.mode=subscribe&hub.topic=https%3A%2F%2Fnews.example%2Ffeed&hub.callback=https%3A%2F%2Fbot.example%2Fx&hub.secret=hush&hub.lease_seconds=60',
  )
  expect(hubForm({ ...request, mode: 'unsubscribe' })).not.toContain('hush')
})

test.each([
  ['hub.mode=subscribe&hub.topic=t&hub.challenge=c&hub.lease_seconds=60', 'verify'],
  ['hub.mode=unsubscribe&hub.topic=t&hub.challenge=c', 'verify'],
  ['hub.mode=denied&hub.topic=t&hub.reason=no', 'denied'],
  ['hub.mode=subscribe&hub.topic=t', 'unclear'],
  ['hub.mode=subscribe&hub.challenge=c', 'unclear'],
  ['hub.mode=publish&hub.topic=t&hub.challenge=c', 'unclear'],
  ['', 'unclear'],
])('the call %j is of the kind %s', (query, kind) => {
  expect(readHubCall(new URLSearchParams(query)).kind).toBe(kind)
})
