import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { showContext } from '../../src/ask/news/context.ts'
import { moreQuotes } from '../../src/ask/news/more-quotes.ts'
import { said } from '../../src/ask/news/said.ts'
import type { SearchParts } from '../../src/ask/news/search-parts.ts'
import { why } from '../../src/ask/news/why.ts'
import { whyThis } from '../../src/ask/news/why-this.ts'
import { proofTexts } from '../../src/ask/texts/proof.ts'
import { whyTexts } from '../../src/ask/texts/why.ts'
import { recordChange } from '../../src/store/audit.ts'
import { queueNewestPosts } from '../../src/store/backfill.ts'
import { dayOf } from '../../src/store/days.ts'
import { knownIdentities } from '../../src/store/items.ts'
import type { DeliveryState } from '../../src/store/schema.ts'
import { openSearch } from '../../src/store/search/search.ts'
import type { Store } from '../../src/store/store.ts'
import { askedAt, wordsOf } from '../ask/asking.ts'
import { publishSample } from '../ask/newsroom.ts'
import { engines } from '../store/engines.ts'
import { daysOn, page, published, sweep, usual } from './sweeping.ts'

const countOf = async (
  store: Store,
  table: 'items' | 'articles' | 'quotes' | 'posts' | 'deliveries' | 'decisions' | 'audit' | 'searched',
) =>
  (
    await store.db
      .selectFrom(table)
      .select((each) => each.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
  ).count

describe.each(engines)('a sweep on $name', ({ open }) => {
  let store: Store
  let key: string
  beforeEach(async () => {
    store = await open()
    key = await publishSample(store, { page, style: 'full' }, published)
  })
  afterEach(() => store.close())

  const addDelivery = (
    state: DeliveryState,
    kind: 'crosspost' | 'reply' | 'notice' | 'digest',
    parent: number | null = null,
  ) =>
    store.write(async (tx) => {
      const { channel_id } = await tx
        .selectFrom('deliveries')
        .select('channel_id')
        .where('key', '=', key)
        .executeTakeFirstOrThrow()
      const at = published.getTime()
      return tx
        .insertInto('deliveries')
        .values({
          key: randomUUID(),
          kind,
          channel_id,
          state,
          parent_id: parent,
          created_at: at,
          day: dayOf(at),
          settled_at: at,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
    })

  const setState = (state: DeliveryState) =>
    store.db.updateTable('deliveries').set({ state }).where('key', '=', key).execute()
  const postId = async () =>
    (await store.db.selectFrom('deliveries').select('id').where('key', '=', key).executeTakeFirstOrThrow()).id

  test('nothing goes before its time', async () => {
    const before = await countOf(store, 'quotes')
    await sweep(store, 89)
    expect(await countOf(store, 'quotes')).toBe(before)
    const [article] = await store.db.selectFrom('articles').select('text').execute()
    expect(article?.text.length).toBeGreaterThan(500)
  })

  test('after the days of articles the text goes and the quotes stay', async () => {
    const before = await store.db.selectFrom('quotes').selectAll().execute()
    await sweep(store, 91)
    const [article] = await store.db.selectFrom('articles').select(['text', 'blocks']).execute()
    expect(article).toEqual({ text: '', blocks: '[]' })
    expect(await store.db.selectFrom('quotes').selectAll().execute()).toEqual(before)
  })

  test('after the days of items only what they are told apart by stays', async () => {
    const asked = { keys: [page], urls: [], titles: [] }
    const feedId = (await store.db.selectFrom('feeds').select('id').executeTakeFirstOrThrow()).id
    const known = await knownIdentities(store, feedId, asked)
    await sweep(store, 401)
    expect(await knownIdentities(store, feedId, asked)).toEqual(known)
    for (const table of ['articles', 'quotes', 'posts', 'deliveries', 'decisions', 'searched'] as const)
      expect([table, await countOf(store, table)]).toEqual([table, 0])
    expect(await countOf(store, 'items')).toBe(1)
    expect(await sweep(store, 402)).toBeLessThan(10)
  })

  test('the words of a forgotten item are not found any more', async () => {
    await sweep(store, 401)
    const rows = await store.db
      .selectFrom('item_words')
      .select((each) => each.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    expect(rows.count).toBe(0)
  })

  test('a channel that follows the feed anew gets no forgotten post', async () => {
    await sweep(store, 401)
    const { feed_id } = await store.db.selectFrom('items').select('feed_id').executeTakeFirstOrThrow()
    const { id } = await store.db.selectFrom('channels').select('id').executeTakeFirstOrThrow()
    const queued = await store.write((tx) =>
      queueNewestPosts(tx, { feedId: feed_id, channelId: id, style: 'full', most: 5 }, daysOn(401)),
    )
    expect(queued).toBe(0)
  })

  test.each<DeliveryState>(['pending', 'sending', 'held', 'folded'])(
    'a %s post stays with all that belongs to it',
    async (state) => {
      await setState(state)
      await sweep(store, 2000)
      expect(await countOf(store, 'deliveries')).toBe(1)
      expect(await countOf(store, 'posts')).toBe(1)
    },
  )

  test('a post stays while its crosspost is on its way, and goes after it', async () => {
    const { id } = await addDelivery('pending', 'crosspost', await postId())
    await sweep(store, 2000)
    expect(await countOf(store, 'deliveries')).toBe(2)
    await store.db.updateTable('deliveries').set({ state: 'sent' }).where('id', '=', id).execute()
    await sweep(store, 2001)
    expect(await countOf(store, 'deliveries')).toBe(0)
  })

  test('a digest stays for as long as the posts in it', async () => {
    const { id } = await addDelivery('sent', 'digest')
    await store.db
      .updateTable('deliveries')
      .set({ state: 'digested', parent_id: id })
      .where('key', '=', key)
      .execute()
    await sweep(store, 401, { ...usual, itemDays: 1000 })
    expect(await countOf(store, 'deliveries')).toBe(2)
    await sweep(store, 1001, { ...usual, itemDays: 1000 })
    expect(await countOf(store, 'deliveries')).toBe(1)
    await sweep(store, 1002, { ...usual, itemDays: 1000 })
    expect(await countOf(store, 'deliveries')).toBe(0)
  })

  test('old notices go, held ones stay', async () => {
    await addDelivery('sent', 'notice')
    await addDelivery('held', 'notice')
    await sweep(store, 401, { ...usual, itemDays: null })
    const left = await store.db
      .selectFrom('deliveries')
      .select('state')
      .where('kind', '=', 'notice')
      .execute()
    expect(left).toEqual([{ state: 'held' }])
  })

  test('the record of changes goes after its days', async () => {
    const change = { actor: 'test', action: 'feed added', subject: 'x' }
    await store.write((tx) => recordChange(tx, change, daysOn(300)))
    const before = await countOf(store, 'audit')
    await sweep(store, 401)
    expect(before).toBeGreaterThan(1)
    expect(await countOf(store, 'audit')).toBe(1)
  })

  test('what is kept forever stays', async () => {
    await sweep(store, 5000, { articleDays: null, itemDays: null, deliveryDays: null, auditDays: null })
    const [article] = await store.db.selectFrom('articles').select('text').execute()
    expect(article?.text.length).toBeGreaterThan(500)
    expect(await countOf(store, 'deliveries')).toBe(1)
  })

  test('answers in chat say what is gone, and nothing breaks', async () => {
    const parts: SearchParts = { store, search: openSearch(store, ':memory:'), linkTo: () => null }
    const { id } = await store.db
      .selectFrom('quotes')
      .select('id')
      .where('speaker', '=', 'Steve Witkoff')
      .where('confidence', '>=', 0.8)
      .executeTakeFirstOrThrow()
    const asked = askedAt(daysOn(402))
    const inContext = async () => wordsOf(await showContext(asked, String(id), parts))
    await sweep(store, 91)
    expect(await inContext()).toContain(proofTexts.en.textGone)
    expect(wordsOf(await said(askedAt(daysOn(91)), { person: 'Witkoff' }, parts))).toContain('Witkoff')
    await sweep(store, 401)
    expect(await inContext()).toContain(proofTexts.en.gone)
    expect(wordsOf(await said(asked, { person: 'Witkoff' }, parts))).not.toContain('one issue')
    expect(JSON.stringify(await whyThis(store, key))).toContain(whyTexts.en.gone)
    expect(JSON.stringify(await moreQuotes(store, key))).toContain(whyTexts.en.gone)
    const link = `https://gazette.example/${page}`
    expect(wordsOf(await why(asked, { link }, parts))).toContain(whyTexts.en.forgotten)
    await parts.search.close()
  })
})
