import { readdirSync, readFileSync } from 'node:fs'
import { Parser } from 'htmlparser2'
import RssParser from 'rss-parser'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'

const folder = new URL('../../feeds/samples/', import.meta.url)
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8')

const expectedSchema = z.array(
  z.strictObject({
    page: z.string(),
    headline: z.string(),
    quotes: z.array(
      z.strictObject({
        text: z.string().min(1),
        speaker: z.string().min(1),
        role: z.string().nullable(),
        where: z.string().nullable(),
        key: z.boolean(),
      }),
    ),
  }),
)

const expected = expectedSchema.parse(
  JSON.parse(readFileSync(new URL('../fixtures/samples.json', import.meta.url), 'utf8')),
)
const pages = readdirSync(folder).filter((name) => name.endsWith('.html'))
const feed = await new RssParser().parseString(read('feed.xml'))

type Page = { readonly text: string; readonly references: readonly string[] }

function readPage(name: string): Page {
  const references: string[] = []
  let text = ''
  const parser = new Parser({
    onopentag: (_name, attributes) => {
      const { src, href } = attributes
      references.push(...[src, href].filter((value) => value !== undefined))
    },
    ontext: (run) => {
      text += run
    },
  })
  parser.end(read(name))
  return { text, references }
}

describe('the sample feed', () => {
  test('links to every page of the folder and to nothing else', () => {
    expect(feed.items.map((item) => item.link).sort()).toEqual([...pages].sort())
    expect(expected.map((story) => story.page).sort()).toEqual([...pages].sort())
  })

  test('names each story once, with the headline of its page', () => {
    expect(new Set(feed.items.map((item) => item.guid)).size).toBe(pages.length)
    expect(feed.items.map(({ link, title }) => ({ page: link, headline: title }))).toEqual(
      expected.map(({ page, headline }) => ({ page, headline })),
    )
  })

  test('lists the stories from the newest to the oldest, all of January 2026', () => {
    const dates = feed.items.map((item) => item.isoDate ?? '')
    expect(dates).toEqual([...dates].sort().reverse())
    expect(dates.every((date) => date.startsWith('2026-01-'))).toBe(true)
  })
})

describe.each(expected)('the sample page $page', ({ page, headline, quotes }) => {
  const { text, references } = readPage(page)

  test('carries its headline and every expected quote verbatim', () => {
    expect(text).toContain(headline)
    for (const quote of quotes) expect(text).toContain(quote.text)
  })

  test('loads and links only files of the folder', () => {
    const names = readdirSync(folder)
    for (const reference of references) expect(names).toContain(reference)
  })
})

test('one sample story has no quotes, so that the demo shows a post without any', () => {
  expect(expected.filter((story) => story.quotes.length === 0)).toHaveLength(1)
})
