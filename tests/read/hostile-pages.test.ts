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

const refusals: Record<string, readonly [reason: string, html: () => string]> = {
  '100,000 nested divs': ['too-deep', () => '<div>'.repeat(100_000)],
  '5,000 nested divs that are closed': ['too-deep', () => '<div>'.repeat(5_000) + '</div>'.repeat(5_000)],
  '20,000 unclosed tags': ['too-deep', () => '<a><b><i><p>'.repeat(5_000)],
  'nested divs behind a script that only a comment opens': [
    'too-deep',
    () => `<!-- <script> -->${'<div>'.repeat(5_000)}`,
  ],
  'nested divs behind a script in capitals': ['too-deep', () => `<SCRIPT></script>${'<div>'.repeat(5_000)}`],
  'many paragraphs far down': ['too-deep', () => '<div>'.repeat(190) + paragraphs(6_000)],
  '200,000 attributes on a tag': [
    'huge-tag',
    () => `<p ${Array.from({ length: 200_000 }, (_, n) => `a${n}=1`).join(' ')}>`,
  ],
  '200,000 line breaks': ['too-many-tags', () => '<br>'.repeat(200_000)],
  'text broken into 700,000 entities': ['too-many-tags', () => '&lt;'.repeat(700_000)],
  '20,000 empty paragraphs': ['too-much-work', () => '<p>'.repeat(20_000)],
  'half a megabyte of words in 50 nested lists': [
    'too-much-work',
    () => `${'<ul><li><h2>'.repeat(50)}${'It rained all day. '.repeat(27_000)}`,
  ],
  '1,500 links in 100 lists': [
    'too-much-work',
    () => `${'<ul>'.repeat(100)}${'<a href="/x">y</a>'.repeat(1_500)}${'</ul>'.repeat(100)}`,
  ],
  '74,000 closing tags without a name': ['too-many-tags', () => '</<b x="y">'.repeat(74_000)],
  '66,000 unfinished references': ['too-many-tags', () => `<p>${'&#x'.repeat(66_000)}`],
  '20,000 processing instructions': ['too-many-tags', () => '<?x y>'.repeat(20_000)],
  '3 million opening brackets': ['too-many-tags', () => '<'.repeat(3_000_000)],
}

describe('a page that would take a DOM library seconds', () => {
  test.each(Object.keys(refusals))('%s: refused', (name) => {
    const [reason, html] = refusals[name] ?? ['', () => '']
    expect(readPage(html(), context)).toMatchObject({ kind: 'refused', reason })
  })

  test('links that are never closed end where the next one begins', () => {
    const started = readPage(`${'<a href="/x">'.repeat(5_000)}${paragraphs(5)}`, context)
    expect(started.kind).toBe('article')
  })

  test('500,000 comments are passed over and the story is read', () => {
    expect(readPage('<!--x-->'.repeat(300_000) + paragraphs(5), context).kind).toBe('article')
  })

  test('a comment that never ends takes the rest of the page', () => {
    expect(readPage('<!--'.repeat(100_000) + paragraphs(5), context)).toMatchObject({ reason: 'no-article' })
  })

  test.each([
    ['[', ']'],
    ['{"@graph":', '}'],
  ])('JSON-LD nested 100,000 times with %s does not hide the story', (open, close) => {
    const json = `${open.repeat(100_000)}1${close.repeat(100_000)}`
    const html = `<script type="application/ld+json">${json}</script>${paragraphs(5)}`
    expect(readPage(html, context).kind).toBe('article')
  })

  test('a flat page of 5 MB is cut', () => {
    const outcome = preflight('a'.repeat(5_000_000))
    expect(outcome.kind === 'fit' && outcome.html.length).toBe(3_000_000)
  })

  test('a flat page of 5 MB in one paragraph is read', () => {
    expect(readPage(`<p>${'It rained all day. '.repeat(270_000)}</p>`, context).kind).toBe('article')
  })
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
