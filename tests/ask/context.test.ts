import { readdirSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { showContext, showContextOfPost } from '../../src/ask/news/context.ts'
import { moreQuotes } from '../../src/ask/news/more-quotes.ts'
import { turnPage } from '../../src/ask/news/paging.ts'
import { said } from '../../src/ask/news/said.ts'
import { search } from '../../src/ask/news/search.ts'
import type { SearchParts } from '../../src/ask/news/search-parts.ts'
import { whyThis } from '../../src/ask/news/why-this.ts'
import { proofTexts } from '../../src/ask/texts/proof.ts'
import { locales } from '../../src/deliver/locale.ts'
import type { Reply } from '../../src/deliver/reply.ts'
import { postTexts } from '../../src/deliver/texts/post.ts'
import type { Inline, View } from '../../src/deliver/view.ts'
import { archive, openSearchParts, reportOf } from './archive.ts'
import { askedAt, buttonIn, viewOf, wordsOf } from './asking.ts'
import { news, publishSample } from './newsroom.ts'

const now = new Date('2026-01-25T08:00:00Z')
const asked = askedAt(now)
let parts: SearchParts
beforeEach(async () => {
  parts = await openSearchParts()
})
afterEach(() => parts.store.close())

const publish = (page = 'abu-dhabi-talks.html') => publishSample(parts.store, { page, style: 'full' }, now)
const quotes = () => parts.store.db.selectFrom('quotes').selectAll().where('confidence', '>=', 0.8).execute()

async function quoteOf(speaker: string, words: string) {
  const found = (await quotes()).find((one) => one.speaker === speaker && one.text.includes(words))
  if (!found) throw new Error(`expected a quote of ${speaker}`)
  return found
}

/** The texts of an answer that have words marked in them. */
const passages = (reply: Reply) =>
  viewOf(reply).blocks.flatMap((block) =>
    block.kind === 'text' && block.text.some((part) => typeof part === 'object' && 'strong' in part)
      ? [block.text]
      : [],
  )
const wordsIn = (part: Inline) => (typeof part === 'string' ? part : 'strong' in part ? part.strong : '')

const choices = (view: View) =>
  view.blocks.flatMap((block) => (block.kind === 'select' && block.action === 'context' ? block.options : []))

test('a quote is shown in its paragraph, with who "he" is and how that is known', async () => {
  await publish()
  const quote = await quoteOf('Steve Witkoff', 'one issue')
  const reply = await showContext(asked, String(quote.id), parts)
  expect(passages(reply)[0]).toEqual(expect.arrayContaining([{ strong: quote.text }]))
  expect(wordsOf(reply)).toContain('The article says “he”. That is Steve Witkoff.')
  expect(wordsOf(reply)).toContain(proofTexts.en.rules.after)
  expect(wordsOf(reply)).toContain('The speaker is sure.')
  expect(reply).toMatchObject({ isPrivate: true })
})

test('where the name stands in another paragraph, its sentence is shown too', async () => {
  const text = [
    'The council met for two long days, and the delegates left. Nina Ortiz, the mayor, stayed behind.',
    '“The old bridge will carry twice the traffic after the repairs,” she said on Monday.',
  ].join('\n\n')
  await archive(parts.store, { title: 'The bridge', text, now })
  const [quote] = await quotes()
  const [paragraph, name] = passages(await showContext(asked, String(quote?.id), parts))
  expect(paragraph?.map(wordsIn).join('')).toBe(text.split('\n\n')[1])
  expect(name).toEqual([{ strong: 'Nina Ortiz' }, ', the mayor, stayed behind.'])
})

test('all that is shown of any sample is cut out of its article', async () => {
  const pages = readdirSync(new URL('../../feeds/samples', import.meta.url))
  for (const page of pages.filter((name) => name.endsWith('.html'))) {
    await publish(page)
    const { text } = await parts.store.db
      .selectFrom('articles')
      .select('text')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    const { id } = await parts.store.db
      .selectFrom('items')
      .select('id')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    for (const quote of (await quotes()).filter((one) => one.item_id === id)) {
      const shown = passages(await showContext(asked, String(quote.id), parts))
      expect(shown.length).toBeGreaterThan(0)
      for (const passage of shown)
        expect(text).toContain(
          passage
            .map(wordsIn)
            .join('')
            .replace(/^… | …$/g, ''),
        )
    }
  }
})

test('every answer with quotes leads to their paragraphs', async () => {
  const key = await publish()
  const witkoff = await quoteOf('Steve Witkoff', 'one issue')
  expect(JSON.stringify(await moreQuotes(parts.store, key))).toContain('"action":"context"')
  expect(choices(await whyThis(parts.store, key)).map(({ value }) => value)).toContain(String(witkoff.id))
  for (const reply of [
    await said(asked, { person: 'Witkoff' }, parts),
    await search(asked, { words: 'Witkoff' }, parts),
  ]) {
    const button = buttonIn(reply, 'In context')
    expect(button.action).toBe('context')
    expect(wordsOf(await showContext(asked, button.value, parts))).toContain('How the speaker was found')
  }
})

test('each page of an answer offers the quotes that stand on it', async () => {
  for (const name of ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh'])
    await archive(parts.store, {
      title: `The ${name} report`,
      text: reportOf(['Anna Berg', `We will rebuild the ${name} bridge before the winter comes`]),
      now,
    })
  const first = await said(asked, { person: 'Anna Berg' }, parts)
  expect(choices(viewOf(first))).toHaveLength(5)
  const second = await turnPage(asked, buttonIn(first, 'Next').value, parts)
  expect(choices(viewOf(second))).toHaveLength(2)
  for (const { label } of [...choices(viewOf(first)), ...choices(viewOf(second))]) {
    expect(label).toMatch(/^Anna Berg: “We will/)
    expect(label.length).toBeLessThanOrEqual(75)
  }
})

test('an article that changed meanwhile is said to have changed', async () => {
  await publish()
  const { id } = await quoteOf('Steve Witkoff', 'one issue')
  const { text } = await parts.store.db.selectFrom('articles').select('text').executeTakeFirstOrThrow()
  await parts.store.db
    .updateTable('articles')
    .set({ text: `${text} ` })
    .execute()
  expect(wordsOf(await showContext(asked, String(id), parts))).toContain('no longer the one')
})

test('of a quote that was read before evidence was kept, the paragraph is shown', async () => {
  await publish()
  const { id } = await quoteOf('Steve Witkoff', 'one issue')
  await parts.store.db.updateTable('quotes').set({ evidence: null }).execute()
  const reply = await showContext(asked, String(id), parts)
  expect(passages(reply)).toHaveLength(1)
  expect(wordsOf(reply)).toContain('before I kept')
})

test.each(['', '0', '999999', 'constructor', '1e3', '-1', '1.1', '9'.repeat(40)])(
  '%j is no quote that I have',
  async (value) => {
    await publish()
    expect(wordsOf(await showContext(asked, value, parts))).toContain('no longer have this quote')
  },
)

test('what others follow, and whose speaker is not sure, is shown to nobody', async () => {
  await publish()
  const { id } = await quoteOf('Steve Witkoff', 'one issue')
  const stranger = { ...asked, channel: { ...news, workspaceId: 'other' } }
  expect(wordsOf(await showContext(stranger, String(id), parts))).toContain('no longer have this quote')
  expect(wordsOf(await showContext({ ...asked, channel: null }, String(id), parts))).toContain('no longer')
  await parts.store.db.updateTable('quotes').set({ confidence: 0.79 }).execute()
  expect(wordsOf(await showContext(asked, String(id), parts))).toContain('no longer have this quote')
})

test('a speech is shown by its beginning and its end, with the cut to be seen', async () => {
  const speech = 'We are going to rebuild the bridge over the river. '.repeat(60).trim()
  await archive(parts.store, { title: 'A speech', text: reportOf(['Anna Berg', speech.slice(0, -1)]), now })
  const quote = (await quotes())[0]
  const [passage = []] = passages(await showContext(asked, String(quote?.id), parts))
  expect(passage.map(wordsIn).join('').length).toBeLessThan(2_500)
  expect(passage.map(wordsIn).join('')).toContain(' […] ')
})

test('a post leads to its first quote in its paragraph, and from there to the others', async () => {
  const key = await publish()
  const keyQuotes = (await quotes()).filter(({ is_key }) => is_key === 1)
  const reply = await showContextOfPost(asked, key, parts)
  expect(passages(reply)[0]).toEqual(expect.arrayContaining([{ strong: keyQuotes[0]?.text }]))
  expect(choices(viewOf(reply)).map(({ value }) => value)).toEqual(keyQuotes.map(({ id }) => String(id)))
  for (const unknown of ['', 'constructor', 'no-such-key'])
    expect(wordsOf(await showContextOfPost(asked, unknown, parts))).toContain('no longer have this quote')
})

test.each(locales)('all of it is said in %s', async (locale) => {
  await publish()
  const { id } = await quoteOf('Steve Witkoff', 'one issue')
  const told = wordsOf(await showContext({ ...asked, locale }, String(id), parts))
  const texts = proofTexts[locale]
  for (const expected of [texts.means('he', 'Steve Witkoff'), texts.rules.after, texts.sure])
    expect(told).toContain(expected)
  expect(texts.inContext).toBe(postTexts[locale].inContext)
})
