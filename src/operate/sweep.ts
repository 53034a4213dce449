import type { Logger } from 'pino'
import { dayOf } from '../store/days.ts'
import { dropDays, prepareDays } from '../store/past-days.ts'
import {
  deleteAudit,
  deleteDeliveries,
  deleteModelAnswers,
  dropArticleTexts,
  forgetItems,
  type Stretch,
  type Swept,
} from '../store/retention.ts'
import type { Reached } from '../store/steps.ts'
import type { Store } from '../store/store.ts'
import {
  type Cutoffs,
  cutoffsAt,
  daysKeptTogether,
  isDeliveryPast,
  isItemPast,
  isTextPast,
  type Keep,
  settledStates,
} from './retention.ts'

export type SweepParts = {
  readonly store: Store
  readonly keep: Keep
  readonly clock: () => Date
  readonly log: Logger
  /** Called with what each step took away. */
  readonly onSwept?: (what: SweptKind, removed: number) => void
  readonly onFinished?: (at: Date) => void
  readonly reached?: Reached
}

export type SweptKind = (typeof kinds)[number]
const kinds = ['days', 'deliveries', 'items', 'texts', 'audit', 'answers'] as const

/** A sweep a day, the first a while after the start: whoever starts the program waits for news. */
const firstAfterMs = 5 * 60_000
const betweenSweepsMs = 24 * 3_600_000
/** Others who write come in between. */
const betweenStepsMs = 50
/** An item is many rows, a text many pages of the disk: so many take some 50 ms. */
const rowsAtOnce: Readonly<Record<SweptKind, number>> = {
  days: 1,
  deliveries: 200,
  items: 40,
  texts: 100,
  audit: 500,
  answers: 500,
}

/** Deletes what is older than it is kept, few rows at a time. What a stop interrupts the next sweep takes up. */
export class Sweeper {
  readonly #parts: SweepParts
  #nextSweepAt: number
  #sweep: Sweep | null = null

  constructor(parts: SweepParts) {
    this.#parts = parts
    this.#nextSweepAt = parts.clock().getTime() + firstAfterMs
  }

  /** One transaction at most; returns when the next step is due (epoch ms). */
  async step(): Promise<number> {
    const { store, clock, onSwept, reached } = this.#parts
    const now = clock()
    // A clock that was set back must not put the sweep off for years.
    this.#nextSweepAt = Math.min(this.#nextSweepAt, now.getTime() + betweenSweepsMs)
    if (this.#sweep === null && now.getTime() < this.#nextSweepAt) return this.#nextSweepAt
    const sweep = this.#sweep ?? (await this.#begin(now))
    const [kind, ...others] = sweep.left
    if (kind === undefined) return this.#finish(sweep, now)
    const { removed, next } = await stages[kind](store, sweep.cutoffs, sweep.after)
    reached?.('sweep-stepped')
    if (removed > 0) onSwept?.(kind, removed)
    this.#sweep = {
      ...sweep,
      left: next === null ? others : sweep.left,
      after: next ?? 0,
      removed: { ...sweep.removed, [kind]: sweep.removed[kind] + removed },
    }
    return clock().getTime() + betweenStepsMs
  }

  async #begin(now: Date): Promise<Sweep> {
    const { store, keep } = this.#parts
    await prepareDays(store, now, daysKeptTogether(keep))
    return begin(cutoffsAt(keep, now), now)
  }

  async allEnd(): Promise<void> {
    // A step is all that is ever under way.
  }

  #finish({ startedAt, removed }: Sweep, now: Date): number {
    const { log, onFinished } = this.#parts
    this.#sweep = null
    this.#nextSweepAt = now.getTime() + betweenSweepsMs
    log.info({ removed, ms: now.getTime() - startedAt }, 'what is kept no longer is deleted')
    onFinished?.(now)
    return this.#nextSweepAt
  }
}

type Sweep = {
  readonly startedAt: number
  readonly cutoffs: Cutoffs
  readonly left: readonly SweptKind[]
  /** Behind which row the first of these goes on. */
  readonly after: number
  readonly removed: Readonly<Record<SweptKind, number>>
}

function begin(cutoffs: Cutoffs, now: Date): Sweep {
  const removed = { days: 0, deliveries: 0, items: 0, texts: 0, audit: 0, answers: 0 }
  return { startedAt: now.getTime(), cutoffs, left: kinds, after: 0, removed }
}

type Stage = (store: Store, cutoffs: Cutoffs, after: number) => Promise<Swept>

const nothing: Swept = { removed: 0, next: null }

function stage(
  kind: SweptKind,
  beforeOf: (cutoffs: Cutoffs) => number,
  sweep: (store: Store, stretch: Stretch, cutoffs: Cutoffs) => Promise<Swept>,
): Stage {
  return async (store, cutoffs, after) => {
    const before = beforeOf(cutoffs)
    return Number.isFinite(before)
      ? sweep(store, { after, before, limit: rowsAtOnce[kind] }, cutoffs)
      : nothing
  }
}

const stages: Readonly<Record<SweptKind, Stage>> = {
  // Posts go with their items, so that both have to be past.
  days: stage(
    'days',
    ({ items, deliveries }) => Math.min(items, deliveries),
    (store, { after, before }, { deliveries }) =>
      dropDays(store, after, { beforeDay: dayOf(before), settledBefore: deliveries, settled: settledStates }),
  ),
  deliveries: stage(
    'deliveries',
    ({ deliveries }) => deliveries,
    (store, stretch, cutoffs) =>
      deleteDeliveries(store, stretch, (delivery) => isDeliveryPast(delivery, cutoffs)),
  ),
  items: stage(
    'items',
    ({ items }) => items,
    (store, stretch, cutoffs) => forgetItems(store, stretch, (item) => isItemPast(item, cutoffs)),
  ),
  texts: stage(
    'texts',
    ({ articles }) => articles,
    (store, stretch, cutoffs) => dropArticleTexts(store, stretch, (article) => isTextPast(article, cutoffs)),
  ),
  audit: stage('audit', ({ audit }) => audit, deleteAudit),
  answers: stage(
    'answers',
    ({ articles }) => articles,
    (store, { before }) => deleteModelAnswers(store, before),
  ),
}
