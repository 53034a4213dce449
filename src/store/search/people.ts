import { type Kysely, sql } from 'kysely'
import { wordsIn } from '../fold.ts'
import type { Database } from '../schema.ts'
import { followedIn, type Workspace } from '../workspace-news.ts'
import type { NameKind } from './schema.ts'
import { latinOf, personKey, soundOf } from './spelling.ts'

/** A spelling of a person's name that feeds of the workspace use. */
export type SpokenName = {
  readonly id: number
  readonly label: string
  /** What quotes are found by. */
  readonly key: string
  /** The same for all spellings of one person. */
  readonly person: string
  readonly uses: number
}

const mostSpellings = 300

/** The names that hold all of these words or are one person's, however they are spelt; most quoted first. */
export async function peopleNamed(
  db: Kysely<Database>,
  workspace: Workspace,
  typed: string,
): Promise<SpokenName[]> {
  const sounds = [...new Set(wordsIn(typed).map(soundOf))].filter((sound) => sound.length > 1)
  if (sounds.length === 0) return []
  const named = db
    .selectFrom('name_words')
    .select('name_id')
    .where('kind', '=', 'person')
    .where('sound', 'in', sounds)
    .groupBy('name_id')
    .having((each) => each.fn.count('sound').distinct(), '=', sounds.length)
  return spokenNames(db, workspace)
    .where((each) => each.or([each('names.id', 'in', named), each('names.person', '=', personKey(typed))]))
    .execute()
}

/** All spellings of the person whom this name belongs to. */
export async function spellingsOfPerson(
  db: Kysely<Database>,
  workspace: Workspace,
  nameId: number,
): Promise<SpokenName[]> {
  return spokenNames(db, workspace)
    .where('names.person', 'in', (of) => of.selectFrom('names').select('person').where('id', '=', nameId))
    .execute()
}

function spokenNames(db: Kysely<Database>, workspace: Workspace) {
  return db
    .selectFrom('names')
    .innerJoin('name_uses', 'name_uses.name_id', 'names.id')
    .select((each) => [
      'names.id',
      'names.label',
      'names.key',
      each.fn.coalesce('names.person', 'names.key').as('person'),
      each.fn.sum<number>('name_uses.uses').as('uses'),
    ])
    .where('names.kind', '=', 'person')
    .where('name_uses.feed_id', 'in', followedIn(db, workspace))
    .groupBy('names.id')
    .orderBy('uses', 'desc')
    .orderBy('names.id')
    .limit(mostSpellings)
}

export type Typing = { readonly kinds: readonly NameKind[]; readonly typed: string; readonly limit: number }

/** Names of the workspace's feeds of which a word begins with what is typed; the most used first. */
export async function namesLike(
  db: Kysely<Database>,
  workspace: Workspace,
  { kinds, typed, limit }: Typing,
): Promise<string[]> {
  const [last = '', ...others] = wordsIn(typed)
    .map(latinOf)
    .filter((word) => word !== '')
    .reverse()
  // So many names begin with one or two letters that only those in the news are looked at.
  const isShort = last.length < shortestPrefix && others.length === 0
  const uses = isShort ? recentUses(db, workspace, kinds) : usesOf(db, workspace, kinds, last)
  const named = db
    .selectFrom(uses.as('used'))
    .innerJoin('names', 'names.id', 'used.name_id')
    .select((each) => ['names.label', each.fn.sum<number>('used.uses').as('uses')])
    .groupBy('names.id')
    .orderBy('uses', 'desc')
    .orderBy('names.id')
    .limit(limit)
  const withLast = last === '' ? named : named.where('names.id', 'in', withPrefix(db, kinds, last))
  const rows = await others
    .reduce((query, word) => query.where('names.id', 'in', withWord(db, kinds, word)), withLast)
    .execute()
  return rows.map(({ label }) => label)
}

const shortestPrefix = 3
const recentLookedAt = 400
const namesLookedAt = 100

/** The plus keeps SQLite from collecting and sorting all uses in these feeds: the newest are read from their index. */
function recentUses(db: Kysely<Database>, workspace: Workspace, kinds: readonly NameKind[]) {
  return db
    .selectFrom('name_uses')
    .select(['name_uses.name_id', 'name_uses.uses'])
    .where('name_uses.kind', 'in', [...kinds])
    .where(sql<number>`+name_uses.feed_id`, 'in', followedIn(db, workspace))
    .orderBy('name_uses.last_at', 'desc')
    .limit(recentLookedAt)
}

function usesOf(db: Kysely<Database>, workspace: Workspace, kinds: readonly NameKind[], prefix: string) {
  return db
    .selectFrom('name_uses')
    .select(['name_uses.name_id', 'name_uses.uses'])
    .where('name_uses.feed_id', 'in', followedIn(db, workspace))
    .where('name_uses.name_id', 'in', (of) =>
      of.selectFrom(namesInUse(db, workspace, kinds, prefix).as('found')).select('found.name_id'),
    )
}

function namesInUse(db: Kysely<Database>, workspace: Workspace, kinds: readonly NameKind[], prefix: string) {
  return withPrefix(db, kinds, prefix)
    .where((each) =>
      each.exists(
        each
          .selectFrom('name_uses')
          .select('name_uses.name_id')
          .whereRef('name_uses.name_id', '=', 'name_words.name_id')
          .where('name_uses.feed_id', 'in', followedIn(db, workspace)),
      ),
    )
    .limit(namesLookedAt)
}

function withPrefix(db: Pick<Kysely<Database>, 'selectFrom'>, kinds: readonly NameKind[], prefix: string) {
  return (
    db
      .selectFrom('name_words')
      .select('name_words.name_id')
      .where('name_words.kind', 'in', [...kinds])
      .where('name_words.latin', '>=', prefix)
      // Text compares by code points: U+10FFFF ends everything that begins like this.
      .where('name_words.latin', '<', `${prefix}\u{10ffff}`)
  )
}

function withWord(db: Kysely<Database>, kinds: readonly NameKind[], word: string) {
  return db
    .selectFrom('name_words')
    .select('name_words.name_id')
    .where('name_words.kind', 'in', [...kinds])
    .where('name_words.latin', '=', word)
}
