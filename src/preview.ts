import { readFile, stat } from 'node:fs/promises'
import type { FeedItem, ParseHints } from '../feeds/feed.ts'
import type { HttpOutcome } from '../feeds/http.ts'
import { clip, redactUrl } from '../feeds/redact.ts'
import type { Config } from './config.ts'
import type { Intake } from './intake.ts'
import { composeHeadlinePost, composePost, type FeedFacts, type Post } from './read/post.ts'
import type { Reading } from './read/reading.ts'
import { noticeOf } from './read/refusals.ts'
import { judgePage } from './read/retry.ts'

export type PreviewOutcome =
  | { readonly kind: 'post'; readonly post: Post; readonly read: ReadAs | null }
  /** What was tried, what was found and what to do. */
  | { readonly kind: 'failed'; readonly message: string }

/** What was read, and the headline it stands under in its feed; null when the post was made of what a feed says. */
export type ReadAs = { readonly reading: Reading; readonly headline: string | null }

/** The post an article would become: of a page's address, a feed's address (its newest item), or a saved file. */
export function preview(source: string, intake: Intake, config: Config, now: Date): Promise<PreviewOutcome> {
  return /^https?:\/\//i.test(source)
    ? previewUrl(source, intake, config, now)
    : previewFile(source, intake, config, now)
}

async function previewFile(path: string, intake: Intake, config: Config, now: Date): Promise<PreviewOutcome> {
  // Whoever mistypes an address with a password in it must not find it in the terminal's history of messages.
  const failed = (found: string): PreviewOutcome => ({
    kind: 'failed',
    message: `preview ${path.includes('://') ? redactUrl(path) : clip(path)}: ${found}`,
  })
  const file = await readSmallFile(path, config.pageMaxBytes)
  if (file.kind === 'unfit') return failed(file.found)
  const { bytes } = file
  const newest = await newestOf(bytes, { contentType: null, url: null }, intake)
  if (newest) return previewItem(newest, intake, config, now)
  const outcome = await intake.pool.readPage({
    bytes,
    contentType: null,
    url: null,
    headline: null,
    form: looksLikeMarkup(path, bytes) ? 'html' : 'text',
    now: now.getTime(),
  })
  if (outcome.kind === 'refused') return failed(outcome.message)
  return postOf(outcome.reading, null)
}

type SmallFile =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly kind: 'unfit'; readonly found: string }

/** A device never ends and a huge file fills the memory, so both are refused before they are opened. */
async function readSmallFile(path: string, maxBytes: number): Promise<SmallFile> {
  try {
    const facts = await stat(path)
    if (facts.isDirectory()) return { kind: 'unfit', found: 'a folder; expected one saved page' }
    if (!facts.isFile()) return { kind: 'unfit', found: 'no ordinary file; expected a saved page' }
    if (facts.size === 0) return { kind: 'unfit', found: 'the file is empty' }
    if (facts.size > maxBytes)
      return {
        kind: 'unfit',
        found: `${facts.size} bytes; expected at most ${maxBytes} (PULLQUOTE_PAGE_MAX_MB)`,
      }
    return { kind: 'file', bytes: await readFile(path) }
  } catch (error) {
    const cause = error instanceof Error && 'code' in error ? error.code : String(error)
    return {
      kind: 'unfit',
      found: `neither a web address (http:// or https://) nor a file that can be read (${cause})`,
    }
  }
}

async function previewUrl(
  url: string,
  intake: Intake,
  config: Config,
  now: Date,
  item: FeedFacts | null = null,
): Promise<PreviewOutcome> {
  const limits = { maxBytes: config.pageMaxBytes, timeoutMs: config.fetchTimeoutMs }
  const response = await intake.door.get({ url, ...limits })
  if (item === null) {
    const newest = await newestItem(response, intake)
    if (newest) return previewItem(newest, intake, config, now)
  }
  const verdict = judgePage(response, { url, attempts: Number.POSITIVE_INFINITY })
  if (verdict.kind !== 'page') {
    const problem = verdict.problem ?? `GET ${redactUrl(url)}: nothing to read`
    return unread(problem, verdict.kind === 'headline' ? verdict.notice : null, item)
  }
  const outcome = await intake.pool.readPage({
    bytes: verdict.bytes,
    contentType: verdict.contentType,
    url: verdict.url,
    headline: item?.title ?? null,
    form: verdict.form,
    now: now.getTime(),
  })
  if (outcome.kind === 'refused') return unread(outcome.message, noticeOf(outcome.reason), item)
  return postOf(outcome.reading, item)
}

function postOf(reading: Reading, item: FeedFacts | null): PreviewOutcome {
  return { kind: 'post', post: composePost(reading, item), read: { reading, headline: item?.title ?? null } }
}

function previewItem(newest: NewestItem, intake: Intake, config: Config, now: Date): Promise<PreviewOutcome> {
  if (newest.url !== null) return previewUrl(newest.url, intake, config, now, newest.facts)
  return Promise.resolve({ kind: 'post', post: composeHeadlinePost(newest.facts, null), read: null })
}

/** A page by itself that can't be read is an error; an item still has what its feed says. */
function unread(problem: string, notice: string | null, item: FeedFacts | null): PreviewOutcome {
  if (item === null) return { kind: 'failed', message: problem }
  return { kind: 'post', post: composeHeadlinePost(item, notice), read: null }
}

type NewestItem = { readonly facts: FeedFacts; readonly url: string | null }

async function newestItem(response: HttpOutcome, intake: Intake): Promise<NewestItem | null> {
  if (response.kind !== 'response' || response.status !== 200) return null
  const contentType = response.headers['content-type'] ?? null
  if (contentType !== null && /text\/(html|plain)/i.test(contentType)) return null
  return newestOf(response.body, { contentType, url: response.finalUrl }, intake)
}

async function newestOf(bytes: Uint8Array, hints: ParseHints, intake: Intake): Promise<NewestItem | null> {
  const parsed = await intake.pool.parseFeed(bytes, hints)
  if (parsed.kind === 'unreadable') return null
  const newest = parsed.feed.items.toSorted(
    (one, other) => (other.publishedAt ?? 0) - (one.publishedAt ?? 0),
  )[0]
  return newest ? { facts: factsOf(newest, parsed.feed.title), url: newest.link } : null
}

function factsOf(item: FeedItem, outlet: string | null): FeedFacts {
  return { ...item, url: item.link, outlet }
}

function looksLikeMarkup(path: string, bytes: Uint8Array): boolean {
  if (/\.x?html?$/i.test(path)) return true
  const start = new TextDecoder().decode(bytes.subarray(0, 1024)).trimStart()
  return /^<(!doctype|html|head|body|\?xml|!--)/i.test(start)
}
