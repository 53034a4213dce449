import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely'
import { engineOf } from '../engine.ts'
import { wordsIn } from '../fold.ts'
import type { Database } from '../schema.ts'
import { slicesWithin } from '../slices.ts'

/** What an item is found by, folded. */
export type ItemWords = {
  readonly title: string
  readonly topics: string
  readonly people: string
  readonly text: string
}

type PlacedWords = { readonly place: number; readonly words: ItemWords }

const notedOf = new WeakMap<Transaction<Database>, Map<number, ItemWords>>()

/**
 * Does the work and then writes the words that it noted, by their places: FTS5 completes its index whenever a row comes
 * before the last one or a statement of several rows begins, and that costs more than saving the items
 * (sqlite3Fts5IndexBeginWrite and fts5SavepointMethod in its source).
 */
export async function withWordsAtItsEnd(
  tx: Transaction<Database>,
  work: (tx: Transaction<Database>) => Promise<void>,
): Promise<void> {
  const noted = new Map<number, ItemWords>()
  notedOf.set(tx, noted)
  await work(tx)
  const rows = Array.from(noted, ([place, words]) => ({ place, words }))
  await writeWords(
    tx,
    rows.toSorted((one, other) => one.place - other.place),
  )
}

/** As `writeWords`, at the end of the transaction where it has one (`withWordsAtItsEnd`). */
export async function noteWords(tx: Transaction<Database>, rows: readonly PlacedWords[]): Promise<void> {
  const noted = notedOf.get(tx)
  if (noted === undefined) return writeWords(tx, rows)
  for (const { place, words } of rows) noted.set(place, words)
}

/** The words of some 250 items; nobody else gets a turn while they are put into the index. */
const mostAtOnce = 250_000
/** What an item costs without a word. */
const charsOfItem = 100

/** Writes by which words the items in these places are found, instead of what was written before. */
export async function writeWords(tx: Transaction<Database>, rows: readonly PlacedWords[]): Promise<void> {
  const write = engineOf(tx) === 'postgres' ? writeVectors : writeIndex
  for (const some of slicesWithin(rows, mostAtOnce, charsIn)) await write(tx, some)
}

function charsIn({ words: { title, topics, people, text } }: PlacedWords): number {
  return charsOfItem + title.length + topics.length + people.length + text.length
}

/** What was noted may be gone by now. */
async function writeIndex(tx: Transaction<Database>, rows: readonly PlacedWords[]): Promise<void> {
  const values = rows.map(({ place, words }) => [place, words.title, words.topics, words.people, words.text])
  await sql`insert or replace into item_words (rowid, title, topics, people, text)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 from json_each(${JSON.stringify(values)})
    where value ->> 0 in (select id from searched)`.execute(tx)
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
