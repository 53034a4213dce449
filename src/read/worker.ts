// The thread in which strangers' documents are taken apart. Whatever they do to it, the thread is ended and replaced.
// Each job loads only what it needs, so that a new thread is at work soon.
import { enableCompileCache } from 'node:module'
import { decodeText } from '../../feeds/decode.ts'
import type { ParseHints, ParseOutcome } from '../../feeds/feed.ts'
import type { OpmlOutcome } from '../../feeds/opml.ts'
import type { ReadingOutcome } from './reading.ts'
import { refusalMessages } from './refusals.ts'

// As the launcher does for the main thread: a thread that was ended is soon replaced.
enableCompileCache()

export type PageJob = {
  readonly bytes: Uint8Array
  readonly contentType: string | null
  readonly url: string | null
  readonly headline: string | null
  readonly form: 'html' | 'text'
  /** Epoch milliseconds. */
  readonly now: number
}

export type FeedJob = { readonly bytes: Uint8Array; readonly hints: ParseHints }

/** A downloaded page or saved text -> article, quotes, summary. */
export async function readPage(job: PageJob): Promise<ReadingOutcome> {
  const { readArticle } = await import('./reading.ts')
  const { text } = decodeText(job.bytes, job.contentType)
  const now = new Date(job.now)
  const outcome =
    job.form === 'html'
      ? (await import('./page/page.ts')).readPage(text, { url: job.url, now })
      : (await import('./page/plain-text.ts')).readPlainText(text, { now })
  if (outcome.kind === 'refused') return outcome
  if (outcome.kind === 'teaser')
    return { kind: 'refused', reason: 'subscribers-only', message: refusalMessages['subscribers-only'] }
  return { kind: 'read', reading: readArticle(outcome.article, job.headline) }
}

/** A list of feeds that somebody sent -> its entries. */
export async function parseList(text: string): Promise<OpmlOutcome> {
  const { parseOpmlText } = await import('../../feeds/opml.ts')
  return parseOpmlText(text)
}

/** A downloaded document -> feed. */
export async function parseFeed(job: FeedJob): Promise<ParseOutcome> {
  const { parseFeed: parse } = await import('../../feeds/parse.ts')
  return parse(job.bytes, job.hints)
}
