import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseDocument } from '../../src/read/page/dom.ts'
import { readPage } from '../../src/read/page/page.ts'
import { readPlainText } from '../../src/read/page/plain-text.ts'
import { articleOf } from './article-cases.ts'

const now = new Date('2026-01-25T00:00:00Z')
const url = 'https://gazette.example/abu-dhabi-talks.html'
const html = readFileSync(new URL('../../feeds/samples/abu-dhabi-talks.html', import.meta.url), 'utf8')

const oneLine = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim()
const sample = parseDocument(html)
const headline = oneLine(sample.querySelector('h1')?.textContent)
const dek = oneLine(sample.querySelector('.dek')?.textContent)
const story = [...sample.querySelectorAll('article > p:not(.dek):not(.meta), article > h2')]
const blocks = story.map((one) => oneLine(one.textContent))

const captions = [
  'The president of one country shakes hands with the envoy of another, after both had said that nothing was agreed (Jo Lane/Getty Images)',
  `ELLERY, MAINE - MAY 04: (EDITOR'S NOTE: Alternate crop) The delegations arrive at the palace where they were to stay for two days and where, as it turned out, they stayed for three, because nobody wished to be the first to leave; behind them wait the interpreters, the guards, the drivers and the people who had come to look at all of this from the other side of the road (Photo by Jo Lane/Getty Images)`,
]
const letters = ['GET THE GAZETTE EVERY MORNING', 'STRAIGHT TO YOUR INBOX']
const others = [
  ['“We shall never agree to this,” the mayor of Ellery says of the new ferry', '1 hour ago'],
  ['Harbour closed after storm; thousands wait for boats that do not come', '3 hours ago'],
]

/** The story as a site without telling class names shows it. */
function barePage(): string {
  const figure = (caption: string) => `<div class="x1"><img src="/p.jpg"><div>${caption}</div></div>`
  const body = story.map(
    (one, at) =>
      `<${one.tagName}>${blocks[at]}</${one.tagName}>${at === 1 ? captions.map(figure).join('') : ''}`,
  )
  const letter = letters.map((text) => `<div class="x2"><p>${text}</p></div>`).join('')
  const more = others.map(
    ([title, time]) => `<div class="x3"><a href="/a">${title}</a><span>${time}</span></div>`,
  )
  return `<html><head><title>${headline}</title></head><body><article><h1>${headline}</h1><h2>${dek}</h2><div class="x0">UPDATED 1 HOUR AGO</div>${body.join('')}${letter}<h3>MORE STORIES</h3>${more.join('')}</article></body></html>`
}

/** A page that is nothing but paragraphs and headings. */
function plainPage(): string {
  const lines = savedText()
    .split('\n')
    .filter((line) => line !== '' && line !== headline)
  const subheads = story.filter((one) => one.tagName === 'H2').map((one) => oneLine(one.textContent))
  const body = lines.map((line) => (subheads.includes(line) ? `<h2>${line}</h2>` : `<p>${line}</p>`))
  return `<html><head><title>${headline}</title></head><body><h1>${headline}</h1>${body.join('')}</body></html>`
}

/** The same page as somebody saves it as text. */
function savedText(): string {
  const [first = '', second = '', ...rest] = blocks
  const top = [headline, '', dek, 'UPDATED 1 HOUR AGO', captions[0], captions[0]]
  return [
    ...top,
    '',
    first,
    '',
    second,
    '',
    captions[1],
    captions[1],
    ...rest.flatMap((text) => ['', text]),
    '',
    ...letters,
    '',
    'MORE STORIES',
    ...others.flat(),
  ].join('\n')
}

describe.each([
  ['as it is', () => articleOf(readPage(html, { url, now }))],
  ['without telling names', () => articleOf(readPage(barePage(), { url, now }))],
  ['in paragraphs alone', () => articleOf(readPage(plainPage(), { url, now }))],
  ['saved as text', () => articleOf(readPlainText(savedText(), { now }))],
])('the sample page %s', (_, read) => {
  const article = read()

  test('has its headline and dek', () => {
    expect(article).toMatchObject({ headline, dek })
  })

  test('has its paragraphs and subheads and nothing from captions, letters and other stories', () => {
    expect(article.blocks.map(({ start, end }) => article.text.slice(start, end))).toEqual(blocks)
  })
})
