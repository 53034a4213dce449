import type { Kysely, Transaction } from 'kysely'
import { fold, wordsIn } from '../fold.ts'
import type { Database } from '../schema.ts'
import { followedIn, type Workspace } from '../workspace-news.ts'
import { findName } from './names.ts'

/** What an article calls somebody besides the name: "Ukrainian President". */
export type SeenRole = { readonly name: string; readonly role: string }

const longestRole = 80
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
  for (const { name, role } of seen.roles) {
    const key = roleKey(role)
    const nameId = key === '' || role.length > longestRole ? null : await findName(tx, 'person', fold(name))
    if (nameId === null) continue
    await tx
      .insertInto('person_roles')
      .values({ role: key, label: role, name_id: nameId, feed_id: seen.feedId, last_at: at })
      .onConflict((conflict) =>
        conflict
          .columns(['role', 'name_id', 'feed_id'])
          .doUpdateSet({ label: role, last_at: at })
          .where('person_roles.last_at', '<', at),
      )
      .execute()
  }
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
