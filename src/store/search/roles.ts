import type { Kysely, Transaction } from 'kysely'
import { fold, wordsIn } from '../fold.ts'
import type { Database } from '../schema.ts'
import { slicesOf } from '../slices.ts'
import { followedIn, type Workspace } from '../workspace-news.ts'
import { findNames } from './names.ts'

/** What an article calls somebody besides the name: "Ukrainian President". */
export type SeenRole = { readonly name: string; readonly role: string }

const longestRole = 80
const mostRowsAtOnce = 200
const mostHolders = 25

/** The role as it is looked up: its words, without an article. */
export function roleKey(role: string): string {
  const words = wordsIn(role)
  return words.slice(articles.has(words[0] ?? '') ? 1 : 0).join(' ')
}

const articles = new Set(['the', 'der', 'die', 'das', 'le', 'la', 'l', 'el'])

/** Remembers who is called what in a feed; names that were never learned are left out. */
export async function learnRoles(
  tx: Transaction<Database>,
  seen: { readonly feedId: number; readonly roles: readonly SeenRole[] },
  at: number,
): Promise<void> {
  const keyed = seen.roles
    .map(({ name, role }) => ({ key: roleKey(role), label: role, name: fold(name) }))
    .filter(({ key, label }) => key !== '' && label.length <= longestRole)
  const ids = await findNames(
    tx,
    'person',
    keyed.map(({ name }) => name),
  )
  const rows = new Map<string, { role: string; label: string; name_id: number }>()
  for (const { key, label, name } of keyed) {
    const name_id = ids.get(name)
    const place = `${name_id} ${key}`
    if (name_id !== undefined && !rows.has(place)) rows.set(place, { role: key, label, name_id })
  }
  for (const some of slicesOf([...rows.values()], mostRowsAtOnce))
    await tx
      .insertInto('person_roles')
      .values(some.map((row) => ({ ...row, feed_id: seen.feedId, last_at: at })))
      .onConflict((conflict) =>
        conflict
          .columns(['role', 'name_id', 'feed_id'])
          .doUpdateSet((each) => ({ label: each.ref('excluded.label'), last_at: at }))
          .where('person_roles.last_at', '<', at),
      )
      .execute()
}

/** Somebody whom articles call so, by one of their names. */
export type RoleHolder = { readonly nameId: number; readonly role: string }

/** Whom the feeds of the workspace have called exactly so since then, each person once; the latest first. */
export async function holdersOf(
  db: Kysely<Database>,
  workspace: Workspace,
  { typed, since }: { readonly typed: string; readonly since: number },
): Promise<RoleHolder[]> {
  const rows = await db
    .selectFrom('person_roles')
    .innerJoin('names', 'names.id', 'person_roles.name_id')
    .select((each) => [
      each.fn.min('names.id').as('name_id'),
      each.fn.max('person_roles.label').as('label'),
      each.fn.max('person_roles.last_at').as('last_at'),
    ])
    .where('person_roles.role', '=', roleKey(typed))
    .where('person_roles.last_at', '>=', since)
    .where('person_roles.feed_id', 'in', followedIn(db, workspace))
    .groupBy('names.person')
    .orderBy('last_at', 'desc')
    .orderBy('name_id')
    .limit(mostHolders)
    .execute()
  return rows.map(({ name_id, label }) => ({ nameId: name_id, role: label }))
}
