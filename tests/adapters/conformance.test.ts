import { randomUUID } from 'node:crypto'
import { describe, expect, onTestFinished, test } from 'vitest'
import { locales } from '../../src/deliver/locale.ts'
import { postStyles } from '../../src/deliver/style.ts'
import { postTexts } from '../../src/deliver/texts/post.ts'
import type { View } from '../../src/deliver/view.ts'
import type { Post } from '../../src/read/post.ts'
import { type Bench, consoleBench, discordBench, emulateBench, slackBench } from './benches.ts'
import { postCases } from './posts.ts'

const story = postCases['abu-dhabi-talks'] ?? postCases.plain
if (!story) throw new Error('expected a story')

const anHourAgo = () => new Date(Date.now() - 3_600_000)

/** What a reader sees: without the escapes of a platform and the line breaks of a terminal. */
const bare = (text: string) => text.replaceAll('\\', '').replace(/[\s┃]+/g, ' ')

async function bench(open: () => Promise<Bench>): Promise<Bench> {
  const opened = await open()
  onTestFinished(opened.close)
  return opened
}

async function publish({ adapter, channel }: Bench, post: Post, key = randomUUID()) {
  const result = await adapter.publish(channel, adapter.render(post, 'full', { key }), key)
  if (result.kind !== 'sent') throw new Error(`not sent: ${JSON.stringify(result)}`)
  return { key, message: result.message }
}

const platforms = {
  console: consoleBench,
  discord: discordBench,
  slack: slackBench,
  'slack, as emulate has it': emulateBench,
}

describe.each(Object.entries(platforms))('%s', (name, open) => {
  test('a published post shows headline, summary, quotes and speakers, word for word', async () => {
    const here = await bench(open)
    const { message } = await publish(here, story)
    expect(message).toMatchObject(here.channel)
    const shown = bare((await here.shown()).join())
    for (const text of [story.headline, ...story.summary, story.outlet ?? '']) expect(shown).toContain(text)
    for (const { text, speaker, role } of story.quotes) {
      expect(shown).toContain(text)
      expect(shown).toContain(speaker)
      expect(shown).toContain(role)
    }
  })

  test('the same post, style and key give the same message', async () => {
    const { adapter } = await bench(open)
    for (const post of Object.values(postCases))
      for (const style of postStyles)
        expect(adapter.render(post, style, { key: 'k' })).toBe(adapter.render(post, style, { key: 'k' }))
  })

  test('the words around a post are in the language asked for, and the post stays as it is', async () => {
    const { adapter } = await bench(open)
    const shown = locales.map((locale) => bare(adapter.render(story, 'brief', { key: 'k', locale })))
    for (const [index, locale] of locales.entries())
      for (const text of [story.headline, ...(name === 'console' ? [] : [postTexts[locale].whyThis])])
        expect(shown[index]).toContain(text)
    const unread = { ...story, notice: 'The page has no article we could read.' }
    expect(adapter.render(unread, 'full', { key: 'k', locale: 'de' })).toMatch(
      name === 'console' ? /"locale":"de"/ : /Auf der Seite steht kein Artikel/,
    )
  })

  test('each style shows what the smaller one shows, and more', async () => {
    const here = await bench(open)
    const seen: string[] = []
    for (const style of postStyles) {
      const key = randomUUID()
      await here.adapter.publish(here.channel, here.adapter.render(story, style, { key }), key)
      seen.push(bare((await here.shown()).at(-1) ?? ''))
    }
    const quotesIn = (text = '') => story.quotes.filter((quote) => text.includes(quote.text)).length
    expect(seen.map(quotesIn)).toEqual([0, 2, story.quotes.length])
    for (const text of seen) expect(text).toContain(story.headline)
  })

  test('whatever a feed says can be posted', async () => {
    const here = await bench(open)
    // Fewer than the 50 requests that Discord takes in a second.
    for (const post of Object.values(postCases))
      for (const style of ['headline', 'full'] as const) {
        const key = randomUUID()
        const result = await here.adapter.publish(
          here.channel,
          here.adapter.render(post, style, { key }),
          key,
        )
        expect(result.kind).toBe('sent')
      }
    expect(here.violations()).toEqual([])
  })

  test('what is not a post is shown too', async () => {
    const here = await bench(open)
    const key = randomUUID()
    const result = await here.adapter.publish(here.channel, here.adapter.renderView(notice, { key }), key)
    expect(result.kind).toBe('sent')
    const shown = bare((await here.shown()).at(-1) ?? '')
    for (const text of ['Something happened', 'in plain words', 'Ann Lee']) expect(shown).toContain(text)
    expect(here.violations()).toEqual([])
  })

  test('a message is found by its key, and only by its own', async () => {
    const here = await bench(open)
    const { key, message } = await publish(here, story)
    await publish(here, story)
    const found = await here.adapter.find(here.channel, key, anHourAgo())
    const other = await here.adapter.find(here.channel, randomUUID(), anHourAgo())
    if (name === 'console') expect([found.kind, other.kind]).toEqual(['unavailable', 'unavailable'])
    else {
      expect(found).toEqual({ kind: 'found', message })
      expect(other).toEqual({ kind: 'absent' })
    }
  })

  test('a message can be changed, and changing it twice is changing it once', async () => {
    const here = await bench(open)
    const { key, message } = await publish(here, story)
    const changed = here.adapter.render({ ...story, headline: 'Corrected headline' }, 'full', { key })
    for (let time = 0; time < 2; time++)
      expect(await here.adapter.update(message, changed)).toMatchObject({ kind: 'sent', message })
    expect((await here.shown()).at(-1)).toContain('Corrected headline')
  })

  test('a message can be answered', async () => {
    const here = await bench(open)
    const { message } = await publish(here, story)
    const key = randomUUID()
    const to = { ...here.channel, replyTo: message.messageId }
    const result = await here.adapter.publish(to, here.adapter.renderView(notice, { key }), key)
    expect(result.kind).toBe('sent')
  })

  test('access is open where there is a channel and closed where there is none', async () => {
    const here = await bench(open)
    expect(await here.adapter.checkAccess(here.channel)).toMatchObject({ kind: 'open' })
    if (here.missing)
      expect(await here.adapter.checkAccess(here.missing)).toMatchObject({
        kind: 'closed',
        reason: expect.any(String),
        fix: expect.any(String),
      })
  })

  test('a channel that is not there is a refusal about the channel', async () => {
    const here = await bench(open)
    if (!here.missing) return expect(name).toBe('console')
    const key = randomUUID()
    const result = await here.adapter.publish(here.missing, here.adapter.render(story, 'full', { key }), key)
    expect(result).toMatchObject({ kind: 'rejected', about: 'channel', reason: expect.any(String) })
  })

  test('a lost answer is an unknown outcome, and the message is found', async () => {
    const here = await bench(open)
    if (!here.loseNextAnswer) return expect(['console', 'slack, as emulate has it']).toContain(name)
    here.loseNextAnswer()
    const key = randomUUID()
    const since = new Date()
    const result = await here.adapter.publish(here.channel, here.adapter.render(story, 'full', { key }), key)
    expect(result.kind).toBe('unknown')
    expect((await here.adapter.find(here.channel, key, since)).kind).toBe('found')
    expect(await here.shown()).toHaveLength(1)
  })
})

const notice: View = {
  blocks: [
    { kind: 'heading', text: 'Something happened' },
    { kind: 'text', text: ['It is told ', { strong: 'in plain words' }, '.'] },
    { kind: 'list', items: [['one'], [{ code: 'two' }], [{ text: 'three', url: 'https://x.example/' }]] },
    {
      kind: 'quote',
      text: 'We have waited eleven years',
      speaker: 'Ann Lee',
      role: 'harbour master',
      where: null,
      source: null,
    },
    { kind: 'note', text: ['Seen ', { time: 1_769_280_000_000, as: 'moment' }] },
    {
      kind: 'buttons',
      buttons: [
        { kind: 'action', action: 'again', value: '1', label: 'Again', tone: 'primary' },
        { kind: 'link', url: 'https://x.example/', label: 'Look' },
      ],
    },
  ],
}
