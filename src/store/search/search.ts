import { join, resolve } from 'node:path'
import { Tinypool } from 'tinypool'
import { databaseFileName, type Store } from '../store.ts'
import {
  type FoundQuote,
  type FoundStory,
  findQuotes,
  findStories,
  type QuotesQuestion,
  type StoriesQuestion,
} from './questions.ts'

/** Looks through all items; however long that takes, nothing else in the program waits for it. */
export type Search = {
  stories(question: StoriesQuestion): Promise<readonly FoundStory[]>
  quotes(question: QuotesQuestion): Promise<readonly FoundQuote[]>
  close(): Promise<void>
}

/**
 * Opens a thread with a connection of its own that can only read. A store in memory is searched where it is, and so is
 * PostgreSQL, which searches elsewhere anyway.
 */
export function openSearch(store: Store, folder: string): Search {
  return folder === ':memory:' || store.engine === 'postgres'
    ? searchHere(store)
    : searchInThread(resolve(join(folder, databaseFileName)))
}

function searchHere(store: Store): Search {
  return {
    stories: (question) => findStories(store.db, question),
    quotes: (question) => findQuotes(store.db, question),
    close: async () => undefined,
  }
}

function searchInThread(path: string): Search {
  const pool = new Tinypool({
    filename: new URL('./worker.ts', import.meta.url).href,
    runtime: 'worker_threads',
    workerData: { path },
    minThreads: 0,
    maxThreads: 1,
    concurrentTasksPerWorker: 1,
    idleTimeout: 600_000,
  })
  return {
    stories: (question) => pool.run(question, { name: 'stories' }),
    quotes: (question) => pool.run(question, { name: 'quotes' }),
    close: () => pool.destroy(),
  }
}
