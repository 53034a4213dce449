import { createHash } from 'node:crypto'

/** What a feed says of itself before its first item is short; beyond this nothing is looked for. */
const longestHead = 16 * 1024
const longestTail = 4 * 1024
const firstItems = ['<item', '<entry']
const lastTags = ['</rss>', '</feed>', '</rdf:RDF>']
/** When it was built and how it describes itself: nothing that is read here (feed.ts). */
const unreadInHead =
  /(<(?:[a-z]{1,9}:)?(?:lastBuildDate|pubDate|updated|date|description|subtitle|tagline|generator)(?:\s[^<>]{0,199})?>)(?:[^<>]{1,999}|<!\[CDATA\[[^\]]{0,999}\]\]>)/gi

/**
 * A hash of what a feed says: two documents that differ only in when they were built have the same one. Many feeds are
 * built anew at each request, with the time of it in the head, or in a comment that a cache leaves at the end.
 */
export function fingerprint(document: Uint8Array): string {
  const bytes = Buffer.from(document.buffer, document.byteOffset, document.byteLength)
  const from = itemsFrom(bytes)
  const hash = createHash('sha256')
  hash.update(bytes.toString('latin1', 0, from).replace(unreadInHead, '$1'), 'latin1')
  return hash.update(bytes.subarray(from, endOf(bytes, from))).digest('hex')
}

/** Where the items begin; 0 where that cannot be told. */
function itemsFrom(bytes: Buffer): number {
  const head = bytes.subarray(0, longestHead)
  const starts = firstItems.map((tag) => head.indexOf(tag, 0, 'latin1')).filter((at) => at !== -1)
  return starts.length === 0 ? 0 : Math.min(...starts)
}

/** Behind the last tag there are only comments. */
function endOf(bytes: Buffer, from: number): number {
  const tailFrom = Math.max(from, bytes.length - longestTail)
  const tail = bytes.subarray(tailFrom)
  const ends = lastTags.map((tag) => tail.lastIndexOf(tag, undefined, 'latin1'))
  const end = Math.max(...ends)
  return end === -1 ? bytes.length : tailFrom + end
}
