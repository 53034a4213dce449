// The thread in which searches run: node:sqlite is synchronous, and a search through everything may take long.
import { enableCompileCache } from 'node:module'
import { Kysely } from 'kysely'
import { Tinypool } from 'tinypool'
import type { Database } from '../schema.ts'
import { NodeSqliteDialect, openSqliteToRead } from '../sqlite.ts'
import {
  type FoundQuote,
  type FoundStory,
  findQuotes,
  findStories,
  type QuotesQuestion,
  type StoriesQuestion,
} from './questions.ts'

enableCompileCache()

const path = pathIn(Tinypool.workerData)
const db = new Kysely<Database>({ dialect: new NodeSqliteDialect(openSqliteToRead(path), path) })

export function stories(question: StoriesQuestion): Promise<FoundStory[]> {
  return findStories(db, question)
}

export function quotes(question: QuotesQuestion): Promise<FoundQuote[]> {
  return findQuotes(db, question)
}

function pathIn(given: unknown): string {
  if (typeof given === 'object' && given !== null && 'path' in given && typeof given.path === 'string')
    return given.path
  throw new Error('search: expected the path of the database')
}
