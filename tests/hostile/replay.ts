import type { ParseOutcome } from '../../feeds/feed.ts'
import { readConfig } from '../../src/config.ts'
import { type Intake, openIntake } from '../../src/intake.ts'
import type { ReadingOutcome } from '../../src/read/reading.ts'
import type { HostileFeed } from './feeds.ts'
import type { HostilePage } from './pages.ts'

/**
 * The threads as the program opens them, with the limits it has unless the operator sets others. Patience is by the clock,
 * and on a machine with much else to do everybody waits: tests have more of it, and the bench holds the time of the processor.
 */
export function openUsualIntake(patienceSeconds: number | null = null): Intake {
  const settings = patienceSeconds === null ? {} : { PULLQUOTE_READ_TIMEOUT_SECONDS: String(patienceSeconds) }
  const outcome = readConfig(settings)
  if (outcome.kind === 'invalid') throw new Error(outcome.problems.join('\n'))
  return openIntake(outcome.config)
}

export function replayFeed({ document }: HostileFeed, { pool }: Intake): Promise<ParseOutcome> {
  return pool.parseFeed(bytesOf(document()), { contentType: null, url: 'https://publisher.example/feed' })
}

export function replayPage({ document, form }: HostilePage, { pool }: Intake): Promise<ReadingOutcome> {
  return pool.readPage({
    bytes: bytesOf(document()),
    contentType: null,
    url: 'https://publisher.example/story',
    headline: null,
    form,
    now: Date.parse('2026-11-01T12:00:00Z'),
  })
}

/** In the words of the tables. */
export function becameOf(outcome: ParseOutcome | ReadingOutcome): string {
  if (outcome.kind === 'unreadable') return outcome.problem
  return outcome.kind === 'refused' ? outcome.reason : outcome.kind
}

function bytesOf(document: string | Uint8Array): Uint8Array {
  return typeof document === 'string' ? Buffer.from(document) : document
}
