import { decodeText } from './decode.ts'
import type { Feed, ParseHints, ParseOutcome, ParseProblem } from './feed.ts'
import { type CleanFeed, cleanFeed } from './parse/clean.ts'
import { isHtml, readHtmlPage } from './parse/html-page.ts'
import { readJsonFeed } from './parse/json.ts'
import { normaliseFeed } from './parse/normalise.ts'
import { repairXml } from './parse/repair.ts'
import { type RawFeed, readRss } from './parse/rss.ts'
import { clip, redactUrl } from './redact.ts'

const maxTextChars = 15_000_000

type CleanXml = Extract<CleanFeed, { kind: 'feed' }>

/** Reads a feed of any known format from the bytes a publisher served; never throws for bad input. */
export async function parseFeed(bytes: Uint8Array, hints: ParseHints): Promise<ParseOutcome> {
  if (bytes.length === 0) return refusal('empty', hints, 'no bytes')
  if (bytes.length > maxTextChars * 4) return tooLarge(hints, `${bytes.length} bytes`)
  const { text } = decodeText(bytes, hints.contentType)
  if (text.length > maxTextChars) return tooLarge(hints, `${text.length} characters`)
  const start = text.slice(0, 4096).replace(/^[\s\ufeff]+/, '')
  if (start === '' && text.trim() === '') return refusal('empty', hints, 'only white space')
  return /^[{[]/.test(start) ? parseJson(text, hints) : parseXml(text, hints)
}

function parseJson(text: string, hints: ParseHints): ParseOutcome {
  const value = readJson(text)
  if (value === undefined) return refusal('malformed', hints, `broken JSON ${excerpt(text)}`)
  const feed = readJsonFeed(value, hints.url)
  return feed ? { kind: 'parsed', feed } : refusal('not-a-feed', hints, `other JSON ${excerpt(text)}`)
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^[\s\ufeff]+/, ''))
  } catch {
    return undefined
  }
}

async function parseXml(text: string, hints: ParseHints): Promise<ParseOutcome> {
  const clean = cleanFeed(text)
  if (clean.kind === 'too-deep') return refusal('too-deep', hints, 'elements more than 100 deep')
  const feed = clean.kind === 'feed' ? await readFeed(clean, hints) : null
  if (feed && (feed.items.length > 0 || !isHtml(text))) return { kind: 'parsed', feed }
  if (isHtml(text)) return htmlRefusal(text, hints)
  if (clean.kind === 'feed') return refusal('malformed', hints, `a damaged <${clean.root}> ${excerpt(text)}`)
  return refusal('not-a-feed', hints, excerpt(text))
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
