import { sql } from 'kysely'
import { isPassing } from './postgres-error.ts'
import { isBusy } from './sqlite.ts'
import type { Store } from './store.ts'
import { StoreError } from './store-error.ts'

/** What is taken of a table, in the words of its index. */
const taken = {
  feeds: sql<boolean>`lease_until > 0`,
  items: sql<boolean>`reading = 'waiting' and lease_until > 0`,
  deliveries: sql<boolean>`state = 'sending'`,
}

type Own = {
  readonly store: Store
  readonly table: keyof typeof taken
  readonly owner: string
}

/**
 * The claims of one worker on one table, one after the other. A claim that failed may have been written all the same: its commit got
 * no answer, or what is read after it broke. What it took would wait for the end of a lease that nobody knows of, and so would
 * work that the store broke off. Before its next claim the worker gives both back, as often as it takes until that is done.
 */
export class Claims {
  readonly #own: Own
  readonly #brokenOff = new Set<number>()
  #isUnsure = false

  constructor(own: Own) {
    this.#own = own
  }

  /** Takes work, and leaves alone what the worker is going on with. */
  async take<T>(claim: () => Promise<T>, going: readonly number[]): Promise<T> {
    if (this.#isUnsure || this.#brokenOff.size > 0) await this.#giveBack(going)
    try {
      return await claim()
    } catch (error) {
      this.#isUnsure = true
      throw error
    }
  }

  /** Says that work ended with this error. What breaks us for another reason than the store waits for the end of its lease. */
  brokeOff(id: number, error: unknown): void {
    if (error instanceof StoreError || isPassing(error) || isBusy(error)) this.#brokenOff.add(id)
  }

  async #giveBack(going: readonly number[]): Promise<void> {
    const { store, table, owner } = this.#own
    const isUnsure = this.#isUnsure
    const brokenOff = [...this.#brokenOff]
    const kept = going.filter((id) => !this.#brokenOff.has(id))
    // Alone: a commit that got no answer may still be under way.
    await store.write((tx) =>
      tx
        .updateTable(table)
        .set({ lease_until: 0 })
        .where(taken[table])
        .where('lease_owner', '=', owner)
        .where((row) => (isUnsure ? row.not(row('id', 'in', [0, ...kept])) : row('id', 'in', brokenOff)))
        .execute(),
    )
    this.#isUnsure = false
    for (const id of brokenOff) this.#brokenOff.delete(id)
  }
}
