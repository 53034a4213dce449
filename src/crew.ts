import type { NextStep } from './loop.ts'

export type CrewOptions<Job> = {
  /** How many jobs are done at the same time. */
  readonly most: number
  /** Claims up to `free` jobs; `going` are the ones being done, so that it can leave their hosts or channels alone. */
  readonly take: (free: number, going: readonly Job[]) => Promise<readonly Job[]>
  /** Does one job. It never throws: what goes wrong with a job is that job's outcome. */
  readonly work: (job: Job) => Promise<void>
  /** When there may be a job to take; null when nobody knows. */
  readonly nextAt: (going: readonly Job[]) => Promise<number | null>
}

/** Keeps several jobs going, so that a slow one takes up its own place and nobody else's. */
export class Crew<Job> {
  readonly #options: CrewOptions<Job>
  readonly #going = new Map<Job, Promise<void>>()

  constructor(options: CrewOptions<Job>) {
    this.#options = options
  }

  get size(): number {
    return this.#going.size
  }

  /** Takes what there is to take and starts it. `onEnd` is called at the end of each job: there is room again. */
  async step(onEnd: () => void): Promise<NextStep> {
    const { most, take, nextAt } = this.#options
    const free = most - this.#going.size
    const jobs = free > 0 ? await take(free, this.#jobs()) : []
    for (const job of jobs) this.#start(job, onEnd)
    if (jobs.length > 0) return 'now'
    return this.#going.size < most ? nextAt(this.#jobs()) : null
  }

  /** Resolves when one of the jobs under way has ended; at once when there is none. */
  async oneEnds(): Promise<void> {
    await Promise.race(this.#going.values())
  }

  /** Resolves when all jobs under way have ended. */
  async allEnd(): Promise<void> {
    await Promise.all(this.#going.values())
  }

  #jobs(): Job[] {
    return [...this.#going.keys()]
  }

  #start(job: Job, onEnd: () => void): void {
    const done = this.#options.work(job).then(() => {
      this.#going.delete(job)
      onEnd()
    })
    this.#going.set(job, done)
  }
}
