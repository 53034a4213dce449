import type { Transaction } from 'kysely'
import type { Database } from './schema.ts'

type Work<T> = (tx: Transaction<Database>) => Promise<T>
type Begin = (work: Work<void>) => Promise<void>

type Job = {
  run(tx: Transaction<Database>): Promise<void>
  done(): void
  failed(error: unknown): void
}

const mostTogether = 16
/** Who reads waits for the whole transaction. */
const longestMs = 20

/**
 * Writes what comes while something is written in one transaction: a commit is flushed to the disk and completes the
 * index of words, which costs as much as the work of a poll. Each work is told of its end when all are committed. Where
 * one of them fails all are rolled back and done again one by one, so that its failure is its own.
 */
export function commitTogether(begin: Begin): <T>(work: Work<T>) => Promise<T> {
  const waiting: Job[] = []
  let isWriting = false
  const writeAll = async () => {
    isWriting = true
    while (waiting.length > 0) await writeGroup(begin, waiting)
    isWriting = false
  }
  return (work) =>
    new Promise((resolve, reject) => {
      waiting.push(jobOf(work, resolve, reject))
      if (!isWriting) void writeAll()
    })
}

function jobOf<T>(work: Work<T>, resolve: (result: T) => void, reject: (error: unknown) => void): Job {
  let finish = () => reject(new Error('a work was told of its end before it was done'))
  return {
    async run(tx) {
      const result = await work(tx)
      finish = () => resolve(result)
    },
    done: () => finish(),
    failed: reject,
  }
}

async function writeGroup(begin: Begin, waiting: Job[]): Promise<void> {
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
    const [only, ...others] = group.length > 0 ? group : waiting.splice(0, 1)
    if (only !== undefined && others.length === 0) return only.failed(error)
    for (const job of group) await writeAlone(begin, job)
    return
  }
  for (const job of group) job.done()
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
