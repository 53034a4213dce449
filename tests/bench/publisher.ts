// A publisher of many feeds in a process of its own, so that its work is not counted as ours.
// Its parent tells it what to do: {publish: feeds that get a new item}, {conditional: answer 304 or not} or {failing: feeds that answer 500}.
import type { RequestListener } from 'node:http'
import { listenOn } from './listen.ts'

const itemsEach = 40
/** Feeds live on many hosts. */
const hostsWanted = 50
const startedAt = Date.now()
const versions = new Map<number, number>()
let isConditional = true
let failing: ReadonlySet<number> = new Set()

const words =
  'harbour council minister budget bridge survey storm market school court ferry engine museum signal garden orchard'.split(
    ' ',
  )

/** The same words for the same number, whenever it is asked. */
function prose(seed: number, count: number): string {
  return Array.from(
    { length: count },
    (_, index) => words[(seed * 31 + index * 7 + (index % 5)) % words.length],
  ).join(' ')
}

function feed(number: number): string {
  const newest = itemsEach + (versions.get(number) ?? 0)
  const items = Array.from({ length: itemsEach }, (_, index) => {
    const id = newest - index
    const date = new Date(startedAt + (id - itemsEach) * 3_600_000).toUTCString()
    return `<item><title>${prose(id, 8)}</title><link>/a/${number}-${id}</link><guid>${number}-${id}</guid><pubDate>${date}</pubDate><description>${prose(id, 120)}</description></item>`
  })
  return `<rss version="2.0"><channel><title>Feed ${number}</title><link>/</link>${items.join('')}</channel></rss>`
}

function article(id: string): string {
  const paragraphs = Array.from({ length: 30 }, (_, index) =>
    index % 6 === 2
      ? `<p>“The ${prose(index, 12)} will stay,” Mayor Ada Quill said on Monday.</p>`
      : `<p>The ${prose(index + id.length, 60)}.</p>`,
  )
  const menu = Array.from(
    { length: 200 },
    (_, index) => `<li><a href="/m/${index}">${prose(index, 3)}</a></li>`,
  )
  return `<!doctype html><html lang="en"><head><title>${id}</title></head><body><nav><ul>${menu.join('')}</ul></nav><article><h1>The ${prose(id.length, 8)}</h1>${paragraphs.join('')}</article></body></html>`
}

const answer: RequestListener = (request, response) => {
  const [, kind, id = ''] = (request.url ?? '').split('/')
  if (kind === 'a') return void response.writeHead(200, { 'content-type': 'text/html' }).end(article(id))
  const number = Number(id)
  if (failing.has(number)) return void response.writeHead(500).end()
  const etag = `"${number}-${versions.get(number) ?? 0}"`
  if (isConditional && request.headers['if-none-match'] === etag)
    return void response.writeHead(304, { etag }).end()
  response.writeHead(200, { 'content-type': 'application/rss+xml', ...(isConditional ? { etag } : {}) })
  response.end(feed(number))
}

type Order = { publish?: readonly number[]; conditional?: boolean; failing?: readonly number[] }

process.on('message', (order: Order) => {
  for (const number of order.publish ?? []) versions.set(number, (versions.get(number) ?? 0) + 1)
  if (order.failing) failing = new Set(order.failing)
  if (order.conditional !== undefined) isConditional = order.conditional
  process.send?.({ done: true })
})

const { port, hosts } = await listenOn(hostsWanted, answer)
process.send?.({ port, hosts })
