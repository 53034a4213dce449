import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { digestNow } from '../../src/ask/news/digest-now.ts'
import { latest } from '../../src/ask/news/latest.ts'
import { turnPage } from '../../src/ask/news/paging.ts'
import { said, saidByPerson } from '../../src/ask/news/said.ts'
import { search } from '../../src/ask/news/search.ts'
import type { SearchParts } from '../../src/ask/news/search-parts.ts'
import { share } from '../../src/ask/news/share.ts'
import { why } from '../../src/ask/news/why.ts'
import { suggest } from '../../src/ask/suggest.ts'
import { locales } from '../../src/deliver/locale.ts'
import type { Reply } from '../../src/deliver/reply.ts'
import { archive, openSearchParts, reportOf } from './archive.ts'
import { askedAt } from './asking.ts'

const now = new Date('2026-01-25T08:00:00Z')
let parts: SearchParts
beforeEach(async () => {
  parts = await openSearchParts()
  await archive(parts.store, {
    title: 'Zelenskyy calls talks “constructive”',
    outlet: 'The Gazette',
    topics: ['War & peace'],
    text: reportOf(
      ['Volodymyr Zelenskyy', 'We won’t stop — naïve or not — talking  to everybody'],
      ['Donald Trump', 'I think we have got it down to one issue'],
      ['Eric Trump', 'The harbours are *open* and <b>busy</b> & always were'],
    ),
    now,
  })
})
afterEach(() => parts.store.close())

/** What people type, what they should not, and what means something to an index of words. */
const typed = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc
    .array(
      fc.constantFrom(
        ...[
          'zelensky',
          'Зеленський',
          'talks',
          'trump',
          '"',
          '“',
          '-',
          '*',
          '^',
          '+',
          '(',
          ')',
          ':',
          'title:',
          '{',
          '}',
        ],
        ...[
          'AND',
          'OR',
          'NOT',
          'NEAR(',
          'NEAR/2',
          'NULL',
          '\u0000',
          "'",
          "';--",
          '%',
          '_',
          'rowid',
          ' ',
          '24h',
          '.',
        ],
      ),
      { maxLength: 12 },
    )
    .map((pieces) => pieces.join(' ')),
)

async function isWhole(reply: Reply, articles: readonly string[]): Promise<void> {
  if (reply.kind !== 'view') return expect(reply.kind).toBe('suggestions') as undefined
  const text = JSON.stringify(reply.view)
  expect(text).not.toMatch(/undefined|SqliteError|SQLITE|fts5|\bat .*\.ts:/)
  for (const block of reply.view.blocks) {
    if (block.kind === 'quote') expect(articles.some((article) => article.includes(block.text))).toBe(true)
    if (block.kind === 'select')
      for (const { value } of block.options) expect(value.length).toBeLessThanOrEqual(60)
    if (block.kind !== 'buttons') continue
    for (const button of block.buttons)
      if (button.kind === 'action') expect(button.value.length).toBeLessThanOrEqual(60)
  }
}

test('whatever is typed is answered, and every quote in an answer stands in an article', async () => {
  const articles = (await parts.store.db.selectFrom('articles').select('text').execute()).map(
    ({ text }) => text,
  )
  const commands = { latest, search, said, digestNow, why }
  const actions = { turnPage, share, saidByPerson }
  await fc.assert(
    fc.asyncProperty(typed, typed, fc.constantFrom(...locales), async (one, other, locale) => {
      const asked = askedAt(now, { locale })
      const options = {
        topic: one,
        words: one,
        person: one,
        link: one,
        span: other,
        count: other,
        about: other,
      }
      for (const command of Object.values(commands)) {
        await isWhole(await command(asked, options, parts), articles)
        await isWhole(await command(asked, { ...options, from: other, since: other }, parts), articles)
      }
      for (const action of Object.values(actions)) await isWhole(await action(asked, one, parts), articles)
      for (const command of ['latest', 'said', 'search'])
        for (const option of ['topic', 'person', 'from'])
          await isWhole(await suggest(asked, { command, option, typed: one }, parts), articles)
    }),
    { numRuns: 120 },
  )
})
