import type { Logger } from 'pino'
import { type QuietPoll, saveQuietPolls } from '../store/quiet-polls.ts'
import type { Reached } from '../store/steps.ts'
import type { Store } from '../store/store.ts'

/**
 * Writes polls that found nothing new together: a commit costs more than the poll. Until then the feed stays leased, and
 * after a crash it is simply asked again.
 */
export type QuietPolls = {
  note(poll: QuietPoll): void
  /** Resolves when everything that was noted is written, or was given up with a line in the log. */
  flush(): Promise<void>
  /** Calls whenever some were written: their feeds can be taken again. */
  whenWritten(tell: () => void): void
}

const nobody = () => undefined
const longestWaitMs = 200
const mostWaiting = 1_000

export function gatherQuietPolls(parts: {
  readonly store: Store
  readonly owner: string
  readonly log: Logger
  readonly reached?: Reached
}): QuietPolls {
  let waiting: QuietPoll[] = []
  let timer: NodeJS.Timeout | null = null
  let writing = Promise.resolve()
  let tell: () => void = nobody
  const write = async (polls: readonly QuietPoll[]) => {
    try {
      await saveQuietPolls(parts.store, parts.owner, polls)
      parts.reached?.('quiet-polls-saved')
      tell()
    } catch (error) {
      parts.log.error(
        { feeds: polls.length, err: error },
        'polls could not be written; the feeds are asked again',
      )
    }
  }
  const flush = () => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    const polls = waiting
    waiting = []
    if (polls.length > 0) writing = writing.then(() => write(polls))
    return writing
  }
  return {
    flush,
    whenWritten(listener) {
      tell = listener
    },
    note(poll) {
      waiting.push(poll)
      if (waiting.length >= mostWaiting) void flush()
      else timer ??= setTimeout(() => void flush(), longestWaitMs)
    },
  }
}
