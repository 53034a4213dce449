import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDocument } from '../../src/read/page/dom.ts'
import { findStructuredArticle } from '../../src/read/page/json-ld.ts'
import { parseJsonLd } from '../../src/read/page/json-ld-parse.ts'

const url = 'https://ellery.example/2026/bridge'

function find(...scripts: readonly (string | object)[]) {
  const html = scripts
    .map((one) => (typeof one === 'string' ? one : JSON.stringify(one)))
    .map((json) => `<script type="application/ld+json">${json}</script>`)
  const page = `<html><head>${html.join('')}<title>Bridge closed for weeks | Ellery News</title></head><body></body></html>`
  return findStructuredArticle(parseDocument(page), {
    url,
    titles: ['Bridge closed for weeks | Ellery News'],
  })
}

const article = { '@type': 'NewsArticle', headline: 'Bridge closed for weeks' }

test.each([
  ['a comment', '{"@type":"Article",/* the desk */ "headline":"Bridge closed for weeks" // soon\n}'],
  [
    'an address in a string',
    '{"@type":"Article","url":"https://e.example/a","headline":"Bridge closed for weeks",}',
  ],
  ['an HTML comment around it', '<!--{"@type":"Article","headline":"Bridge closed for weeks"}-->'],
  [
    'a CDATA section in a comment',
    '/*<![CDATA[*/{"@type":"Article","headline":"Bridge closed for weeks"}/*]]>*/',
  ],
  [
    'escaped quotation marks',
    '{&quot;@type&quot;:&quot;Article&quot;,&quot;headline&quot;:&quot;Bridge closed for weeks&quot;}',
  ],
  ['a semicolon at its end', '{"@type":"Article","headline":"Bridge closed for weeks"};'],
  ['a line break in a string', '{"@type":"Article","headline":"Bridge closed\nfor weeks"}'],
  ['a list around it', '[[{"@type":["Thing","Article"],"headline":"Bridge closed for weeks"}]]'],
  [
    'a type written as an address',
    '{"@type":"https://schema.org/NewsArticle","headline":"Bridge closed for weeks"}',
  ],
])('JSON-LD with %s is read', (_, script) => {
  expect(find(script)?.headline).toBe('Bridge closed for weeks')
})

test('whatever JSON-LD holds, reading it ends and throws nothing', () => {
  const piece = fc.constantFrom(
    '"',
    '\\',
    '/*',
    '*/',
    '//',
    '{',
    '}',
    '[',
    ',',
    '&quot;',
    ';',
    '\n',
    '<!--',
    'a',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      parseJsonLd(pieces.join(''))
    }),
    { numRuns: 500 },
  )
})

test.each(['"\\', '/*', '//', '"a', '\\"', '&quot;'])(
  'a megabyte of %j is read in time that grows with its length',
  (piece) => {
    // A time that grows with its square would be minutes: the test would time out.
    parseJsonLd(piece.repeat(Math.floor(999_000 / piece.length)))
  },
)

test('of several articles the one with the address of the page is its own', () => {
  const other = { '@type': 'NewsArticle', headline: 'The pool opens', url: 'https://ellery.example/pool' }
  expect(find(other, { ...article, headline: 'Closed', url })?.headline).toBe('Closed')
})

test('of several articles the one whose headline the page bears is its own', () => {
  expect(find({ '@type': 'NewsArticle', headline: 'The pool opens' }, article)?.headline).toBe(
    'Bridge closed for weeks',
  )
})

test('articles in a list are other pages’, unless one has the headline of this page', () => {
  const listed = (headline: string) => ({
    '@type': 'ItemList',
    itemListElement: [{ '@type': 'ListItem', item: { '@type': 'Article', headline } }],
  })
  expect(find(listed('The pool opens'))).toBeNull()
  expect(find(listed('Bridge closed for weeks'))?.headline).toBe('Bridge closed for weeks')
})

test('author, publisher and image are found where their @id says', () => {
  const graph = {
    '@graph': [
      { ...article, author: { '@id': '#ann' }, publisher: { '@id': '#us' }, image: { '@id': '#lead' } },
      { '@type': 'Person', '@id': '#ann', name: 'Ann Bell' },
    ],
  }
  const others = [
    { '@type': 'NewsMediaOrganization', '@id': '#us', name: 'Ellery News' },
    {
      '@type': 'ImageObject',
      '@id': '#lead',
      contentUrl: 'https://ellery.example/lead.jpg',
      caption: 'The bridge',
      width: 1600,
    },
  ]
  const found = find({ '@graph': [...graph['@graph'], ...others.slice(0, 1), ...others.slice(1)] })
  expect(found).toMatchObject({
    byline: ['Ann Bell'],
    publisher: 'Ellery News',
    image: { url: 'https://ellery.example/lead.jpg', alt: 'The bridge', width: 1600 },
  })
  expect(find({ ...article, author: { '@id': '#nobody' } })?.byline).toEqual([])
})

test.each([
  ['a name', 'Ann Bell', ['Ann Bell']],
  ['a list of names', ['Ann Bell', 'Joe Kerr'], ['Ann Bell', 'Joe Kerr']],
  [
    'people',
    [
      { '@type': 'Person', name: 'Ann Bell' },
      { '@type': 'Person', name: 'Joe Kerr' },
    ],
    ['Ann Bell', 'Joe Kerr'],
  ],
  ['a person of several names', { name: ['Ann Bell', 'Joe Kerr'] }, ['Ann Bell', 'Joe Kerr']],
  ['nobody', null, []],
  ['a number', 7, []],
])('an author that is %s', (_, author, byline) => {
  expect(find({ ...article, author })?.byline).toEqual(byline)
})

test.each([
  ['an address', 'https://e.example/a.jpg', 'https://e.example/a.jpg'],
  ['a list of addresses', ['https://e.example/a.jpg', 'https://e.example/b.jpg'], 'https://e.example/a.jpg'],
  ['an object', { url: 'https://e.example/a.jpg' }, 'https://e.example/a.jpg'],
  [
    'the widest of a list',
    [
      { url: 'https://e.example/s.jpg', width: '400px' },
      { url: 'https://e.example/l.jpg', width: { value: 1200 } },
    ],
    'https://e.example/l.jpg',
  ],
  ['an object without an address', { name: 'picture' }, undefined],
  ['an empty list', [], undefined],
])('an image that is %s', (_, image, address) => {
  expect(find({ ...article, image })?.image?.url).toBe(address)
})

test.each([
  [false, false],
  ['False', false],
  ['http://schema.org/False', false],
  ['true', true],
  [true, true],
  ['perhaps', null],
  [[], null],
])('isAccessibleForFree %j means %j', (isAccessibleForFree, isFree) => {
  expect(find({ ...article, isAccessibleForFree })?.isFree).toBe(isFree)
})
