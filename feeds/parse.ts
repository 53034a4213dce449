import { gunzipSync } from 'node:zlib'
import { decodeText } from './decode.ts'
import { feedsOfLookup } from './discover/podcast-lookup.ts'
import type { Feed, ParseHints, ParseOutcome, ParseProblem } from './feed.ts'
import { botWall } from './http/bot-wall.ts'
import { type CleanFeed, cleanFeed } from './parse/clean.ts'
import { jsonFault, xmlFault } from './parse/fault.ts'
import { withinLimits } from './parse/feed-limits.ts'
import { isHtml, readHtmlPage } from './parse/html-page.ts'
import { readJsonFeed } from './parse/json.ts'
import { normaliseFeed } from './parse/normalise.ts'
import { repairXml } from './parse/repair.ts'
import { type RawFeed, readRss } from './parse/rss.ts'
import { isSitemap, readSitemap } from './parse/sitemap.ts'
import { clip, redactUrl } from './redact.ts'

const maxTextChars = 15_000_000

type CleanXml = Extract<CleanFeed, { kind: 'feed' }>

/** Reads a feed of any known format from the bytes a publisher served; never throws for bad input. */
export async function parseFeed(bytes: Uint8Array, hints: ParseHints): Promise<ParseOutcome> {
  if (bytes.length === 0) return refusal('empty', hints, 'no bytes')
  if (bytes.length > maxTextChars * 4) return tooLarge(hints, `${bytes.length} bytes`)
  const unpacked = isGzip(bytes) ? unpack(bytes) : bytes
  if (typeof unpacked === 'string') return refusal('malformed', hints, unpacked)
  const { text } = decodeText(unpacked, hints.contentType)
  if (text.length > maxTextChars) return tooLarge(hints, `${text.length} characters`)
  const start = text.slice(0, 4096).replace(/^[\s\ufeff]+/, '')
  if (start === '' && text.trim() === '') return refusal('empty', hints, 'only white space')
  const outcome = /^[{[]/.test(start) ? parseJson(text, hints) : await parseXml(text, hints)
  return outcome.kind === 'parsed' ? { kind: 'parsed', feed: withinLimits(outcome.feed) } : outcome
}

/** A file `.gz`, such as sitemaps are, and not the compression of the connection. */
function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

/** The document inside, or what is wrong with the packed one. */
function unpack(bytes: Uint8Array): Uint8Array | string {
  try {
    return gunzipSync(bytes, { maxOutputLength: maxTextChars })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    return code === 'ERR_BUFFER_TOO_LARGE'
      ? `a gzip file of more than ${maxTextChars} bytes`
      : 'a damaged gzip file'
  }
}

function parseJson(text: string, hints: ParseHints): ParseOutcome {
  const json = readJson(text)
  if (json.kind === 'broken') {
    const place = json.fault === null ? '' : ` at ${json.fault}`
    return refusal('malformed', hints, `JSON that is broken${place} ${excerpt(text)}`)
  }
  const feed = readJsonFeed(json.value, hints.url)
  if (feed) return { kind: 'parsed', feed }
  const links = feedsOfLookup(json.value)
  if (links.length > 0) return refusal('not-a-feed', hints, 'an answer that names the feed', links)
  return refusal('not-a-feed', hints, `other JSON ${excerpt(text)}`)
}

type Json =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'broken'; readonly fault: string | null }

function readJson(text: string): Json {
  try {
    return { kind: 'json', value: JSON.parse(text.replace(/^\ufeff/, '')) }
  } catch (error) {
    return { kind: 'broken', fault: jsonFault(error) }
  }
}

async function parseXml(text: string, hints: ParseHints): Promise<ParseOutcome> {
  if (isSitemap(text)) return parseSitemap(text, hints)
  const clean = cleanFeed(text)
  if (clean.kind === 'too-deep') return refusal('too-deep', hints, 'elements more than 100 deep')
  const feed = clean.kind === 'feed' ? await readFeed(clean, hints) : null
  if (feed && (feed.items.length > 0 || !isHtml(text))) return { kind: 'parsed', feed: withFault(feed, text) }
  if (isHtml(text)) return htmlRefusal(text, hints)
  if (clean.kind === 'feed')
    return refusal('malformed', hints, `a damaged <${clean.root}>, ${xmlFault(text) ?? excerpt(text)}`)
  return refusal('not-a-feed', hints, excerpt(text))
}

function withFault(feed: Feed, text: string): Feed {
  const fault = feed.via === 'repair' || feed.items.length === 0 ? xmlFault(text) : null
  return fault === null ? feed : { ...feed, fault }
}

function parseSitemap(text: string, hints: ParseHints): ParseOutcome {
  const sitemap = readSitemap(text, hints.url)
  switch (sitemap.kind) {
    case 'news':
      return { kind: 'parsed', feed: sitemap.feed }
    case 'index':
      return refusal('not-a-feed', hints, `a list of ${sitemap.count} sitemaps`, sitemap.sitemaps)
    case 'pages':
      return refusal('not-a-feed', hints, `a sitemap of ${sitemap.count} pages without news`)
  }
}

async function readFeed(clean: CleanXml, hints: ParseHints): Promise<Feed | null> {
  const raw = await tryRead(clean.xml, clean)
  if (raw && raw.items.length >= clean.itemCount)
    return normaliseFeed(raw, { clean, hints, via: 'rss-parser' })
  const repaired = await tryRead(repairXml(clean.xml), clean)
  if (repaired && repaired.items.length > (raw?.items.length ?? -1)) {
    return normaliseFeed(repaired, { clean, hints, via: 'repair' })
  }
  return raw && normaliseFeed(raw, { clean, hints, via: 'rss-parser' })
}

async function tryRead(xml: string, { elementNames }: CleanXml): Promise<RawFeed | null> {
  try {
    return await readRss(xml, elementNames)
  } catch {
    // What is wrong with the XML does not help anybody; the repair or the refusal follows.
    return null
  }
}

function htmlRefusal(text: string, hints: ParseHints): ParseOutcome {
  const page = readHtmlPage(text, hints.url)
  const found = page.title ? `an HTML page titled "${clip(page.title)}"` : 'an HTML page without a title'
  const wall = page.feedLinks.length > 0 ? null : botWall({}, Buffer.from(text.slice(0, 16_384)))
  if (wall !== null) return refusal('bot-wall', hints, `${found}, which is a bot wall (${wall})`)
  if (page.isLogin) return refusal('login', hints, `${found}, which asks to log in`, page.feedLinks)
  return refusal('html', hints, found, page.feedLinks)
}

function tooLarge(hints: ParseHints, found: string): ParseOutcome {
  const message = `parse ${nameOf(hints)}: expected at most ${maxTextChars} characters, found ${found}`
  return { kind: 'unreadable', problem: 'too-large', message, feedLinks: [] }
}

function refusal(
  problem: ParseProblem,
  hints: ParseHints,
  found: string,
  feedLinks: readonly string[] = [],
): ParseOutcome {
  const message = `parse ${nameOf(hints)}: expected <rss>, <feed>, <rdf:RDF> or a JSON Feed, found ${found}`
  return { kind: 'unreadable', problem, message, feedLinks }
}

function nameOf({ url }: ParseHints): string {
  return url === null ? 'a document without a URL' : redactUrl(url)
}

function excerpt(text: string): string {
  return JSON.stringify(text.slice(0, 500).replace(/\s+/g, ' ').trim().slice(0, 60))
}
