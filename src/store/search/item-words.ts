import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely'
import { engineOf } from '../engine.ts'
import { wordsIn } from '../fold.ts'
import type { Database } from '../schema.ts'

/** What an item is found by, folded. */
export type ItemWords = {
  readonly title: string
  readonly topics: string
  readonly people: string
  readonly text: string
}

type PlacedWords = { readonly place: number; readonly words: ItemWords }

/** Writes by which words the items in these places are found, instead of what was written before. */
export async function writeWords(tx: Transaction<Database>, rows: readonly PlacedWords[]): Promise<void> {
  if (rows.length === 0) return
  await (engineOf(tx) === 'postgres' ? writeVectors(tx, rows) : writeIndex(tx, rows))
}

async function writeIndex(tx: Transaction<Database>, rows: readonly PlacedWords[]): Promise<void> {
  const values = rows.map(
    ({ place, words: { title, topics, people, text } }) =>
      sql`(${asPlace(place)}, ${title}, ${topics}, ${people}, ${text})`,
  )
  await sql`insert or replace into item_words (rowid, title, topics, people, text)
    values ${sql.join(values)}`.execute(tx)
}

async function writeVectors(tx: Transaction<Database>, rows: readonly PlacedWords[]): Promise<void> {
  const values = rows.map(({ place, words }) => sql`(${asPlace(place)}, ${vectorOf(words)})`)
  await sql`insert into item_words (rowid, words) values ${sql.join(values)}
    on conflict (rowid) do update set words = excluded.words`.execute(tx)
}

/** Far more than any article has; a vector holds a megabyte. */
const longestText = 200_000

/** Nobody asks for the bar between the fields: it keeps the last word of one and the first of the next from being neighbours. */
function vectorOf({ title, topics, people, text }: ItemWords): RawBuilder<unknown> {
  const fields = [
    [title, 'A'],
    [topics, 'B'],
    [people, 'C'],
    [text, 'D'],
  ] as const
  const vectors = fields.map(([field, weight]) => {
    // Words alone: PostgreSQL would take some of what stands between them for addresses and signs.
    const words = wordsIn(field.slice(0, longestText)).join(' ')
    return sql`setweight(to_tsvector('pullquote', ${words}), ${sql.lit(weight)})`
  })
  return sql`${sql.join(vectors, sql` || '|:2'::tsvector || `)}`
}

/** Whether an item has words that match (words.ts). */
export function matches(db: Kysely<Database>, match: string): RawBuilder<boolean> {
  return engineOf(db) === 'postgres'
    ? sql<boolean>`item_words.words @@ to_tsquery('pullquote', ${match})`
    : sql<boolean>`${sql.ref('item_words.item_words')} match ${match}`
}

/** Numbers are bound as reals, and FTS5 takes only integers for a row. */
export function asPlace(place: number): RawBuilder<number> {
  return sql<number>`cast(${place} as bigint)`
}
