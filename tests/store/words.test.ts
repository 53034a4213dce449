import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { removeFeed } from '../../src/store/feeds.ts'
import { wordsIn } from '../../src/store/fold.ts'
import { openSearch } from '../../src/store/search/search.ts'
import type { Store } from '../../src/store/store.ts'
import { archive, reportOf } from '../ask/archive.ts'
import { news } from '../ask/newsroom.ts'
import { engines } from './engines.ts'

const now = new Date('2026-01-25T08:00:00Z')
const workspace = { platform: news.platform, workspaceId: news.workspaceId }

describe.each(engines)('stories on $name', ({ open }) => {
  let store: Store
  beforeEach(async () => {
    store = await open()
  })
  afterEach(() => store.close())

  async function found(wanted: readonly string[], unwanted: readonly string[] = []): Promise<string[]> {
    const terms = (typed: readonly string[]) => typed.map(wordsIn).filter((term) => term.length > 0)
    const words = { wanted: terms(wanted), unwanted: terms(unwanted) }
    const question = { workspace, words, from: null, since: null, limit: 10 }
    const stories = await openSearch(store, ':memory:').stories(question)
    return stories.map(({ title, isAbout }) => `${title}${isAbout ? '' : ' (mentioned)'}`)
  }

  const publish = (title: string, text?: string, topics: readonly string[] = []) =>
    archive(store, { title, topics, now, ...(text === undefined ? {} : { text }) })

  test('are found by title, topic, speaker and text, and told apart by where the words stand', async () => {
    const text = reportOf(['Anna Berg', 'The lighthouse will shine again this winter'])
    await publish('Storm passes', text, ['Weather'])
    for (const word of ['storm', 'weather', 'berg']) expect(await found([word])).toEqual(['Storm passes'])
    for (const word of ['lighthouse', 'delegations'])
      expect(await found([word])).toEqual(['Storm passes (mentioned)'])
    expect(await found(['nothing'])).toEqual([])
  })

  test('are found in any form of a word, whatever its case and marks, and by words that are everywhere', async () => {
    await publish('The ports of Łódź were reopened for 1st-class relations')
    for (const word of ['port', 'Reopening', 'lodz', '1st', 'relational', 'the', 'of'])
      expect([word, await found([word])]).toEqual([word, [expect.stringContaining('ports')]])
  })

  test('are found in other scripts, and with numbers that look like something else', async () => {
    await publish('Зеленський: 12e5 covid19 на 3.5% 北京 v1.0-beta foo@bar.example')
    for (const word of ['зеленський', '12e5', 'covid19', '3', '北京', 'v1', 'foo', 'bar', 'example'])
      expect([word, await found([word])]).toEqual([word, [expect.stringContaining('covid19')]])
  })

  test('words in quotation marks stand next to each other in one of the fields', async () => {
    await publish('Climate summit opens', undefined, ['World politics'])
    expect(await found(['climate summit'])).toHaveLength(1)
    expect(await found(['summit climate'])).toEqual([])
    expect(await found(['opens world'])).toEqual([])
    expect(await found(['world politics', 'summit'])).toHaveLength(1)
  })

  test('with unwanted words anywhere are left out', async () => {
    await publish('Budget passes')
    await publish('Budget fails', reportOf(['Anna Berg', 'It was all rumour and nothing else at all']))
    expect(await found(['budget'], ['rumour'])).toEqual(['Budget passes'])
    expect(await found(['budget'], ['rumour', 'passes'])).toEqual([])
    expect(await found([], ['rumour'])).toEqual(['Budget passes'])
  })

  test('of a feed that was removed are not found', async () => {
    await publish('Budget passes')
    await removeFeed(store, 1)
    expect(await found(['budget'])).toEqual([])
    expect(await store.db.selectFrom('item_words').select('rowid').execute()).toEqual([])
  })

  test('are asked for with anything that can be typed', async () => {
    await publish('Budget passes')
    const typed = ["it's", '& | ! <-> ( ) :* "', 'a'.repeat(5000), 'and or not near', '½ ² ①', '\u0000x']
    for (const word of typed) await found([word], [word])
  })
})
