import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { removeFeed } from '../../src/store/feeds.ts'
import { wordsIn } from '../../src/store/fold.ts'
import { placeInTime } from '../../src/store/search/index.ts'
import { noteWords } from '../../src/store/search/item-words.ts'
import { openSearch, type Search } from '../../src/store/search/search.ts'
import { personKey, soundOf } from '../../src/store/search/spelling.ts'
import { matchOf } from '../../src/store/search/words.ts'
import { openSqliteStore, type Store } from '../../src/store/store.ts'
import { archive, reportOf } from '../ask/archive.ts'
import { news } from '../ask/newsroom.ts'
import { openTestStore } from './engines.ts'

const now = new Date('2026-01-25T08:00:00Z')
const workspace = { platform: news.platform, workspaceId: news.workspaceId }
const asking = (...words: string[]) => ({
  workspace,
  words: { wanted: words.map((word) => [word]), unwanted: [] },
  from: null,
  since: null,
  limit: 10,
})

async function inFolder(work: (store: Store, search: Search) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'pullquote-search-'))
  const store = await openSqliteStore(folder)
  const search = openSearch(store, folder)
  try {
    await work(store, search)
  } finally {
    await search.close()
    await store.close()
    rmSync(folder, { recursive: true })
  }
}

test('an item is found by what was noted of it last, and by nothing when it was removed in the same transaction', () =>
  inFolder(async (store, search) => {
    const words = { title: '', topics: '', people: '', text: '' }
    const placeOf = async (url: string) => {
      const item = store.db.selectFrom('items').innerJoin('searched', 'searched.item_id', 'items.id')
      return (await item.select('searched.id').where('items.url', '=', url).executeTakeFirstOrThrow()).id
    }
    const place = await placeOf(await archive(store, { title: 'Harbour reopens', now }))
    const goneUrl = await archive(store, { title: 'Harbour closes', now })
    const removed = await placeOf(goneUrl)
    await store.write(async (tx) => {
      await noteWords(tx, [
        { place: removed, words: { ...words, text: 'removed' } },
        { place, words: { ...words, text: 'early' } },
        { place, words: { ...words, text: 'late' } },
      ])
      await tx.deleteFrom('items').where('url', '=', goneUrl).execute()
    })
    expect(await search.stories(asking('late'))).toMatchObject([{ title: 'Harbour reopens' }])
    expect(await search.stories(asking('early'))).toEqual([])
    const rows = await store.db.selectFrom('item_words').select('rowid').execute()
    expect(rows.map(({ rowid }) => rowid)).toEqual([place])
  }))

test('the thread finds what was committed a moment ago, and nothing of a feed that was removed', () =>
  inFolder(async (store, search) => {
    await archive(store, { title: 'Harbour reopens', now })
    const found = await search.stories(asking('harbour'))
    expect(found.map(({ title }) => title)).toEqual(['Harbour reopens'])
    const text = reportOf(['Anna Berg', 'The lighthouse will shine again this winter'])
    await archive(store, { title: 'Storm passes', text, now })
    expect(await search.stories(asking('lighthouse'))).toMatchObject([
      { title: 'Storm passes', isAbout: false },
    ])
    const question = { workspace, words: null, since: null, speakerKeys: ['anna berg'], limit: 5 }
    expect(await search.quotes(question)).toHaveLength(1)
    await removeFeed(store, 1)
    expect(await search.stories(asking('harbour'))).toEqual([])
    const left = await store.db
      .selectFrom('item_words')
      .select('rowid')
      .where('item_words', 'match', 'harbour')
      .execute()
    expect(left).toEqual([])
  }))

test('the program goes on while a search runs', () =>
  inFolder(async (store, search) => {
    await archive(store, { title: 'Harbour reopens', now })
    const searching = search.stories(asking('harbour'))
    await store.write((tx) => tx.updateTable('feeds').set({ title: 'Renamed' }).execute())
    expect(await searching).toHaveLength(1)
  }))

test('an article is found by its own words once it is read, and still by the words of its feed', async () => {
  const store = await openTestStore()
  const search = openSearch(store, ':memory:')
  const text = reportOf(['Anna Berg', 'The lighthouse will shine again this winter'])
  await archive(store, { title: 'Storm passes', topics: ['Weather'], text, now })
  for (const word of ['storm', 'weather', 'berg', 'lighthouse', 'winter'])
    expect(await search.stories(asking(word))).toHaveLength(1)
  expect(await search.stories(asking('nothing'))).toEqual([])
  await store.close()
})

test('places in time grow with time and stay exact', () => {
  fc.assert(
    fc.property(fc.nat({ max: 8e12 }), fc.nat({ max: 8e12 }), (one, other) => {
      expect(Number.isSafeInteger(placeInTime(one) + 1023)).toBe(true)
      expect(Math.sign(placeInTime(one) - placeInTime(other))).toBe(Math.sign(one - other))
    }),
  )
})

test('what is typed becomes words in quotation marks, whatever it is', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (typed) => {
      const terms = typed.map(wordsIn).filter((term) => term.length > 0)
      const match = matchOf({ wanted: terms, unwanted: terms }, new Map())
      const left = (match?.anywhere ?? '').replace(/"[\p{L}\p{N} ]*"/gu, '')
      expect(left).toMatch(/^(\(( AND )*\) NOT \(( OR )*\))?$/)
    }),
  )
})

test.each([
  ['Zelenskyy', 'Zelensky', 'Zelenskiy', 'Zelenski', 'Selenskyj', 'Зеленський', 'Зеленский'],
  ['Putin', 'Poutine', 'Путин', 'Путін'],
  ['Lavrov', 'Lawrow', 'Лавров'],
  ['Merz', 'Мерц'],
  ['Klitschko', 'Klychko', 'Кличко'],
  ['Yermak', 'Jermak', 'Єрмак', 'Ермак'],
  ['Netanyahu', 'Netanjahu', 'Нетаньяху', 'Нетаньягу'],
  ['Macron', 'Макрон'],
])('%s sounds the same as %s', (name, ...spellings) => {
  for (const spelling of spellings) expect(soundOf(spelling)).toBe(soundOf(name))
})

test('different people have different keys, and one person has one', () => {
  expect(personKey('Donald J. Trump')).toBe(personKey('Donald Trump'))
  expect(personKey('Vladimir Zelensky')).toBe(personKey('Wolodymyr Selenskyj'))
  for (const [one, other] of [
    ['Donald Trump', 'Donald Trump Jr.'],
    ['Jill Biden', 'Joe Biden'],
    ['Donald Trump', 'Trump'],
    ['Anna Berg', 'Anna Burg'],
  ] as const)
    expect(personKey(one)).not.toBe(personKey(other))
})

test('any text has a key', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(typeof personKey(text)).toBe('string')
      expect(soundOf(text)).toBe(soundOf(` ${text} `))
    }),
  )
})
