import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { moveFeedTo } from '../../src/store/move-feed.ts'
import { catchUp } from '../../src/store/search/catch-up.ts'
import { holdersOf, roleKey } from '../../src/store/search/roles.ts'
import { personKey } from '../../src/store/search/spelling.ts'
import type { Store } from '../../src/store/store.ts'
import { archive } from '../ask/archive.ts'
import { news } from '../ask/newsroom.ts'
import { engines } from './engines.ts'

const now = new Date('2026-01-25T08:00:00Z')
const dayMs = 86_400_000
const never = new AbortController().signal

test.each([
  ['the Ukrainian president', 'ukrainian president'],
  ['Ukrainian President', 'ukrainian president'],
  ['l’ambassadeur', 'ambassadeur'],
  ['Die Außenministerin', 'aussenministerin'],
  ['the', ''],
  ['…', ''],
])('the role %s is looked up as %j', (role, key) => expect(roleKey(role)).toBe(key))

describe.each(engines)('roles on $name', ({ open }) => {
  let store: Store
  beforeEach(async () => {
    store = await open()
  })
  afterEach(() => store.close())

  const report = (
    role: string,
    name: string,
    changes: { readonly agoMs?: number; readonly host?: string } = {},
  ) =>
    archive(store, {
      title: `A report on ${name}`,
      now,
      text: `The talks ended on Monday after two long days.\n\n“We are ready to talk about everything that matters,” ${role} ${name} said on Monday.`,
      ...changes,
    })
  const holders = async (typed: string, { workspace = news, since = 0 } = {}) => {
    const found = await holdersOf(store.db, workspace, { typed, since })
    const names = await store.db.selectFrom('names').select(['id', 'label']).execute()
    return found.map(({ nameId }) => names.find(({ id }) => id === nameId)?.label)
  }

  test('whom articles call so is found by exactly that, the latest first', async () => {
    await report('Finance Minister', 'Anna Berg', { agoMs: 20 * dayMs })
    await report('Finance Minister', 'Paul Hart', { agoMs: dayMs })
    expect(await holders('the finance minister')).toEqual(['Paul Hart', 'Anna Berg'])
    expect(await holders('finance minister', { since: now.getTime() - 2 * dayMs })).toEqual(['Paul Hart'])
    for (const other of ['minister', 'finance ministers', '', '…', 'Paul Hart'])
      expect(await holders(other)).toEqual([])
    expect(await holders('finance minister', { workspace: { ...news, workspaceId: 'other' } })).toEqual([])
  })

  test('somebody under several spellings holds a role once, and an old article does not make it old', async () => {
    await report('President', 'Volodymyr Zelenskyy', { agoMs: dayMs })
    await report('President', 'Wolodymyr Selenskyj', { agoMs: 3 * dayMs })
    await report('President', 'Volodymyr Zelenskyy', { agoMs: 20 * dayMs })
    expect(await holders('president', { since: now.getTime() - 2 * dayMs })).toHaveLength(1)
    expect(await holders('president')).toHaveLength(1)
  })

  test('what was read by an older version is caught up with, once, and from where it was left', async () => {
    await report('Finance Minister', 'Anna Berg', { agoMs: dayMs })
    await store.db.deleteFrom('person_roles').execute()
    await store.db.updateTable('names').set({ person: 'of old' }).where('kind', '=', 'person').execute()
    expect(await holders('finance minister')).toEqual([])
    const stopped = new AbortController()
    stopped.abort()
    expect(await catchUp(store, stopped.signal)).toBe(0)
    expect(await catchUp(store, never)).toBeGreaterThan(0)
    expect(await holders('finance minister')).toEqual(['Anna Berg'])
    const name = await store.db
      .selectFrom('names')
      .select('person')
      .where('label', '=', 'Anna Berg')
      .executeTakeFirst()
    expect(name?.person).toBe(personKey('Anna Berg'))
    expect(await catchUp(store, never)).toBe(0)
  })

  test('when two feeds become one, what the first called people is known from the other', async () => {
    await report('Finance Minister', 'Anna Berg', { host: 'old.example', agoMs: dayMs })
    await report('Finance Minister', 'Anna Berg', { host: 'new.example', agoMs: 9 * dayMs })
    const before = now.getTime() - 1000
    await store.db.updateTable('items').set({ discovered_at: before }).execute()
    const feeds = await store.db.selectFrom('feeds').selectAll().orderBy('id').execute()
    const [old, other] = feeds
    if (!old || !other) throw new Error('expected two feeds')
    const move = {
      to: other.url,
      askedAt: now.getTime() + 1,
      change: { actor: 'test', action: 'feed moved', subject: old.url, after: other.url },
    }
    const later = new Date(now.getTime() + 2)
    expect(await store.write((tx) => moveFeedTo(tx, old.id, move, later))).toBe('merged')
    expect(await holders('finance minister', { since: now.getTime() - 2 * dayMs })).toEqual(['Anna Berg'])
  })

  test('many quotes are caught up with in batches', async () => {
    await report('Finance Minister', 'Anna Berg')
    const { id: _, ...quote } = await store.db
      .selectFrom('quotes')
      .selectAll()
      .where('role', 'is not', null)
      .executeTakeFirstOrThrow()
    const copies = Array.from({ length: 90 }, () => quote)
    for (let times = 0; times < 5; times++) await store.db.insertInto('quotes').values(copies).execute()
    await store.db.deleteFrom('person_roles').execute()
    expect(await catchUp(store, never)).toBe(6)
    expect(await holders('finance minister')).toEqual(['Anna Berg'])
  })
})
