// The world around the program under test, in a process of its own, so that its work is not counted: publishers of many feeds
// and their pages, and Discord. Its parent tells it what to do, and gets an answer to each order.
import type { RequestListener } from 'node:http'
import { startDiscord } from '../fakes/discord/server.ts'
import { listenOn } from './listen.ts'
import { feedDocument, itemsOf, type Manner, pageDocument, titleInMessage } from './wire.ts'

/** One order at a time; every order but the last has an effect, and `report` is answered with what happened since the last one. */
export type Order =
  | { readonly kind: 'publish'; readonly feeds: readonly number[] }
  | { readonly kind: 'manner'; readonly manner: Manner }
  /** These answer 500 until others do. */
  | { readonly kind: 'fail'; readonly feeds: readonly number[] }
  | { readonly kind: 'report' }

export type Report = {
  /** From the answer of the feed that lists an item to the message about it, in ms. */
  readonly latencies: readonly number[]
  readonly twice: number
  readonly bytesSent: number
  readonly requests: number
  /** When the first of these requests came, by performance.now() with timeOrigin. */
  readonly firstRequestAt: number | null
}

export type Opening = {
  readonly origins: readonly string[]
  readonly discord: {
    readonly token: string
    readonly apiUrl: string
    readonly channel: string
    readonly webhook: string
  }
}

const hostsWanted = 50
const startedAt = Date.now()
const versions = new Map<number, number>()
const served = new Map<string, number>()
const arrived = new Map<string, number>()
let manner: Manner = 'conditional'
let failing: ReadonlySet<number> = new Set()
let latencies: number[] = []
let twice = 0
let bytesSent = 0
let requests = 0
let firstRequestAt: number | null = null

const now = () => performance.timeOrigin + performance.now()

const answer: RequestListener = (request, response) => {
  requests++
  firstRequestAt ??= now()
  const [, kind, id = ''] = (request.url ?? '').split('/')
  const gzipped = { 'content-encoding': 'gzip' }
  if (kind === 'hook') return takeHook(request, response)
  if (kind === 'a')
    return void response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...gzipped })
      .end(pageDocument(id))
  const feed = Number(id)
  if (failing.has(feed)) return void response.writeHead(500).end()
  const version = versions.get(feed) ?? 0
  const etag = `"${feed}-${version}"`
  const validators = { etag, 'last-modified': new Date(startedAt + version * 1_000).toUTCString() }
  if (manner === 'conditional' && request.headers['if-none-match'] === etag)
    return void response.writeHead(304, validators).end()
  const body =
    manner === 'touched'
      ? feedDocument(feed, version, startedAt, Date.now() + requests * 1_000)
      : documentOf(feed, version)
  bytesSent += body.length
  const type = feed % 4 === 3 ? 'application/atom+xml' : 'application/rss+xml'
  response
    .writeHead(200, { 'content-type': type, ...gzipped, ...(manner === 'conditional' ? validators : {}) })
    .end(body)
  const newest = `${feed}-${itemsOf(feed) + version}`
  if (version > 0 && !served.has(newest)) served.set(newest, now())
}

const packed = new Map<string, Buffer>()

function documentOf(feed: number, version: number): Buffer {
  const document = packed.get(`${feed}-${version}`) ?? feedDocument(feed, version, startedAt, startedAt)
  packed.set(`${feed}-${version}`, document)
  return document
}

/** Where peers without a bot's connection post to. */
const takeHook: RequestListener = (request, response) => {
  let text = ''
  request.setEncoding('utf8').on('data', (some: string) => {
    text += some
  })
  request.on('end', () => {
    noteMessage(text)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"1","channel_id":"1"}')
  })
}

function noteMessage(text: string): void {
  const number = titleInMessage.exec(text)?.[1]
  if (number === undefined) return
  const servedAt = served.get(number)
  if (arrived.has(number)) twice++
  else if (servedAt !== undefined) latencies.push(now() - servedAt)
  arrived.set(number, now())
}

const discord = await startDiscord()
let seen = 0
const lookAtMessages = () => {
  const messages = discord.messagesIn(discord.textChannelId)
  for (const message of messages.slice(seen)) noteMessage(JSON.stringify(message))
  seen = messages.length
  return false
}
void discord.until(lookAtMessages).catch(() => undefined)

process.on('message', (order: Order) => {
  if (order.kind === 'publish')
    for (const feed of order.feeds) versions.set(feed, (versions.get(feed) ?? 0) + 1)
  if (order.kind === 'manner') manner = order.manner
  if (order.kind === 'fail') failing = new Set(order.feeds)
  if (order.kind !== 'report') return void process.send?.({ done: true })
  lookAtMessages()
  const report: Report = { latencies, twice, bytesSent, requests, firstRequestAt }
  latencies = []
  bytesSent = 0
  requests = 0
  firstRequestAt = null
  process.send?.(report)
})

const { port, hosts } = await listenOn(hostsWanted, answer)
const opening: Opening = {
  origins: hosts.map((host) => `http://${host}:${port}`),
  discord: {
    token: discord.token,
    apiUrl: discord.apiUrl,
    channel: `discord:${discord.guildId}/${discord.textChannelId}`,
    webhook: `http://127.0.0.1:${port}/hook/1/token`,
  },
}
process.send?.(opening)
