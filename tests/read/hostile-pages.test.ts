import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPage } from '../../src/read/page/page.ts'
import { readPlainText } from '../../src/read/page/plain-text.ts'
import { preflight } from '../../src/read/page/preflight.ts'

const context = { url: 'https://ellery.example/2026/story', now: new Date('2026-11-01T12:00:00Z') }
const paragraph = (number: number) =>
  `<p>On day ${number} the council voted to repair the old bridge, the mayor said, after a debate of four hours.</p>`
const paragraphs = (count: number) =>
  Array.from({ length: count }, (_, number) => paragraph(number)).join('\n')

test('a flat page of 5 MB is cut', () => {
  const outcome = preflight('a'.repeat(5_000_000))
  expect(outcome.kind === 'fit' && outcome.html.length).toBe(3_000_000)
})

test('of a story without end the blocks are read that have room, each whole', () => {
  const page = readPage(paragraphs(3_000), context)
  if (page.kind === 'refused') throw new Error(page.message)
  const { text } = page.article
  expect(text.length).toBeGreaterThan(250_000)
  expect(text.length).toBeLessThan(320_000)
  expect(text).toMatch(/four hours\.$/)
})

const words = fc.constantFrom(
  'The council met. ',
  'It rained all day on the coast, and nobody went out. ',
  '&amp;',
  '\u00a0',
  '“Yes,” he said.',
)
const tags = fc.constantFrom(
  '<p>',
  '</p>',
  '<div class="share">',
  '<div>',
  '</div>',
  '<h2>',
  '</h2>',
  '<br>',
  '<ul><li>',
  '</ul>',
  '<blockquote>',
  '</blockquote>',
  '<a href="/x">',
  '</a>',
  '<img alt="The council in its hall">',
  '<table><tr><td>',
  '</table>',
  '<article>',
  '</article>',
  '<!-- ',
  ' -->',
  '<script>',
  '</script>',
  '<body>',
  '</body>',
  '</html>',
  '<svg>',
  '<span',
  '"',
  '<title>',
  '<template>',
)
const soup = fc
  .array(fc.oneof({ weight: 3, arbitrary: words }, { weight: 3, arbitrary: tags }, fc.string()), {
    maxLength: 80,
  })
  .map((pieces) => pieces.join(''))

describe('whatever a page contains', () => {
  test('its blocks are trimmed, in order, and joined by blank lines', () => {
    fc.assert(
      fc.property(soup, (html) => {
        const outcome = readPage(paragraphs(2) + html, context)
        if (outcome.kind === 'refused') return
        const { text, blocks } = outcome.article
        const slices = blocks.map(({ start, end }) => text.slice(start, end))
        expect(slices.every((slice) => slice !== '' && slice === slice.trim())).toBe(true)
        expect(slices.join('\n\n')).toBe(text)
        expect(blocks[0]?.start).toBe(0)
      }),
      { numRuns: 150 },
    )
  })

  test('a page cut off anywhere gives an article or a refusal', () => {
    const html = `<html><head><title>Bridge</title></head><body class="x"><article>${paragraphs(4)}</article></body></html>`
    for (let end = 0; end <= html.length; end += 7)
      expect(readPage(html.slice(0, end), context).kind).toMatch(/article|refused/)
  })

  test('text saved from a page gives an article or a refusal', () => {
    const lines = fc.array(
      fc.oneof(words, fc.constantFrom('\n', '\n\n', 'MORE STORIES', '1 hour ago', '(AP)'), fc.string()),
    )
    fc.assert(
      fc.property(lines, (pieces) => {
        const outcome = readPlainText(pieces.join(''), context)
        if (outcome.kind === 'refused') return
        const { text, blocks } = outcome.article
        expect(blocks.map(({ start, end }) => text.slice(start, end)).join('\n\n')).toBe(text)
      }),
    )
  })
})
