import { afterEach, beforeEach, expect, test } from 'vitest'
import { greet, offerPacks, openFirstFeedForm, sendFirstFeed } from '../../src/ask/notices/first-contact.ts'
import { starterPacks } from '../../src/ask/opml/starter.ts'
import { firstContactTexts } from '../../src/ask/texts/first-contact.ts'
import { locales } from '../../src/deliver/locale.ts'
import type { Store } from '../../src/store/store.ts'
import { openTestStore } from '../store/engines.ts'
import { askedBy, blocksOf, elsewhere, feedOf, officeParts, stranger, wordsOf } from './office.ts'

let store: Store
beforeEach(async () => {
  store = await openTestStore()
})
afterEach(() => store.close())

const url = 'https://gazette.example/'
const parts = () => officeParts(store, { [url]: feedOf('Gazette', [1]) })

test('a workspace is greeted once, in public, with three ways to begin', async () => {
  const hello = await greet(askedBy(), parts())
  expect(hello).toMatchObject({ kind: 'view', isPrivate: false })
  const actions = blocksOf(hello).flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
  expect(actions.map((one) => one.kind === 'action' && one.action)).toEqual([
    'start-feed',
    'start-pack',
    'start-import',
  ])
  expect(await greet(askedBy({ channel: elsewhere }), parts())).toEqual({ kind: 'silence' })
  expect(await greet(askedBy({ channel: stranger }), parts())).toMatchObject({ kind: 'view' })
})

test('joining without a channel is no greeting, and the next one is', async () => {
  expect(await greet(askedBy({ channel: null }), parts())).toEqual({ kind: 'silence' })
  expect(await greet(askedBy(), parts())).toMatchObject({ kind: 'view' })
})

test('the first button asks for an address and leads to the preview', async () => {
  expect(await openFirstFeedForm(askedBy(), '', parts())).toMatchObject({
    kind: 'form',
    form: { form: 'start-feed' },
  })
  const sent = { state: '', fields: { url: 'gazette.example' } }
  expect(wordsOf(await sendFirstFeed(askedBy(), sent, parts()))).toContain('Preview: Gazette')
})

test('every starter pack can be chosen, by a name in every language', async () => {
  const select = blocksOf(await offerPacks(askedBy(), '', parts())).find(({ kind }) => kind === 'select')
  const names = starterPacks().map(({ name }) => name)
  expect(select?.kind === 'select' && select.options.map(({ value }) => value)).toEqual(names)
  for (const locale of locales)
    for (const name of names) expect(firstContactTexts[locale].packs).toHaveProperty(name)
})

test('who may not is told so', async () => {
  const bob = askedBy({ actor: { id: 'bob', name: null, locale: null, mayManage: false } })
  for (const act of [openFirstFeedForm, offerPacks])
    expect(wordsOf(await act(bob, '', parts()))).toContain('right to manage')
})
