import { stripVTControlCharacters } from 'node:util'
import fc from 'fast-check'
import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { renderPost, type Terminal } from '../../../adapters/console/render.ts'
import type { Post } from '../../../src/read/post.ts'

const pipe: Terminal = { columns: 100, color: false, links: false, locale: 'en-GB', timeZone: 'UTC' }
const terminal: Terminal = { ...pipe, color: true, links: true }

const post: Post = {
  headline: 'Harbour opens again',
  url: 'https://gazette.example/harbour',
  outlet: 'The Gazette',
  publishedAt: Date.parse('2026-01-24T18:40:00Z'),
  updatedAt: null,
  summary: ['The harbour opened on Saturday.', 'Three ferries sailed.'],
  quotes: [
    {
      text: 'We waited two years for this morning',
      start: 0,
      end: 36,
      speaker: 'Ann Pilot',
      role: 'harbour master',
      where: 'Telegram',
    },
  ],
  image: null,
  otherQuotes: 0,
  topics: [],
  language: 'en',
  notice: null,
}

test('a piped post is plain text: headline, summary, block quotes with their speaker, source', () => {
  expect(renderPost(post, 'full', pipe)).toBe(
    [
      '  Harbour opens again',
      '',
      '  The harbour opened on Saturday. Three ferries sailed.',
      '',
      '  ┃ “We waited two years for this morning”',
      '  ┃ — Ann Pilot, harbour master · Telegram',
      '',
      '  The Gazette · 24 Jan 2026, 18:40 UTC',
      '  https://gazette.example/harbour',
      '',
    ].join('\n'),
  )
})

test('a terminal gets colour and a headline that links to the article, and says the same', () => {
  const shown = renderPost(post, 'full', terminal)
  expect(shown).toContain('\u001b]8;;https://gazette.example/harbour\u0007')
  expect(shown).toContain('\u001b[1m')
  expect(stripVTControlCharacters(shown)).toBe(renderPost(post, 'full', pipe))
})

test('the style headline is the headline and its source', () => {
  const shown = renderPost(post, 'headline', pipe)
  expect(shown).toContain('Harbour opens again')
  expect(shown).not.toContain('waited')
})

test('a post without an article says why', () => {
  const shown = renderPost({ ...post, notice: 'The page could not be opened.', quotes: [] }, 'full', pipe)
  expect(shown).toContain('The page could not be opened.')
})

test('text from a stranger cannot steer the terminal', () => {
  const evil = 'red \u001b[31malert\u001b[0m \u009b2J \u202egnp.exe \u0007'
  const shown = renderPost({ ...post, headline: evil, outlet: evil, summary: [evil] }, 'full', pipe)
  expect(shown).toContain('alert')
  expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
})

test('no line is wider than the terminal, except a single word that is', () => {
  const words = fc.array(fc.string({ minLength: 1, maxLength: 20 }), { maxLength: 60 })
  fc.assert(
    fc.property(words, fc.integer({ min: 50, max: 200 }), (text, columns) => {
      const shown = renderPost({ ...post, url: null, summary: [text.join(' ')] }, 'full', {
        ...pipe,
        columns,
      })
      for (const line of shown.split('\n'))
        if (line.trim().includes(' ')) expect(stringWidth(line)).toBeLessThanOrEqual(columns)
    }),
  )
})

test('a quote is shown word for word', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[\p{L}’,.!?-]{1,12}$/u), { minLength: 1, maxLength: 50 }),
      (words) => {
        const [quote] = post.quotes
        if (!quote) throw new Error('expected a quote')
        const text = words.join(' ')
        const shown = renderPost({ ...post, quotes: [{ ...quote, text }] }, 'full', pipe)
        expect(shown.replace(/\n {2}┃ /g, ' ')).toContain(`“${text}”`)
      },
    ),
  )
})
