import type { Transaction } from 'kysely'
import { fold } from '../fold.ts'
import type { Database, NewItemRow } from '../schema.ts'
import { slicesOf } from '../slices.ts'
import { type ItemWords, noteWords } from './item-words.ts'
import { countNames, learnNames } from './names.ts'
import { learnRoles, type SeenRole } from './roles.ts'

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
  readonly roles: readonly SeenRole[]
}

const placesInMs = 1024
const crowdedMs = 1000
const topicsOfPoll = 200
const topicsOfItem = 12
const mostRowsAtOnce = 100

/**
 * The first place in time of a moment: items are numbered by when they were published, so that the newest are found
 * without sorting. The numbers are exact in JavaScript until the year 2248.
 */
export function placeInTime(at: number): number {
  return Math.max(0, Math.floor(at)) * placesInMs
}

/** Makes new items findable; in the transaction that saves them. */
export async function indexItems(tx: Transaction<Database>, items: readonly SavedItem[]): Promise<void> {
  // Others look for places at the same time: in the order of places no two wait for each other.
  const wanting = items.toSorted((one, other) => wantedPlace(one) - wantedPlace(other))
  for (const some of slicesOf(wanting, mostRowsAtOnce)) {
    const placed = await placeItems(tx, some)
    await noteWords(
      tx,
      placed.map(({ place, item }) => ({ place, words: wordsOfItem(item, null) })),
    )
  }
  await learnTopics(tx, items)
}

/** Makes what an article says findable; in the transaction that saves it. */
export async function indexReading(
  tx: Transaction<Database>,
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
  const place = row?.id ?? (await placeItem(tx, item))
  await noteWords(tx, [{ place, words: wordsOfItem(item, read) }])
  const outlets = read.outlet === null ? [] : [read.outlet]
  const names = [...countNames('person', read.speakers), ...countNames('outlet', outlets)]
  await learnNames(tx, { feedId: item.feed_id, names }, at)
  const saidAt = Math.min(item.published_at ?? at, at)
  await learnRoles(tx, { feedId: item.feed_id, roles: read.roles }, saidAt)
}

type Placed = { readonly place: number; readonly item: SavedItem }

/** A date in the future is a mistake of the feed and must not stand above all news. */
function wantedPlace({ id, published_at, discovered_at }: SavedItem): number {
  return placeInTime(Math.min(published_at ?? discovered_at, discovered_at)) + scattered(id)
}

/** One of the places of a millisecond, by Fibonacci hashing: the ids of items of one time have a rhythm. */
function scattered(id: number): number {
  return Math.imul(id, 0x9e3779b1) >>> (32 - Math.log2(placesInMs))
}

/** All where they want to be in one statement; those whose place was taken one by one. */
async function placeItems(tx: Transaction<Database>, items: readonly SavedItem[]): Promise<Placed[]> {
  const rows = await tx
    .insertInto('searched')
    .values(items.map((item) => ({ id: wantedPlace(item), item_id: item.id, feed_id: item.feed_id })))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning(['id', 'item_id'])
    .execute()
  const placeOf = new Map(rows.map(({ id, item_id }) => [item_id, id]))
  const placed: Placed[] = []
  for (const item of items) placed.push({ place: placeOf.get(item.id) ?? (await placeItem(tx, item)), item })
  return placed
}

async function placeItem(tx: Transaction<Database>, item: SavedItem): Promise<number> {
  for (let place = wantedPlace(item); ; place = await placeBehind(tx, place)) {
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

/** What an item is found by: what its feed says of it, and its article once that was read. */
export function wordsOfItem(
  item: SavedItem,
  read: Pick<ReadText, 'headline' | 'text' | 'speakers'> | null,
): ItemWords {
  const text = [item.author, item.summary, read?.text].filter((part) => part).join('\n')
  return {
    title: fold([item.title, read?.headline].filter((part) => part).join('\n')),
    topics: fold(topicsIn(item).join('\n')),
    people: fold([...new Set(read?.speakers)].join('\n')),
    text: fold(text),
  }
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
