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
  /** A job that takes longer than this gives its place to another, as long as no more than `most` do. */
  readonly patience?: { readonly ms: number; readonly most: number }
}

/** Keeps several jobs going, so that a slow one takes up its own place and nobody else's. */
export class Crew<Job> {
  readonly #options: CrewOptions<Job>
  readonly #going = new Map<Job, Promise<void>>()
  readonly #slow = new Set<Job>()
  #roomMade = Promise.withResolvers<void>()
  #hasNewRoom = false

  constructor(options: CrewOptions<Job>) {
    this.#options = options
  }

  get size(): number {
    return this.#going.size
  }

  /** Takes what there is to take and starts it. `onEnd` is called at the end of each job: there is room again. */
  async step(onEnd: () => void): Promise<NextStep> {
    const { take, nextAt } = this.#options
    this.#hasNewRoom = false
    const free = this.#free()
    const jobs = free > 0 ? await take(free, this.#jobs()) : []
    for (const job of jobs) this.#start(job, onEnd)
    if (jobs.length > 0) return 'now'
    return this.#free() > 0 ? nextAt(this.#jobs()) : null
  }

  /** Resolves when there is more room than at the last step, because a job has ended or given its place away. */
  async oneEnds(): Promise<void> {
    if (this.#going.size > 0 && !this.#hasNewRoom) await this.#roomMade.promise
  }

  /** Resolves when all jobs under way have ended. */
  async allEnd(): Promise<void> {
    await Promise.all(this.#going.values())
  }

  #jobs(): Job[] {
    return [...this.#going.keys()]
  }

  #free(): number {
    const { most, patience } = this.#options
    return most - this.#going.size + Math.min(this.#slow.size, patience?.most ?? 0)
  }

  #start(job: Job, onEnd: () => void): void {
    const makeRoom = () => {
      this.#hasNewRoom = true
      const made = this.#roomMade
      this.#roomMade = Promise.withResolvers()
      made.resolve()
      onEnd()
    }
    const impatience = this.#whenSlow(() => {
      this.#slow.add(job)
      makeRoom()
    })
    const done = this.#options.work(job).then(() => {
      clearTimeout(impatience)
      this.#slow.delete(job)
      this.#going.delete(job)
      makeRoom()
    })
    this.#going.set(job, done)
  }

  #whenSlow(act: () => void): NodeJS.Timeout | undefined {
    const { patience } = this.#options
    return patience === undefined ? undefined : setTimeout(act, patience.ms).unref()
  }
}
