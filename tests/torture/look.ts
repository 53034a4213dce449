import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { databaseFileName } from '../../src/store/store.ts'

/** Asks the store of a folder beside a running program, and never takes a lock from it. Waits until what a dead one left is recovered. */
export function lookInto(folder: string, query: string): readonly Readonly<Record<string, unknown>>[] {
  const database = new DatabaseSync(join(folder, databaseFileName), { readOnly: true, timeout: 10_000 })
  try {
    return database.prepare(query).all()
  } finally {
    database.close()
  }
}

/** How many deliveries are in each state. */
export function statesOf(folder: string): Readonly<Record<string, number>> {
  const rows = lookInto(folder, 'select state, count(*) as count from deliveries group by state')
  return Object.fromEntries(rows.map(({ state, count }) => [String(state), Number(count)]))
}

/** Whether the file of the store is whole. */
export function isWhole(folder: string): boolean {
  return lookInto(folder, 'pragma integrity_check')[0]?.integrity_check === 'ok'
}
