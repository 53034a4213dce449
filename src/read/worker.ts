// The thread in which strangers' documents are taken apart. Whatever they do to it, the thread is ended and replaced.
import { decodeText } from '../../feeds/decode.ts'
import type { ParseHints, ParseOutcome } from '../../feeds/feed.ts'
import { parseFeed as parse } from '../../feeds/parse.ts'
import { readPage as readHtml } from './page.ts'
import { readPlainText } from './plain-text.ts'
import { type ReadingOutcome, readArticle } from './reading.ts'

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
  const outcome =
    job.form === 'html' ? readHtml(text, { url: job.url, now }) : readPlainText(text, { now })
  if (outcome.kind === 'refused') return outcome
  return { kind: 'read', reading: readArticle(outcome.article, job.headline) }
}

/** A downloaded document -> feed. */
export function parseFeed(job: FeedJob): Promise<ParseOutcome> {
  return parse(job.bytes, job.hints)
}
