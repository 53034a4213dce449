import type { Transaction } from 'kysely'
import type { Database } from './schema.ts'

type Work<T> = (tx: Transaction<Database>) => Promise<T>
type Begin = (work: Work<void>) => Promise<void>

/** How urgent a write is. */
export type Urgency = {
  /** Nobody waits for it: while much is written it may wait a moment for others to be committed with. */
  readonly mayWait?: boolean
}

type Job = Urgency & {
  run(tx: Transaction<Database>): Promise<void>
  done(): void
  failed(error: unknown): void
}

const mostTogether = 16
/** Who may wait waits no longer for so many. */
const enoughTogether = 12
/** And never longer. */
const longestWaitMs = 25
/** Who reads waits for the whole transaction. */
const longestMs = 20

/**
 * Writes what comes while something is written in one transaction: a commit is flushed to the disk and completes the
 * index of words, which costs as much as the work of a poll. While much is written, who may wait does so until there
 * are enough or somebody comes who may not. Each work is told of its end when all are committed. Where one of them
 * fails all are rolled back and done again one by one, so that its failure is its own.
 */
export function commitTogether(begin: Begin): <T>(work: Work<T>, urgency?: Urgency) => Promise<T> {
  const waiting: Job[] = []
  let isWriting = false
  let isBusy = false
  let timer: NodeJS.Timeout | null = null
  const writeNow = async () => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    isWriting = true
    const written = await writeGroup(begin, waiting)
    isWriting = false
    if (written.length + waiting.length > 1) isBusy = true
    // It has waited in vain.
    else if (written[0]?.mayWait) isBusy = false
    writeSoon()
  }
  const writeSoon = () => {
    if (isWriting || waiting.length === 0) return
    const isEnough = !isBusy || waiting.length >= enoughTogether
    if (isEnough || waiting.some(({ mayWait }) => !mayWait)) void writeNow()
    else timer ??= setTimeout(writeNow, longestWaitMs)
  }
  return (work, urgency = {}) =>
    new Promise((resolve, reject) => {
      waiting.push(jobOf(work, urgency, resolve, reject))
      writeSoon()
    })
}

function jobOf<T>(
  work: Work<T>,
  urgency: Urgency,
  resolve: (result: T) => void,
  reject: (error: unknown) => void,
): Job {
  let finish = () => reject(new Error('a work was told of its end before it was done'))
  return {
    ...urgency,
    async run(tx) {
      const result = await work(tx)
      finish = () => resolve(result)
    },
    done: () => finish(),
    failed: reject,
  }
}

/** Returns those that were written, or failed. */
async function writeGroup(begin: Begin, waiting: Job[]): Promise<readonly Job[]> {
  const group: Job[] = []
  try {
    await begin(async (tx) => {
      const until = performance.now() + longestMs
      // Where the transaction is begun again.
      for (const job of group) await job.run(tx)
      while (group.length === 0 || (group.length < mostTogether && performance.now() < until)) {
        const job = waiting.shift()
        if (job === undefined) break
        group.push(job)
        await job.run(tx)
      }
    })
  } catch (error) {
    if (group.length === 0) group.push(...waiting.splice(0, 1))
    const [only, ...others] = group
    if (others.length === 0) only?.failed(error)
    else for (const job of group) await writeAlone(begin, job)
    return group
  }
  for (const job of group) job.done()
  return group
}

async function writeAlone(begin: Begin, job: Job): Promise<void> {
  try {
    await begin((tx) => job.run(tx))
  } catch (error) {
    job.failed(error)
    return
  }
  job.done()
}
