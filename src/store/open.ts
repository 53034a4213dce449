import { openSqliteStore, type Store } from './store.ts'

/** Where a store is: in the database of this address, or else in this folder. */
export type StorePlace = { readonly dataFolder: string; readonly databaseUrl?: string | null }

/** Opens the store that the settings name, creating and migrating it when needed. */
export async function openStore({ dataFolder, databaseUrl = null }: StorePlace): Promise<Store> {
  if (databaseUrl === null) return openSqliteStore(dataFolder)
  // Who has a folder never loads the driver.
  const { openPostgresStore } = await import('./postgres.ts')
  return openPostgresStore(databaseUrl)
}
