import { type Kysely, type SelectQueryBuilder, sql } from 'kysely'
import { attributed } from '../attributed.ts'
import { engineOf } from '../engine.ts'
import type { Database } from '../schema.ts'
import { type Story, storiesByIds } from '../stories.ts'
import { followedIn, type Workspace } from '../workspace-news.ts'
import { placeInTime } from './index.ts'
import { asPlace, matches } from './item-words.ts'
import { soundOf } from './spelling.ts'
import { type Match, matchOf, type Spellings, syntaxes, unwantedOf, type Words } from './words.ts'

/** Whose items are wanted: of these feeds, or under these outlets' folded names. */
export type Source = { readonly feedIds: readonly number[]; readonly outletKeys: readonly string[] }

type Question = {
  readonly workspace: Workspace
  /** All items when there are none. */
  readonly words: Words | null
  readonly from: Source | null
  /** Epoch milliseconds. */
  readonly since: number | null
  readonly limit: number
}

export type StoriesQuestion = Question

/** `speakerKeys` are the folded names of one person. */
export type QuotesQuestion = Omit<Question, 'from'> & { readonly speakerKeys: readonly string[] }

export type FoundStory = Story & {
  /** The words stand in its title, topics or among its speakers, not just somewhere in its text. */
  readonly isAbout: boolean
}

export type FoundQuote = {
  readonly id: number
  readonly text: string
  readonly sourceSentence: string
  readonly at: number
}

/** The newest items that answer the question, newest first. */
export async function findStories(db: Kysely<Database>, question: StoriesQuestion): Promise<FoundStory[]> {
  const match = await matchIn(db, question.words)
  const places = await newestPlaces(db, question, match?.anywhere ?? null)
  const about = match === null ? null : await placesAbout(db, match.about, places)
  const stories = await storiesByIds(
    db,
    question.workspace,
    places.map((place) => place.item_id),
  )
  return places.flatMap(({ id, item_id }) => {
    const story = stories.get(item_id)
    return story ? [{ ...story, isAbout: about?.has(id) ?? true }] : []
  })
}

/** What the person said, newest first; of one article in its order. */
export async function findQuotes(db: Kysely<Database>, question: QuotesQuestion): Promise<FoundQuote[]> {
  const match = await matchIn(db, question.words)
  const said = db
    .selectFrom('quotes')
    .innerJoin('searched', 'searched.item_id', 'quotes.item_id')
    .innerJoin('items', 'items.id', 'quotes.item_id')
    .select([
      'quotes.id',
      'quotes.text',
      'quotes.source_sentence',
      'items.published_at',
      'items.discovered_at',
    ])
    .where('quotes.speaker_key', 'in', [...question.speakerKeys])
    .where(attributed)
    .where('searched.feed_id', 'in', followedIn(db, question.workspace))
    .where('searched.id', '>=', placeInTime(question.since ?? 0))
    .orderBy('searched.id', 'desc')
    .orderBy('quotes.start_offset')
    .limit(question.limit)
  const rows = await (match === null
    ? said
    : said.where('searched.id', 'in', matching(db, match.anywhere))
  ).execute()
  return rows.map((row) => ({
    id: row.id,
    text: row.text,
    sourceSentence: row.source_sentence,
    at: row.published_at ?? row.discovered_at,
  }))
}

type Place = { readonly id: number; readonly item_id: number }

function newestPlaces(
  db: Kysely<Database>,
  question: StoriesQuestion,
  match: string | null,
): Promise<Place[]> {
  if (match === null) return newestOfAll(db, question)
  // On SQLite a cross join keeps its order: the index of words is walked from the newest row, and left when there are enough.
  const found = db
    .selectFrom('item_words')
    .crossJoin('searched')
    .select(['searched.id', 'searched.item_id'])
    .where(matches(db, match))
    .where('item_words.rowid', '>=', asPlace(placeInTime(question.since ?? 0)))
    .whereRef('searched.id', '=', 'item_words.rowid')
    .where('searched.feed_id', 'in', followedIn(db, question.workspace))
    .orderBy('item_words.rowid', 'desc')
    .limit(question.limit)
  return fromSource(found, question.from).execute()
}

function newestOfAll(db: Kysely<Database>, question: StoriesQuestion): Promise<Place[]> {
  const unwanted = question.words === null ? null : unwantedOf(question.words, syntaxes[engineOf(db)])
  const newest = db
    .selectFrom('searched')
    .select(['searched.id', 'searched.item_id'])
    .where('searched.id', '>=', placeInTime(question.since ?? 0))
    .where('searched.feed_id', 'in', followedIn(db, question.workspace))
    .orderBy('searched.id', 'desc')
    .limit(question.limit)
  const wanted = unwanted === null ? newest : newest.where('searched.id', 'not in', matching(db, unwanted))
  return fromSource(wanted, question.from).execute()
}

function fromSource<Tables extends 'searched' | 'item_words', Row>(
  query: SelectQueryBuilder<Database, Tables, Row>,
  from: Source | null,
): SelectQueryBuilder<Database, Tables, Row> {
  if (from === null) return query
  const feedIds = sql.join([0, ...from.feedIds])
  const outletKeys = sql.join(['', ...from.outletKeys])
  return query.where(
    sql<boolean>`(searched.feed_id in (${feedIds}) or searched.outlet_key in (${outletKeys}))`,
  )
}

async function placesAbout(
  db: Kysely<Database>,
  match: string,
  places: readonly Place[],
): Promise<ReadonlySet<number>> {
  const [newest, oldest] = [places[0]?.id ?? 0, places.at(-1)?.id ?? 0]
  const rows = await matching(db, match)
    .where('item_words.rowid', '>=', asPlace(oldest))
    .where('item_words.rowid', '<=', asPlace(newest))
    .execute()
  return new Set(rows.map(({ rowid }) => rowid))
}

function matching(db: Kysely<Database>, match: string) {
  return db.selectFrom('item_words').select('item_words.rowid').where(matches(db, match))
}

async function matchIn(db: Kysely<Database>, words: Words | null): Promise<Match | null> {
  return words === null ? null : matchOf(words, await spellingsOf(db, words), syntaxes[engineOf(db)])
}

const spellingsOfWord = 12

/** The spellings of names that feeds have used. */
async function spellingsOf(db: Kysely<Database>, { wanted }: Words): Promise<Spellings> {
  const spellings = new Map<string, readonly string[]>()
  for (const [word, ...more] of wanted) {
    if (word === undefined || more.length > 0) continue
    const rows = await db
      .selectFrom('name_words')
      .select('word')
      .distinct()
      .where('kind', '=', 'person')
      .where('sound', '=', soundOf(word))
      .where('word', '!=', word)
      .limit(spellingsOfWord)
      .execute()
    spellings.set(
      word,
      rows.map((row) => row.word),
    )
  }
  return spellings
}
