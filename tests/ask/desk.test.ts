import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { commands } from '../../src/ask/commands.ts'
import { answer } from '../../src/ask/desk.ts'
import type { DeskParts } from '../../src/ask/desk-parts.ts'
import { actionHandlers, commandHandlers, formHandlers } from '../../src/ask/handlers.ts'
import type { Deed } from '../../src/deliver/interaction.ts'
import type { View } from '../../src/deliver/view.ts'
import { listFeeds, removeFeed } from '../../src/store/feeds.ts'
import { openSearch } from '../../src/store/search/search.ts'
import type { Store } from '../../src/store/store.ts'
import { openTestStore } from '../store/engines.ts'
import { news, publishSample } from './newsroom.ts'
import { officeParts } from './office.ts'

const now = new Date('2026-01-25T08:00:00Z')
let store: Store
beforeEach(async () => {
  store = await openTestStore()
})
afterEach(() => store.close())

const parts = (): DeskParts => ({
  ...officeParts(store, {}),
  search: openSearch(store, ':memory:'),
  linkTo: () => null,
})

async function ask(deed: Deed): Promise<View> {
  const actor = { id: 'u1', name: 'Ann', locale: null, mayManage: false }
  const given = await answer({ platform: 'fake', actor, channel: news, message: null, deed }, parts(), now)
  if (given.kind !== 'view') throw new Error(`expected a view: ${given.kind}`)
  expect(given.isPrivate).toBe(true)
  return given.view
}

const quotesIn = (view: View) => view.blocks.flatMap((block) => (block.kind === 'quote' ? [block] : []))
const textOf = (view: View) => JSON.stringify(view)

test('help is the answer to nothing and to help, typed or chosen', async () => {
  const help = await ask({ kind: 'typed', text: '' })
  expect(textOf(help)).toContain('word for word')
  expect(await ask({ kind: 'typed', text: '  HELP me ' })).toEqual(help)
  expect(await ask({ kind: 'command', command: 'help', options: {} })).toEqual(help)
})

test('a word that is no command is named, and help is offered', async () => {
  const view = await ask({ kind: 'typed', text: 'frobnicate everything' })
  expect(textOf(view)).toContain('frobnicate')
  expect(textOf(view)).toContain('/news help')
})

test('a headline post has all its quotes behind More quotes, verbatim and with their speakers', async () => {
  const key = await publishSample(store, { page: 'abu-dhabi-talks.html', style: 'headline' }, now)
  const quotes = quotesIn(await ask({ kind: 'action', action: 'quotes', value: key }))
  expect(quotes.map(({ speaker }) => speaker)).toEqual(
    expect.arrayContaining(['Volodymyr Zelenskyy', 'Steve Witkoff', 'Donald Trump']),
  )
  const article = await store.db.selectFrom('articles').select('text').executeTakeFirstOrThrow()
  for (const quote of quotes) expect(article.text).toContain(quote.text)
})

test('a full post has behind More quotes only what it does not show', async () => {
  const full = await publishSample(store, { page: 'abu-dhabi-talks.html', style: 'full' }, now)
  const others = quotesIn(await ask({ kind: 'action', action: 'quotes', value: full }))
  expect(others.length).toBeGreaterThan(0)
  expect(others.map(({ text }) => text)).not.toContain(
    expect.stringContaining('I think we’ve got it down to one issue'),
  )
})

test('why tells the feed, the reason and the times', async () => {
  const key = await publishSample(store, { page: 'abu-dhabi-talks.html', style: 'full' }, now)
  const text = textOf(await ask({ kind: 'action', action: 'why', value: key }))
  expect(text).toContain('The Sample Gazette')
  expect(text).toContain('the channel follows the feed')
  expect(text).toContain(String(now.getTime()))
})

test('a post whose feed was removed says so', async () => {
  const key = await publishSample(store, { page: 'abu-dhabi-talks.html', style: 'full' }, now)
  for (const feed of await listFeeds(store)) await removeFeed(store, feed.id)
  for (const action of ['why', 'quotes'])
    expect(textOf(await ask({ kind: 'action', action, value: key }))).toContain('was removed')
})

test('a name that every object knows is no command, button or form', async () => {
  for (const name of ['constructor', '__proto__', 'toString']) {
    expect(textOf(await ask({ kind: 'command', command: name, options: {} }))).toContain('/news help')
    expect(textOf(await ask({ kind: 'action', action: name, value: '' }))).toContain('/news help')
    expect(textOf(await ask({ kind: 'form', form: name, state: '', fields: {} }))).toContain('/news help')
  }
})

test('every command of the table is answered by somebody', () => {
  expect(Object.keys(commandHandlers).toSorted()).toEqual(commands.map(({ name }) => name).toSorted())
})

test('every button, choice and form that is shown is answered by somebody', () => {
  const folder = new URL('../../src/ask/', import.meta.url)
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.startsWith('texts/'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .join('\n')
  const named = (pattern: RegExp) => new Set([...sources.matchAll(pattern)].map(([, name = '']) => name))
  const missing = [
    ...[...named(/button\(\s*'([\w-]+)'/g)].filter((name) => !actionHandlers[name]),
    ...[...named(/kind: 'select',\s*action: '([\w-]+)'/g)].filter((name) => !actionHandlers[name]),
    ...[...named(/\bform: '([\w-]+)'/g)].filter((name) => !formHandlers[name]),
  ]
  expect(missing).toEqual([])
})
