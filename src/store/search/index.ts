import { sql, type Transaction } from 'kysely'
import { fold } from '../fold.ts'
import type { Database, Engine, NewItemRow } from '../schema.ts'
import { countNames, learnNames } from './names.ts'

/** An item that was just saved. */
export type SavedItem = Pick<
  NewItemRow,
  'feed_id' | 'title' | 'author' | 'summary' | 'categories' | 'published_at' | 'discovered_at'
> & { readonly id: number }

/** What reading added to an item. */
export type ReadText = {
  readonly headline: string | null
  readonly outlet: string | null
  readonly text: string
  readonly speakers: readonly string[]
}

const placesInMs = 1024
const crowdedMs = 1000
const topicsOfPoll = 200
const topicsOfItem = 12

/**
 * The first place in time of a moment: items are numbered by when they were published, so that the newest are found
 * without sorting. The numbers are exact in JavaScript until the year 2248.
 */
export function placeInTime(at: number): number {
  return Math.max(0, Math.floor(at)) * placesInMs
}

/** Makes new items findable; in the transaction that saves them. */
export async function indexItems(
  tx: Transaction<Database>,
  engine: Engine,
  items: readonly SavedItem[],
): Promise<void> {
  const placed: { id: number; item: SavedItem }[] = []
  for (const item of items) placed.push({ id: await placeItem(tx, item), item })
  // FTS5 flushes whenever a row comes before the last one.
  for (const { id, item } of placed.toSorted((one, other) => one.id - other.id))
    await writeWords(tx, engine, id, wordsOfItem(item, null))
  await learnTopics(tx, items)
}

/** Makes what an article says findable; in the transaction that saves it. */
export async function indexReading(
  tx: Transaction<Database>,
  engine: Engine,
  itemId: number,
  read: ReadText,
  at: number,
): Promise<void> {
  const item = await tx
    .selectFrom('items')
    .select(['id', 'feed_id', 'title', 'author', 'summary', 'categories', 'published_at', 'discovered_at'])
    .where('id', '=', itemId)
    .executeTakeFirstOrThrow()
  const row = await tx
    .updateTable('searched')
    .set({ outlet_key: read.outlet === null ? null : fold(read.outlet) })
    .where('item_id', '=', itemId)
    .returning('id')
    .executeTakeFirst()
  await writeWords(tx, engine, row?.id ?? (await placeItem(tx, item)), wordsOfItem(item, read))
  const outlets = read.outlet === null ? [] : [read.outlet]
  const names = [...countNames('person', read.speakers), ...countNames('outlet', outlets)]
  await learnNames(tx, { feedId: item.feed_id, names }, at)
}

/** A date in the future is a mistake of the feed and must not stand above all news. */
async function placeItem(tx: Transaction<Database>, item: SavedItem): Promise<number> {
  const at = placeInTime(Math.min(item.published_at ?? item.discovered_at, item.discovered_at))
  for (let place = at + (item.id % placesInMs); ; place = await placeBehind(tx, place)) {
    const placed = await tx
      .insertInto('searched')
      .values({ id: place, item_id: item.id, feed_id: item.feed_id })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst()
    if (placed.numInsertedOrUpdatedRows === 1n) return place
  }
}

/** Behind all that crowd at a moment: a feed may list thousands of items without a date. */
async function placeBehind(tx: Transaction<Database>, taken: number): Promise<number> {
  const row = await tx
    .selectFrom('searched')
    .select((each) => each.fn.max('id').as('last'))
    .where('id', '>=', taken)
    .where('id', '<', taken + crowdedMs * placesInMs)
    .executeTakeFirst()
  return (row?.last ?? taken) + 1
}

type Words = {
  readonly title: string
  readonly topics: string
  readonly people: string
  readonly text: string
}

function wordsOfItem(item: SavedItem, read: ReadText | null): Words {
  const text = [item.author, item.summary, read?.text].filter((part) => part).join('\n')
  return {
    title: fold([item.title, read?.headline].filter((part) => part).join('\n')),
    topics: fold(topicsIn(item).join('\n')),
    people: fold([...new Set(read?.speakers)].join('\n')),
    text: fold(text),
  }
}

async function writeWords(
  tx: Transaction<Database>,
  engine: Engine,
  place: number,
  { title, topics, people, text }: Words,
): Promise<void> {
  if (engine !== 'sqlite') return
  await sql`insert or replace into item_words (rowid, title, topics, people, text)
    values (cast(${place} as integer), ${title}, ${topics}, ${people}, ${text})`.execute(tx)
}

async function learnTopics(tx: Transaction<Database>, items: readonly SavedItem[]): Promise<void> {
  const feeds = Map.groupBy(items, ({ feed_id }) => feed_id)
  for (const [feedId, ofFeed] of feeds) {
    const names = countNames('topic', ofFeed.flatMap(topicsIn))
      .toSorted((one, other) => other.uses - one.uses)
      .slice(0, topicsOfPoll)
    const at = Math.max(...ofFeed.map((item) => item.discovered_at))
    await learnNames(tx, { feedId, names }, at)
  }
}

/** Feeds put paths, ids and addresses among their categories; those are no topics. */
function topicsIn({ categories }: SavedItem): string[] {
  const names: unknown = JSON.parse(categories)
  if (!Array.isArray(names)) return []
  return names
    .filter((name) => typeof name === 'string')
    .filter((name) => /\p{L}{2}/u.test(name) && !/[/\\<>=_]|:\S/.test(name))
    .slice(0, topicsOfItem)
}
