import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Article, ArticleOutcome } from '../../src/read/article.ts'
import { readPage } from '../../src/read/page/page.ts'
import { readPlainText } from '../../src/read/page/plain-text.ts'

const now = new Date('2026-11-01T12:00:00Z')
const url = 'https://ellery.example/2026/ferry'

const sentence = fc.constantFrom(
  'The ferry stayed in the harbour of Ellery on Tuesday, and everybody took the long way around the bay to work.',
  '“We look at the sea every morning,” said Ann Bell, who has steered the ferry for longer than anybody else.',
  'Погода залишалася вітряною, тож пором не вийшов у море, сказала капітанка, яка працює тут найдовше за всіх.',
  '渡轮在星期二没有离开港口，镇上的每个人都绕着海湾走了很长的路去上班，船长说明天再看天气如何变化。',
)
const oddity = fc.constantFrom(
  '',
  ' ',
  '\u00a0',
  '\u2028',
  '\u200b',
  '\ufeff',
  '\u00ad',
  '&nbsp;',
  '&#8203;',
  '&amp;',
  '\ud83d\ude00',
  '\ud83d',
  '<',
  '\u0000',
)
const words = fc.oneof(
  { weight: 3, arbitrary: sentence },
  { weight: 2, arbitrary: oddity },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
)
const tag = fc.constantFrom(
  'p',
  'div',
  'li',
  'h2',
  'blockquote',
  'td',
  'span',
  'section',
  'article',
  'figcaption',
  'pre',
  'template',
  'noscript',
  'a',
)

const html = fc
  .array(
    fc.oneof(
      words,
      tag.map((name) => `<${name}>`),
      tag.map((name) => `</${name}>`),
      fc.constantFrom('<br>', '<img alt="The ferry in the harbour">', '<!-- -->', '<p class="caption">'),
    ),
    { minLength: 12, maxLength: 60 },
  )
  .map((parts) => `<p>It was the first day of the week, and the ferry did not sail.</p>${parts.join('')}`)

const text = fc
  .array(fc.oneof(words, fc.constantFrom('\n', '\n\n', '\r\n', '\t', ' • ')), { maxLength: 60 })
  .map((parts) => parts.join(''))

function articlesOf(outcome: ArticleOutcome): readonly Article[] {
  return outcome.kind === 'refused' ? [] : [outcome.article]
}

function expectWellFormed(article: Article): void {
  const parts = article.blocks.map(({ start, end }) => article.text.slice(start, end))
  expect(parts.join('\n\n')).toBe(article.text)
  for (const part of parts) expect(part).toMatch(/^\S(?:[^\n]*\S)?$/u)
  let before = -2
  for (const { start, end } of article.blocks) {
    expect(start).toBe(before + 2)
    expect(end).toBeGreaterThan(start)
    before = end
  }
}

describe('whatever was read, its blocks are trimmed lines in order that make up the text', () => {
  test('of a page', () => {
    let read = 0
    fc.assert(
      fc.property(html, (page) => {
        for (const article of articlesOf(readPage(page, { url, now }))) {
          read++
          expectWellFormed(article)
        }
      }),
      { numRuns: 100 },
    )
    expect(read).toBeGreaterThan(20)
  })

  test('of a text', () => {
    let read = 0
    fc.assert(
      fc.property(text, (saved) => {
        for (const article of articlesOf(
          readPlainText(`The ferry stays in the harbour\n\n${saved}`, { now }),
        )) {
          read++
          expectWellFormed(article)
        }
      }),
      { numRuns: 300 },
    )
    expect(read).toBeGreaterThan(20)
  })
})

test('no field of an article is empty or stands between spaces', () => {
  const value = fc.oneof(
    words,
    fc.constantFrom('<b>x</b>', '   ', 'https://e.example/a', '&lt;i&gt;y&lt;/i&gt;'),
  )
  const story =
    '<p>The ferry stayed in the harbour of Ellery on Tuesday, and everybody took the long way around the bay to work.</p>'
  fc.assert(
    fc.property(value, value, value, (headline, name, section) => {
      const ld = JSON.stringify({
        '@type': 'Article',
        headline,
        author: { name },
        articleSection: section,
        publisher: name,
      })
      const page = `<html><head><script type="application/ld+json">${ld.replaceAll('<', '\\u003c')}</script></head><body>${story}${story.replace('Tuesday', 'Monday')}</body></html>`
      for (const article of articlesOf(readPage(page, { url, now })))
        for (const field of [
          article.headline,
          article.dek,
          article.outlet,
          article.section,
          ...article.byline,
        ])
          if (field !== null) expect(field.trim()).toBe(field === '' ? 'a field' : field)
    }),
    { numRuns: 40 },
  )
})
