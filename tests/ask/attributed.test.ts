import { afterEach, beforeEach, expect, test } from 'vitest'
import { digestNow } from '../../src/ask/news/digest-now.ts'
import { latest } from '../../src/ask/news/latest.ts'
import { moreQuotes } from '../../src/ask/news/more-quotes.ts'
import { said } from '../../src/ask/news/said.ts'
import { search } from '../../src/ask/news/search.ts'
import type { SearchParts } from '../../src/ask/news/search-parts.ts'
import type { Reply } from '../../src/deliver/reply.ts'
import { leastConfidence } from '../../src/store/attributed.ts'
import { archive, openSearchParts } from './archive.ts'
import { askedAt, quotesIn, wordsOf } from './asking.ts'
import { publishSample } from './newsroom.ts'

const now = new Date('2026-01-25T08:00:00Z')
const asked = askedAt(now)
let parts: SearchParts
beforeEach(async () => {
  parts = await openSearchParts()
})
afterEach(() => parts.store.close())

const answers = async (key: string): Promise<readonly Reply[]> => [
  { kind: 'view', isPrivate: true, view: await moreQuotes(parts.store, key) },
  await said(asked, { person: 'Witkoff' }, parts),
  await search(asked, { words: 'talks' }, parts),
  await latest(asked, {}, parts),
  await digestNow(asked, { span: '7d' }, parts),
]

test.each([
  [leastConfidence, true],
  [leastConfidence - 0.001, false],
])(
  'with a confidence of %s it is %s that words are shown as somebody’s, in every answer',
  async (confidence, isShown) => {
    const key = await publishSample(parts.store, { page: 'abu-dhabi-talks.html', style: 'headline' }, now)
    await parts.store.db.updateTable('quotes').set({ confidence }).execute()
    for (const reply of await answers(key)) expect(quotesIn(reply).length > 0).toBe(isShown)
  },
)

test('whom the text does not surely name is nobody whose quotes can be asked for', async () => {
  const text = [
    'The meeting ended on Monday after two long days, and the delegations left without talking.',
    'Nina Ortiz was glad. “The old bridge will carry twice the traffic now.”',
  ].join('\n\n')
  await archive(parts.store, { title: 'The bridge', text, now })
  const stored = await parts.store.db.selectFrom('quotes').select(['speaker', 'confidence']).execute()
  expect(stored).toEqual([{ speaker: 'Nina Ortiz', confidence: 0.75 }])
  expect(wordsOf(await said(asked, { person: 'Nina Ortiz' }, parts))).toContain('no quotes')
})
