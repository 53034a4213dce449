// The thread in which strangers' documents are taken apart. Whatever they do to it, the thread is ended and replaced.
import { enableCompileCache } from 'node:module'
import { decodeText } from '../../feeds/decode.ts'
import type { ParseHints, ParseOutcome } from '../../feeds/feed.ts'
import type { OpmlOutcome } from '../../feeds/opml.ts'
import type { ReadingOutcome } from './reading.ts'
import { refusalMessages } from './refusals.ts'

// As the launcher does for the main thread: a thread that was ended is soon replaced.
enableCompileCache()

// All of it and at once: the first story is not kept waiting, nor is what comes behind it.
const { parseFeed: parse } = await import('../../feeds/parse.ts')
const { parseOpmlText } = await import('../../feeds/opml.ts')
const { readPage: readHtml } = await import('./page/page.ts')
const { readPlainText } = await import('./page/plain-text.ts')
const { readArticle } = await import('./reading.ts')

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
export function readPage(job: PageJob): ReadingOutcome {
  const { text } = decodeText(job.bytes, job.contentType)
  const now = new Date(job.now)
  const outcome = job.form === 'html' ? readHtml(text, { url: job.url, now }) : readPlainText(text, { now })
  if (outcome.kind === 'refused') return outcome
  if (outcome.kind === 'teaser')
    return { kind: 'refused', reason: 'subscribers-only', message: refusalMessages['subscribers-only'] }
  return { kind: 'read', reading: readArticle(outcome.article, job.headline) }
}

/** A list of feeds that somebody sent -> its entries. */
export function parseList(text: string): OpmlOutcome {
  return parseOpmlText(text)
}

/** A downloaded document -> feed. */
export function parseFeed(job: FeedJob): ParseOutcome | Promise<ParseOutcome> {
  return parse(job.bytes, job.hints)
}
