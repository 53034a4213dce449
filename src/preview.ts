import { readFile } from 'node:fs/promises'
import type { FeedItem } from '../feeds/feed.ts'
import type { HttpOutcome } from '../feeds/http.ts'
import type { Config } from './config.ts'
import type { Intake } from './intake.ts'
import { composeHeadlinePost, composePost, type FeedFacts, type Post } from './read/post.ts'
import { judgePage } from './read/retry.ts'

export type PreviewOutcome =
  | { readonly kind: 'post'; readonly post: Post }
  /** What was tried, what was found and what to do. */
  | { readonly kind: 'failed'; readonly message: string }

/** The post an article would become: of a page's address, a feed's address (its newest item), or a saved file. */
export function preview(source: string, intake: Intake, config: Config, now: Date): Promise<PreviewOutcome> {
  return /^https?:\/\//i.test(source)
    ? previewUrl(source, intake, config, now)
    : previewFile(source, intake, now)
}

async function previewFile(path: string, intake: Intake, now: Date): Promise<PreviewOutcome> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(path)
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error)
    return {
      kind: 'failed',
      message: `preview ${path}: neither a web address (http:// or https://) nor a file that can be read (${cause})`,
    }
  }
  if (bytes.length === 0) return { kind: 'failed', message: `preview ${path}: the file is empty` }
  const outcome = await intake.pool.readPage({
    bytes,
    contentType: null,
    url: null,
    headline: null,
    form: looksLikeMarkup(path, bytes) ? 'html' : 'text',
    now: now.getTime(),
  })
  if (outcome.kind === 'refused') return { kind: 'failed', message: `preview ${path}: ${outcome.message}` }
  return { kind: 'post', post: composePost(outcome.reading, null) }
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
  if (verdict.kind !== 'page') return unread(verdict.problem ?? `GET ${url}: nothing to read`, item)
  const outcome = await intake.pool.readPage({
    bytes: verdict.bytes,
    contentType: verdict.contentType,
    url: verdict.url,
    headline: item?.title ?? null,
    form: verdict.form,
    now: now.getTime(),
  })
  if (outcome.kind === 'refused') return unread(outcome.message, item)
  return { kind: 'post', post: composePost(outcome.reading, item) }
}

function previewItem(
  newest: { readonly facts: FeedFacts; readonly url: string | null },
  intake: Intake,
  config: Config,
  now: Date,
): Promise<PreviewOutcome> {
  if (newest.url !== null) return previewUrl(newest.url, intake, config, now, newest.facts)
  return Promise.resolve({ kind: 'post', post: composeHeadlinePost(newest.facts, null) })
}

/** A page by itself that can't be read is an error; an item still has what its feed says. */
function unread(problem: string, item: FeedFacts | null): PreviewOutcome {
  if (item === null) return { kind: 'failed', message: problem }
  return { kind: 'post', post: composeHeadlinePost(item, problem) }
}

async function newestItem(
  response: HttpOutcome,
  intake: Intake,
): Promise<{ readonly facts: FeedFacts; readonly url: string | null } | null> {
  if (response.kind !== 'response' || response.status !== 200) return null
  const contentType = response.headers['content-type'] ?? null
  if (contentType !== null && /text\/(html|plain)/i.test(contentType)) return null
  const parsed = await intake.pool.parseFeed(response.body, { contentType, url: response.finalUrl })
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
