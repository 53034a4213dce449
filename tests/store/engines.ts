import { openSqliteStore, type Store } from '../../src/store/store.ts'

/** Every engine the contract suite runs on; each `open` gives an empty store. */
export const engines: readonly { readonly name: string; readonly open: () => Promise<Store> }[] = [
  { name: 'sqlite', open: () => openSqliteStore(':memory:') },
]
