import { expect, test } from 'vitest'
import { readPage } from '../../src/read/page/page.ts'
import { readArticle } from '../../src/read/reading.ts'
import { articleOf } from './article-cases.ts'

const now = new Date('2026-11-01T12:00:00Z')
const url = 'https://ellery.example/2026/ferry'
const sentence = (number: number) =>
  `On day ${number} the ferry stayed in the harbour, and the people of Ellery took the long way around the bay.`
const story = Array.from({ length: 8 }, (_, number) => `<p>${sentence(number)}</p>`).join('')
const storyText = Array.from({ length: 8 }, (_, number) => sentence(number)).join('\n\n')

function read(body: string, head = '', html = '<html lang="en">') {
  return articleOf(
    readPage(`<!doctype html>${html}<head><title>The ferry stays</title>${head}</head>${body}</html>`, {
      url,
      now,
    }),
  )
}

function jsonLd(value: object): string {
  return `<script type="application/ld+json">${JSON.stringify(value).replaceAll('<', '\\u003c')}</script>`
}

function shown({ text, blocks }: ReturnType<typeof read>) {
  return blocks.map(({ kind, start, end }) => [kind, text.slice(start, end)])
}

test('a list of things keeps its headings, each before its own text', () => {
  const entries = ['1. The quay', '2. The lighthouse', '3. The old bridge']
  const body = entries.map(
    (name, number) => `<h2>${name}</h2><p>${sentence(number)} ${sentence(number + 20)}</p>`,
  )
  const found = shown(read(`<body><article>${body.join('')}</article></body>`))
  expect(found).toEqual(
    entries.flatMap((name, number) => [
      ['heading', name],
      ['paragraph', `${sentence(number)} ${sentence(number + 20)}`],
    ]),
  )
})

test('in an interview questions and answers stay in turn, and no question is taken for a heading to drop', () => {
  const turns = [
    '<p><strong>Why did the ferry stay in the harbour for so long this time?</strong></p>',
    '<p>Because the wind did not stop. We looked at the sea every morning and said no, and nobody liked to say it.</p>',
    '<p><strong>And tomorrow?</strong></p>',
    '<p>Tomorrow we look again. I have no more to promise than that, and I have promised too much in my life already.</p>',
  ]
  const { text } = read(`<body><article>${turns.join('')}</article></body>`)
  expect(text.split('\n\n')).toEqual(turns.map((turn) => turn.replace(/<[^<>]+>/g, '')))
})

test('of a gallery only what is no caption is read', () => {
  const pictures = Array.from(
    { length: 6 },
    (_, number) =>
      `<figure><img src="/${number}.jpg" alt=""><figcaption>Picture ${number} shows the ferry in the harbour of Ellery. “What a sight,” said Ann Bell.</figcaption></figure>`,
  )
  const { text } = read(
    `<body><article><p>${sentence(1)} ${sentence(2)}</p>${pictures.join('')}</article></body>`,
  )
  expect(text).toBe(`${sentence(1)} ${sentence(2)}`)
})

test('a gallery without a text is no article', () => {
  const pictures =
    '<figure><img src="/1.jpg"><figcaption>The ferry in the harbour of Ellery, with people.</figcaption></figure>'
  const page = `<html><body><article><h1>The ferry in pictures</h1>${pictures.repeat(9)}</article></body></html>`
  expect(readPage(page, { url, now })).toMatchObject({ reason: 'no-article' })
})

test('an AMP page is read without its consent box and its menu', () => {
  const body = `<body><amp-sidebar id="menu"><p>${sentence(30)}</p></amp-sidebar><amp-consent id="c"><p>${sentence(31)} We ask for your consent to store what you read.</p></amp-consent><article><h1>The ferry stays</h1><amp-img src="/a.jpg" alt="The ferry"></amp-img>${story}</article></body>`
  expect(read(body, '', '<html amp lang="en">').text).toBe(storyText)
})

test('a page that is drawn by scripts is read from its JSON-LD', () => {
  const articleBody = Array.from({ length: 8 }, (_, number) => sentence(number)).join('\n\n')
  const head = jsonLd({ '@type': 'NewsArticle', headline: 'The ferry stays', articleBody })
  expect(read('<body><div id="root">Loading …</div></body>', head).text).toBe(storyText)
})

test('markup inside the text of JSON-LD becomes blocks, not words', () => {
  const articleBody = `${story}<p>“We look at the sea,” said Ann Bell &amp; smiled.</p><script>track()</script>`
  const { text } = read(
    '<body><div id="root"></div></body>',
    jsonLd({ '@type': 'Article', headline: 'x', articleBody }),
  )
  expect(text).toContain('“We look at the sea,” said Ann Bell & smiled.')
  expect(text).not.toMatch(/[<>]|track/)
})

test('a short text of JSON-LD does not replace the longer one of the page', () => {
  const head = jsonLd({
    '@type': 'Article',
    headline: 'x',
    articleBody: `${sentence(40)} ${sentence(41)} ${sentence(42)} ${sentence(43)}`,
  })
  expect(read(`<body><article>${story}</article></body>`, head).text).toBe(storyText)
})

test('a live blog that is drawn by scripts is read from the posts in its JSON-LD', () => {
  const liveBlogUpdate = Array.from({ length: 8 }, (_, number) => ({
    '@type': 'BlogPosting',
    articleBody: sentence(number),
  }))
  const head = jsonLd({ '@type': 'LiveBlogPosting', headline: 'The ferry: live', liveBlogUpdate })
  expect(read('<body><div id="root"></div></body>', head).text).toBe(storyText)
})

test('the clocks and buttons of a live blog are no part of it', () => {
  const posts = Array.from(
    { length: 5 },
    (_, number) =>
      `<section><time>1${number}:05 GMT</time><span>${number + 1} minutes ago</span><h2>Update ${number} from the harbour</h2><p>${sentence(number)}</p><button>Share</button></section>`,
  )
  const { text } = read(`<body><main>${posts.join('')}</main></body>`)
  expect(text).not.toMatch(/GMT|ago|Share/)
  expect(text).toContain(`Update 4 from the harbour\n\n${sentence(4)}`)
})

test('a story that stands only in <noscript> is read', () => {
  expect(read(`<body><div id="app"></div><noscript><article>${story}</article></noscript></body>`).text).toBe(
    storyText,
  )
})

test('what stands in <noscript> beside a story is not part of it', () => {
  const body = `<body><article>${story}<noscript><p>${sentence(50)} Please enable JavaScript.</p></noscript></article></body>`
  expect(read(body).text).toBe(storyText)
})

test('a story in a shadow root that the page declares is read', () => {
  const body = `<body><news-story><template shadowrootmode="open"><article>${story}</article></template></news-story></body>`
  expect(read(body).text).toBe(storyText)
})

test('other templates are never shown, also beside and inside of a shadow root', () => {
  const hidden = `<template><p>${sentence(60)}</p></template>`
  const body = `<body>${hidden}<news-story><template shadowrootmode="open">${hidden}<article>${story}</article></template></news-story></template></body>`
  expect(read(body).text).toBe(storyText)
})

test('the speaker of a question is not the speaker of its answer’s quotes', () => {
  const body = `<body><article>${story}<p>“We look at the sea every morning,” Ann Bell said.</p></article></body>`
  const reading = readArticle(read(body), null)
  expect(reading.quotes.map(({ speaker }) => speaker?.name)).toEqual(['Ann Bell'])
})
