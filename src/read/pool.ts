import PQueue from 'p-queue'
import { Tinypool } from 'tinypool'
import type { ParseHints, ParseOutcome } from '../../feeds/feed.ts'
import type { OpmlOutcome } from '../../feeds/opml.ts'
import { redactUrl } from '../../feeds/redact.ts'
import type { ReadingOutcome } from './reading.ts'
import type { FeedJob, PageJob } from './worker.ts'

export type PoolLimits = {
  readonly threads: number
  /** How long one document may keep a thread; then the thread is ended. */
  readonly timeoutMs: number
  /** What a thread may have in memory; 256 MB unless given. */
  readonly heapMb?: number
}

/** News comes every few minutes, and a new thread costs as much as several articles. */
const idleMs = 5 * 60_000
const usualHeapMb = 256
/** Of the heap, at most; V8 counts the two apart. */
const youngHeapMb = 16
const stackMb = 4

/** Threads for strangers' documents: none of them can block or exhaust the program. */
export class ReadingPool {
  readonly #pool: Tinypool
  readonly #timeoutMs: number
  readonly #heapMb: number
  /** A job enters the pool when a thread is free, so that its time does not run while others are at work. */
  readonly #turns: PQueue

  constructor(limits: PoolLimits) {
    this.#timeoutMs = limits.timeoutMs
    this.#heapMb = limits.heapMb ?? usualHeapMb
    const young = Math.min(youngHeapMb, Math.floor(this.#heapMb / 4))
    this.#turns = new PQueue({ concurrency: limits.threads })
    this.#pool = new Tinypool({
      filename: new URL('./worker.ts', import.meta.url).href,
      runtime: 'worker_threads',
      minThreads: 0,
      maxThreads: limits.threads,
      idleTimeout: idleMs,
      resourceLimits: {
        maxOldGenerationSizeMb: this.#heapMb - young,
        maxYoungGenerationSizeMb: young,
        stackSizeMb: stackMb,
      },
    })
  }

  /** Never throws for what the page holds: one that takes too long, too much or breaks a parser is refused. */
  async readPage(job: PageJob): Promise<ReadingOutcome> {
    const trouble = await this.#run<ReadingOutcome>('readPage', job)
    if (trouble.kind === 'done') return trouble.value
    const tried = job.url === null ? 'text' : redactUrl(job.url)
    return { kind: 'refused', reason: trouble.kind, message: `read ${tried}: ${trouble.message}` }
  }

  /** Never throws for what the document holds. */
  async parseFeed(bytes: Uint8Array, hints: ParseHints): Promise<ParseOutcome> {
    const job: FeedJob = { bytes, hints }
    const trouble = await this.#run<ParseOutcome>('parseFeed', job)
    if (trouble.kind === 'done') return trouble.value
    return {
      kind: 'unreadable',
      problem: trouble.kind === 'broken' ? 'malformed' : 'timeout',
      message: `parse ${hints.url === null ? 'document' : redactUrl(hints.url)}: ${trouble.message}`,
      feedLinks: [],
    }
  }

  /** Never throws for what the list holds. */
  async parseList(text: string): Promise<OpmlOutcome> {
    const trouble = await this.#run<OpmlOutcome>('parseList', text)
    if (trouble.kind === 'done') return trouble.value
    return { kind: 'unreadable', problem: 'not-opml', found: trouble.message }
  }

  close(): Promise<void> {
    return this.#pool.destroy()
  }

  #run<T>(name: JobName, job: PageJob | FeedJob | string): Promise<Ran<T>> {
    return this.#turns.add(() => this.#runNow<T>(name, job))
  }

  async #runNow<T>(name: JobName, job: PageJob | FeedJob | string): Promise<Ran<T>> {
    const signal = AbortSignal.timeout(this.#timeoutMs)
    try {
      return { kind: 'done', value: await this.#pool.run(job, { name, signal }) }
    } catch (error) {
      if (signal.aborted)
        return {
          kind: 'timeout',
          message: `gave up after ${this.#timeoutMs} ms; the document is too complicated`,
        }
      if (isOutOfMemory(error))
        return {
          kind: 'out-of-memory',
          message: `gave up after ${this.#heapMb} MB; the document is too complicated`,
        }
      return {
        kind: 'broken',
        message: `broke the reader: ${error instanceof Error ? error.message : error}`,
      }
    }
  }
}

type JobName = 'readPage' | 'parseFeed' | 'parseList'

type Ran<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'timeout' | 'out-of-memory' | 'broken'; readonly message: string }

function isOutOfMemory(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}
