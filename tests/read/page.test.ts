import { expect, test } from 'vitest'
import { readPage } from '../../src/read/page/page.ts'
import { articleOf } from './article-cases.ts'

const now = new Date('2026-11-01T12:00:00Z')
const url = 'https://ellery.example/2026/story'
const paragraphs = [
  'The council voted on Tuesday to repair the old bridge, the mayor said, after a debate of four hours.',
  'Work is to begin in spring, when the river is low, and will take until the first frost of the year.',
  'Nobody spoke against the plan, though three members of the council stayed away from the vote.',
]
const body = paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('\n')

function page(head: string, content: string = body): string {
  return `<!doctype html><html lang="en"><head>${head}</head><body><article>${content}</article></body></html>`
}

function read(html: string) {
  return articleOf(readPage(html, { url, now }))
}

test('paragraphs are joined by a blank line', () => {
  expect(read(page('')).text).toBe(paragraphs.join('\n\n'))
})

test('whitespace inside a block becomes one space and quotation marks stay as they are', () => {
  const text = read(
    page('', `${body}<p>“We are&nbsp;\n  ready,”   she said, 'at last', on the steps of the hall.</p>`),
  ).text
  expect(text).toContain(`“We are ready,” she said, 'at last', on the steps of the hall.`)
})

test('a soft hyphen does not part a word', () => {
  expect(
    read(page('', `${body}<p>The Donau\u00addampf\u00adschiff was sold to a museum in the spring.</p>`)).text,
  ).toContain('Donaudampfschiff')
})

test('text before and after a line break makes two blocks', () => {
  const article = read(page('', paragraphs.join('<br><br>')))
  expect(article.blocks).toHaveLength(3)
})

test('a page without html, head and body tags is read', () => {
  expect(read(body).text).toBe(paragraphs.join('\n\n'))
})

test('a page that leaves out the body tag is read', () => {
  expect(read(`<html><head><title>Bridge</title></head>${body}</html>`).text).toBe(paragraphs.join('\n\n'))
})

test.each([
  [
    'after a body that is closed too early',
    `<html><head></head><body><p>Menu</p></body><div>${body}</div></html>`,
  ],
  ['after the end of the html', `<html><head></head><body><p>Menu</p></body></html><div>${body}</div>`],
  ['in a second body', `<html><head></head><body><p>Menu</p></body><body><div>${body}</div></body></html>`],
  [
    'in a head that is never closed',
    `<html><head><title>Bridge</title><div>${body}</div><body><p>Menu</p></body></html>`,
  ],
])('a story that stands %s is read', (_, html) => {
  expect(read(html).text).toContain(paragraphs.join('\n\n'))
})

test('other articles below the story are not part of it', () => {
  const other =
    '<article><h2>Another day</h2><p>The pool stays closed until June, the city said, and no one was surprised.</p></article>'
  const story = `<article><h1>Bridge to be repaired</h1>${body}${body.replaceAll('The ', 'This ')}</article>`
  const html = `<html><head><title>Bridge</title></head><body>${story}${other.repeat(6)}</body></html>`
  expect(read(html).text).not.toContain('pool')
})

test('an embedded post stays where the story quotes it', () => {
  const embedded =
    '<div class="social-embed"><blockquote class="twitter-tweet"><p>The bridge is yours again in autumn, I promise.</p></blockquote></div>'
  const article = read(
    page('', `${body}${embedded}<p>The mayor wrote this shortly after the vote on Tuesday.</p>`),
  )
  expect(article.text).toContain('I promise')
  expect(article.blocks.some((block) => block.kind === 'quote')).toBe(true)
})

test('a box called "share" is kept when it holds much of the story', () => {
  const article = read(`<html><body><div class="share-content">${body}</div></body></html>`)
  expect(article.text).toBe(paragraphs.join('\n\n'))
})

test('a story most of whose paragraphs bear the names of boxes is read whole', () => {
  const texts = Array.from(
    { length: 9 },
    (_, number) => `${paragraphs[0]} This is told for the ${number}th time.`,
  )
  const boxes = texts.map((text) => `<div class="survey"><p>${text}</p></div>`)
  expect(read(page('', `${body}${boxes.join('')}`)).text).toBe([...paragraphs, ...texts].join('\n\n'))
})

test('below a title of other stories nothing is read, when headlines stand there', () => {
  const teasers = Array.from(
    { length: 3 },
    (_, number) =>
      `<p>Ferry number ${number} breaks down again as thousands wait for boats that do not come, captain says</p>`,
  )
  expect(read(page('', `${body}<p>MORE STORIES</p>${teasers.join('')}`)).text).toBe(paragraphs.join('\n\n'))
})

test('below such a title inside of a story the story goes on', () => {
  const rest =
    '<p>The mayor said that she would walk over the bridge first, and that nobody was to follow her too soon.</p>'
  expect(read(page('', `${body}<p>Related stories</p>${rest}`)).text).toContain('walk over the bridge')
})

test('text of hidden elements is left out', () => {
  expect(
    read(page('', `${body}<p style="display:none">Print this page for the archive of your club.</p>`)).text,
  ).not.toContain('archive')
})

test('the description is the dek unless the story begins with it', () => {
  const dek = 'Three members stayed away from the vote, and nobody says why'
  expect(read(page(`<meta property="og:description" content="${dek}">`)).dek).toBe(dek)
  expect(read(page(`<meta property="og:description" content="${paragraphs[0]}">`)).dek).toBeNull()
})

test('publisher, author and date that the page does not give are null or empty', () => {
  const article = read(page(''))
  expect(article).toMatchObject({ outlet: null, byline: [], publishedAt: null, updatedAt: null, image: null })
})

test('a page with too little text is refused with the reason', () => {
  expect(readPage(page('', '<p>Moved.</p>'), { url, now })).toMatchObject({
    kind: 'refused',
    reason: 'no-article',
  })
})
