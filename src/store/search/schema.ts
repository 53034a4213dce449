import type { Generated } from 'kysely'

/** An item in the order of time, newest last: what is asked for is looked for from here. */
export type SearchedTable = {
  /** Grows with the time of the item (src/store/search/index.ts), and is its row in the index of words. */
  id: number
  item_id: number
  feed_id: number
  /** Folded name of the outlet; null until the article was read. */
  outlet_key: string | null
}

/** SQLite's index of words. It holds no text: nothing but `rowid` can be selected. */
export type ItemWordsTable = {
  rowid: number
  /** The name of the table is the column a search is matched with. */
  item_words: string
  title: string
  topics: string
  people: string
  text: string
}

export type NameKind = 'topic' | 'outlet' | 'person'

/** A name that feeds and articles use, in one spelling. */
export type NamesTable = {
  id: Generated<number>
  kind: NameKind
  /** Folded; unique together with the kind. */
  key: string
  label: string
  /** Of a person: the same for all spellings (src/store/search/spelling.ts). */
  person: string | null
}

export type NameWordsTable = {
  name_id: number
  kind: NameKind
  /** Folded; in Latin letters, for what is being typed; and as it sounds, for other spellings. */
  word: string
  latin: string
  sound: string
}

/** What articles call somebody besides the name. */
export type PersonRolesTable = {
  /** Folded, without an article; unique together with name and feed. */
  role: string
  label: string
  name_id: number
  feed_id: number
  last_at: number
}

/** How far the catching up with what older versions stored has come (src/store/search/catch-up.ts). */
export type CatchUpsTable = { name: string; done_to: number }

/** Where a name is known from: nobody is told names of feeds that others follow. */
export type NameUsesTable = {
  name_id: number
  feed_id: number
  kind: NameKind
  uses: number
  last_at: number
}
