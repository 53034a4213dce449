import { gzipSync } from 'node:zlib'

/** How a publisher answers one who has seen the newest version: honestly, as if it were new, or as new but for its date. */
export type Manner = 'conditional' | 'unconditional' | 'touched'

const leastItems = 20
const mostItems = 60

// Enough different words that the documents are packed about as small as real ones.
const syllables = 'ba ne ri to lu mar den sol ves kin or tal pe shi gro'.split(' ')
const words = Array.from({ length: 2_000 }, (_, number) =>
  [number % 15, Math.floor(number / 15) % 15, Math.floor(number / 225)].map((at) => syllables[at]).join(''),
)

/** How many items a feed lists: 20 to 60, 40 in the mean. */
export function itemsOf(feed: number): number {
  return leastItems + ((feed * 17) % (mostItems - leastItems + 1))
}

/** A feed of about 48 KB, gzipped; every fourth is Atom. `version` counts what was published since the start. */
export function feedDocument(feed: number, version: number, startedAt: number, builtAt: number): Buffer {
  const newest = itemsOf(feed) + version
  const ids = Array.from({ length: itemsOf(feed) }, (_, index) => newest - index)
  const dated = ids.map((id) => ({
    id,
    at: new Date(startedAt + (id - itemsOf(feed)) * 60_000 - (feed % 997) * 1_000),
  }))
  const document = feed % 4 === 3 ? atom(feed, dated, builtAt) : rss(feed, dated, builtAt)
  return gzipSync(document)
}

type Dated = { readonly id: number; readonly at: Date }

function rss(feed: number, items: readonly Dated[], builtAt: number): string {
  const listed = items.map(
    ({ id, at }) =>
      `<item><title>${titleOf(feed, id)}</title><link>/a/${feed}-${id}</link><guid>${feed}-${id}</guid><pubDate>${at.toUTCString()}</pubDate><description>${prose(feed * 7_919 + id, 120)}</description></item>`,
  )
  return `<rss version="2.0"><channel><title>Wire ${feed}</title><link>/</link><lastBuildDate>${new Date(builtAt).toUTCString()}</lastBuildDate>${listed.join('')}</channel></rss>`
}

function atom(feed: number, items: readonly Dated[], builtAt: number): string {
  const listed = items.map(
    ({ id, at }) =>
      `<entry><title>${titleOf(feed, id)}</title><link href="/a/${feed}-${id}"/><id>tag:${feed}-${id}</id><updated>${at.toISOString()}</updated><summary>${prose(feed * 7_919 + id, 120)}</summary></entry>`,
  )
  return `<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire ${feed}</title><id>tag:${feed}</id><updated>${new Date(builtAt).toISOString()}</updated>${listed.join('')}</feed>`
}

/** What an item is recognised by in the message that comes of it. */
export function titleOf(feed: number, id: number): string {
  return `Report ${feed}-${id} of the ${prose(feed * 3 + id, 5)}`
}

/** The title's number, wherever it stands. */
export const titleInMessage = /Report (\d+-\d+) of/

/** A page of about 92 KB with menu, scripts, teasers and a story in which a mayor is quoted, gzipped. */
export function pageDocument(id: string): Buffer {
  const [feed = 0, item = 0] = id.split('-').map(Number)
  const seed = feed + item
  const paragraphs = Array.from({ length: 28 }, (_, index) =>
    index % 6 === 2
      ? `<p>“The ${prose(seed + index, 12)} will stay,” Mayor Ada Quill said on Monday.</p>`
      : `<p>The ${prose(seed + index * 3, 55)}. It is the ${prose(seed + index, 9)}.</p>`,
  )
  const scripts =
    '<script>window.layer = window.layer || []; window.layer.push({ "event": "view", "page": 1 })</script>\n'
  return gzipSync(`<!doctype html><html lang="en"><head><title>${titleOf(feed, item)} | Wire</title>${scripts.repeat(200)}</head>
<body><nav><ul>${menu(150)}</ul></nav><article><h1>${titleOf(feed, item)}</h1>${paragraphs.join('\n')}</article>
<aside>${teasers(110)}</aside><footer><ul>${menu(90)}</ul></footer></body></html>`)
}

function menu(length: number): string {
  const line = (at: number) => `<li class="entry"><a href="/s/${at}"><span>${prose(at, 2)}</span></a></li>`
  return Array.from({ length }, (_, at) => line(at)).join('')
}

function teasers(length: number): string {
  const card = (at: number) =>
    `<div class="card"><a href="/t/${at}"><img src="/t/${at}.jpg" alt=""><h3>${prose(at, 7)}</h3></a><p>${prose(at + 3, 22)}.</p></div>`
  return Array.from({ length }, (_, at) => card(at)).join('')
}

/** The same words for the same number, whenever it is asked; some of them more often than others. */
function prose(seed: number, length: number): string {
  let state = (seed + 1) * 2_654_435_761
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return words[Math.floor((state / 2 ** 32) ** 2 * words.length)]
  }
  return Array.from({ length }, next).join(' ')
}
