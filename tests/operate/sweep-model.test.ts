import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayOf } from '../../src/store/days.ts'
import { coverDays } from '../../src/store/partitions.ts'
import type { DeliveryKind, DeliveryState } from '../../src/store/schema.ts'
import { placeInTime } from '../../src/store/search/index.ts'
import type { Store } from '../../src/store/store.ts'
import { publishSample } from '../ask/newsroom.ts'
import { openTestStore } from '../store/engines.ts'
import { daysOn, page, published, sweep } from './sweeping.ts'

const open: readonly DeliveryState[] = ['pending', 'sending', 'held', 'folded']
const anyRow = fc.record({
  kind: fc.constantFrom<DeliveryKind>('post', 'crosspost', 'reply', 'digest', 'notice'),
  state: fc.constantFrom<DeliveryState>(...open, 'sent', 'failed', 'digested'),
  parent: fc.option(fc.nat({ max: 20 })),
  age: fc.nat({ max: 3 }),
})
type AnyRow = { kind: DeliveryKind; state: DeliveryState; parent: number | null; age: number }

/** An outbox with these deliveries, each post with an item of its own. */
async function fill(store: Store, rows: readonly AnyRow[]): Promise<void> {
  const template = await store.db.selectFrom('items').selectAll().orderBy('id').executeTakeFirstOrThrow()
  const { id: channel_id } = await store.db.selectFrom('channels').select('id').executeTakeFirstOrThrow()
  await store.db.deleteFrom('deliveries').execute()
  await store.db.deleteFrom('items').where('id', '!=', template.id).execute()
  const { id: _, ...like } = template
  const made: { readonly id: number; readonly kind: DeliveryKind; readonly day: number }[] = []
  for (const [index, { kind, state, parent, age }] of rows.entries()) {
    const at = daysOn(-age * 200).getTime()
    const item = { ...like, key: `k${index}`, discovered_at: at, reading: 'done' as const }
    const { id: item_id } = await store.db
      .insertInto('items')
      .values(item)
      .returning('id')
      .executeTakeFirstOrThrow()
    await store.db
      .insertInto('searched')
      .values({ id: placeInTime(at) + index, item_id, feed_id: template.feed_id })
      .execute()
    const { id: post_id } = await store.db
      .insertInto('posts')
      .values({ item_id, body: '{}', created_at: at })
      .returning('id')
      .executeTakeFirstOrThrow()
    const other = parent === null ? undefined : made[parent % Math.max(1, made.length)]
    // A post stands in a digest; what answers a message or hands it on is of its day.
    const above = hasParent(kind, other?.kind) ? other : undefined
    const day = kind === 'post' ? dayOf(at) : (above?.day ?? dayOf(at))
    const { id } = await store.db
      .insertInto('deliveries')
      .values({
        key: randomUUID(),
        kind,
        channel_id,
        ...(kind === 'post' ? { item_id, post_id } : {}),
        parent_id: above?.id ?? null,
        state,
        created_at: at,
        day,
        settled_at: open.includes(state) ? null : at,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    made.push({ id, kind, day })
  }
}

function hasParent(kind: DeliveryKind, parent: DeliveryKind | undefined): boolean {
  return kind === 'post' ? parent === 'digest' : kind === 'crosspost' || kind === 'reply'
}

const allDays = { from: dayOf(daysOn(-700).getTime()), to: dayOf(daysOn(210).getTime()) }

test('whatever is in the outbox: what is open is there afterwards, with the post and the parent it needs', async () => {
  const store = await openTestStore()
  await publishSample(store, { page, style: 'full' }, published)
  const deliveries = () => store.db.selectFrom('deliveries').selectAll().orderBy('id').execute()
  const identities = () =>
    store.db.selectFrom('items').select(['key', 'url', 'title']).orderBy('id').execute()
  await fc.assert(
    fc.asyncProperty(fc.array(anyRow, { minLength: 1, maxLength: 25 }), async (rows) => {
      if (store.engine === 'postgres') await store.write((tx) => coverDays(tx, allDays, { span: 100 }))
      await fill(store, rows)
      const before = (await deliveries()).filter(({ state }) => open.includes(state))
      const known = await identities()
      await sweep(store, 201)
      await sweep(store, 202)
      const left = await deliveries()
      expect(left.filter(({ state }) => open.includes(state))).toEqual(before)
      const ids = new Set(left.map(({ id }) => id))
      const posts = new Set((await store.db.selectFrom('posts').select('id').execute()).map(({ id }) => id))
      for (const { parent_id, post_id } of before) {
        expect(parent_id === null || ids.has(parent_id)).toBe(true)
        expect(post_id === null || posts.has(post_id)).toBe(true)
      }
      expect(await identities()).toEqual(known)
    }),
    { numRuns: 40 },
  )
  await store.close()
})
