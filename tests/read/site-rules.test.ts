import { expect, test } from 'vitest'
import { readPage } from '../../src/read/page/page.ts'
import { siteRuleOf } from '../../src/read/page/site-rules.ts'
import { articleOf } from './article-cases.ts'

const now = new Date('2026-11-01T12:00:00Z')
const paragraphs = Array.from(
  { length: 6 },
  (_, number) =>
    `On day ${number} the ferry stayed in the harbour, and the people of Ellery took the long way around the bay to work.`,
)
const aside =
  'A poll of this site asks its readers every day which of the two ferries they would rather save from rust.'

function read(body: string, url: string) {
  const html = `<html lang="en"><head><title>The ferry stays</title></head><body><main>${body}</main></body></html>`
  return articleOf(readPage(html, { url, now }))
}

const blocks = paragraphs.map((text) => `<div data-component="text-block"><p>${text}</p></div>`)
const poll = `<div><div><p>${aside}</p></div></div>`
const mixed = blocks.join(poll)

test('a site with a rule is read by it', () => {
  expect(read(mixed, 'https://www.bbc.com/news/1').text).toBe(paragraphs.join('\n\n'))
})

test('the same page elsewhere is read as any other', () => {
  expect(read(mixed, 'https://ellery.example/1').text).toContain(paragraphs.join('\n\n').slice(0, 100))
})

test('what a rule leaves out is left out', () => {
  const story = paragraphs.map((text) => `<p>${text}</p>`).join('')
  const body = `<div class="RichTextStoryBody">${story}<div class="Enhancement"><p>${aside}</p></div></div>`
  expect(read(body, 'https://apnews.com/article/1').text).toBe(paragraphs.join('\n\n'))
})

test('parts inside of parts are read once', () => {
  const nested = `<div data-component="text-block">${blocks.join('')}</div>`
  expect(read(nested, 'https://www.bbc.co.uk/news/1').text).toBe(paragraphs.join('\n\n'))
})

test.each([
  ['nothing', ''],
  ['next to nothing', '<div data-component="text-block"><p>Watch the ferry live.</p></div>'],
])('a rule that finds %s leaves the page to the general way', (_, marked) => {
  const story = paragraphs.map((text) => `<p>${text}</p>`).join('')
  const { text } = read(`<article>${story}</article>${marked}`, 'https://www.bbc.com/news/1')
  expect(text).toContain(paragraphs.join('\n\n'))
})

test.each([
  ['https://www.bbc.co.uk/news/1', true],
  ['https://bbc.com/', true],
  ['https://notbbc.com/', false],
  ['https://bbc.com.evil.example/', false],
  ['no address', false],
  [null, false],
])('the address %j has a rule: %j', (url, isRuled) => {
  expect(siteRuleOf(url) !== null).toBe(isRuled)
})
