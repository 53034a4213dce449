import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { readPage } from '../../src/read/page/page.ts'
import { readArticle } from '../../src/read/reading.ts'

const goldStories = z.array(
  z.object({
    page: z.string(),
    headline: z.string(),
    quotes: z.array(
      z.object({
        text: z.string(),
        speaker: z.string(),
        role: z.string().nullable(),
        where: z.string().nullable(),
        key: z.boolean(),
      }),
    ),
  }),
)

const stories = goldStories.parse(
  JSON.parse(readFileSync(new URL('../fixtures/samples.json', import.meta.url), 'utf8')),
)

function readSample(page: string) {
  const html = readFileSync(new URL(`../../feeds/samples/${page}`, import.meta.url), 'utf8')
  const outcome = readPage(html, {
    url: `https://gazette.example/${page}`,
    now: new Date('2026-01-25T00:00:00Z'),
  })
  if (outcome.kind === 'refused') throw new Error(outcome.message)
  return readArticle(outcome.article, null)
}

describe.each(stories)('$headline', ({ page, headline, quotes: gold }) => {
  const { article, quotes, keyQuotes, summary, briefly } = readSample(page)
  const bare = (text: string) => text.replace(/[.,]$/, '')
  const goldFor = (text: string) => gold.find((quote) => bare(quote.text) === bare(text))

  test('the headline is the page’s', () => {
    expect(article.headline).toBe(headline)
  })

  test('every quote with a speaker has the right one', () => {
    const named = quotes.filter((quote) => quote.speaker !== null && goldFor(quote.text))
    const found = named.map(({ text, speaker }) => [text, speaker?.name])
    expect(found).toEqual(named.map(({ text }) => [text, goldFor(text)?.speaker]))
  })

  test('the key quotes have the right speaker, and most are ones an editor would lift', () => {
    const lifted = gold.filter(({ key }) => key)
    expect(keyQuotes.length).toBeLessThanOrEqual(4)
    expect(keyQuotes.length).toBeGreaterThanOrEqual(Math.min(2, lifted.length))
    for (const quote of keyQuotes) {
      expect(goldFor(quote.text), quote.text).toMatchObject({ speaker: quote.speaker?.name })
    }
    const good = keyQuotes.filter((quote) => goldFor(quote.text)?.key)
    expect(good.length).toBeGreaterThanOrEqual(Math.ceil(keyQuotes.length * 0.6))
  })

  test('the summary is three sentences of the article that fit a post, and two of them for a short one', () => {
    expect(summary).toHaveLength(3)
    expect(briefly).toHaveLength(2)
    for (const quote of keyQuotes) expect(summary.join(' ')).not.toContain(quote.text)
    expect(summary.filter((sentence) => briefly?.includes(sentence))).toEqual(briefly)
    for (const sentence of summary) expect(sentence.length).toBeLessThanOrEqual(300)
  })
})
