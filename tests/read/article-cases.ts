import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { Article, ArticleOutcome } from '../../src/read/article.ts'
import { readPage } from '../../src/read/page/page.ts'
import { readPlainText } from '../../src/read/page/plain-text.ts'

const folder = new URL('../fixtures/articles/', import.meta.url)
const now = new Date('2026-11-01T12:00:00Z')
const url = 'https://www.tidewater.example/local/story-1'

/** Every case: a page as it was saved, and what has to be read from it. */
export function articleCases(): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

export function readCase(name: string): ArticleOutcome {
  const text = new URL(`${name}/input.txt`, folder)
  if (existsSync(text)) return readPlainText(readFileSync(text, 'utf8'), { now })
  return readPage(readFileSync(new URL(`${name}/input.html`, folder), 'utf8'), { url, now })
}

export function expectedOf(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`${name}/expected.json`, folder), 'utf8'))
}

/** The outcome as expected.json writes it: dates in words, blocks with their text instead of offsets. */
export function legible(outcome: ArticleOutcome): unknown {
  if (outcome.kind === 'refused') return { refused: outcome.reason }
  const { text, blocks, publishedAt, updatedAt, ...rest } = outcome.article
  return {
    ...(outcome.kind === 'teaser' ? { kind: outcome.kind } : {}),
    ...rest,
    publishedAt: isoDate(publishedAt),
    updatedAt: isoDate(updatedAt),
    blocks: blocks.map(({ kind, start, end }) => [kind, text.slice(start, end)]),
  }
}

function isoDate(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString()
}

export function articleOf(outcome: ArticleOutcome): Article {
  if (outcome.kind === 'refused') throw new Error(`expected an article, found a refusal: ${outcome.message}`)
  return outcome.article
}
