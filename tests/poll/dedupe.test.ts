import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FeedItem } from '../../feeds/feed.ts'
import { canonicalUrl } from '../../src/poll/canonical-url.ts'
import { identify, newItems } from '../../src/poll/dedupe.ts'

const item = (changes: Partial<FeedItem>): FeedItem => ({
  id: null,
  title: null,
  link: null,
  publishedAt: null,
  updatedAt: null,
  author: null,
  summary: null,
  categories: [],
  imageUrl: null,
  ...changes,
})

/** What a store would say after it saved these items. */
function knownAfter(items: readonly FeedItem[]) {
  const saved = identify(items)
  return {
    keys: new Set(saved.map(({ key }) => key)),
    urls: new Set(saved.flatMap(({ canonicalUrl: url }) => url ?? [])),
  }
}

const freshAfter = (before: readonly FeedItem[], after: readonly FeedItem[]) =>
  newItems(identify(after), knownAfter(before)).map((fresh) => fresh.item.title)

describe('an item that was seen is not new again', () => {
  const seen = item({ id: 'a-1', title: 'One', link: 'https://news.example/one' })

  test('when its title and date change', () => {
    expect(freshAfter([seen], [{ ...seen, title: 'One, corrected', publishedAt: 1 }])).toEqual([])
  })

  test('when only its link changes', () => {
    expect(freshAfter([seen], [{ ...seen, link: 'https://news.example/2026/one' }])).toEqual([])
  })

  test('when only its id changes', () => {
    expect(freshAfter([seen], [{ ...seen, id: 'b-1' }])).toEqual([])
  })

  test('when its link only gained tracking parameters', () => {
    const link = 'http://www.news.example/one/?utm_source=rss&fbclid=x#top'
    expect(freshAfter([item({ link: seen.link })], [item({ link })])).toEqual([])
  })

  test('when the feed is reordered', () => {
    const others = ['b', 'c', 'd'].map((id) => item({ id, title: id, link: `https://news.example/${id}` }))
    expect(freshAfter([seen, ...others], [...others.toReversed(), seen])).toEqual([])
  })
})

describe('an item that was not seen is new', () => {
  test('although every item of the feed has the same id', () => {
    const entry = (title: string) => item({ id: 'news', title, link: `https://news.example/${title}` })
    expect(freshAfter([entry('one'), entry('two')], [entry('three'), entry('one'), entry('two')])).toEqual([
      'three',
    ])
  })

  test('although every item of the feed has the same link', () => {
    const entry = (id: string) => item({ id, title: id, link: 'https://weather.example/' })
    expect(freshAfter([entry('one'), entry('two')], [entry('three'), entry('one')])).toEqual(['three'])
  })

  test('although it has neither id nor link', () => {
    expect(freshAfter([item({ title: 'one' })], [item({ title: 'two' }), item({ title: 'one' })])).toEqual([
      'two',
    ])
  })
})

test('an entry listed twice in one document is one item', () => {
  const entry = item({ id: 'a', title: 'One', link: 'https://news.example/one' })
  expect(identify([entry, entry])).toHaveLength(1)
  expect(
    identify([item({ link: 'https://x.example/1' }), item({ link: 'https://x.example/1?utm_source=a' })]),
  ).toHaveLength(1)
})

test('an id of 100 KB becomes a short key', () => {
  const [one] = identify([item({ id: 'x'.repeat(100_000) })])
  expect(one?.key.length).toBeLessThan(100)
})

test('whatever a feed lists: keys are unique, and nothing of a known document is new', () => {
  const text = fc.option(fc.constantFrom('a', 'b', 'c', 'https://x.example/a', 'https://x.example/b'), {
    nil: null,
  })
  const documents = fc.array(fc.record({ id: text, title: text, link: text }).map(item), { maxLength: 12 })
  fc.assert(
    fc.property(documents, (items) => {
      const keys = identify(items).map(({ key }) => key)
      expect(new Set(keys).size).toBe(keys.length)
      expect(newItems(identify(items), knownAfter(items))).toEqual([])
    }),
  )
})

describe('canonicalUrl', () => {
  test.each([
    ['https://www.news.example/a/', 'https://news.example/a'],
    ['http://news.example:80/a?b=2&a=1', 'https://news.example/a?a=1&b=2'],
    ['https://news.example/a?utm_campaign=x&id=7', 'https://news.example/a?id=7'],
    ['https://news.example/#!/story/7', 'https://news.example#!/story/7'],
    ['https://news.example/a#comments', 'https://news.example/a'],
  ])('%s is %s', (link, expected) => {
    expect(canonicalUrl(link)).toBe(expected)
  })

  test.each([null, '', 'not a link', 'mailto:a@b.example', 'javascript:alert(1)'])(
    '%s is no page',
    (link) => {
      expect(canonicalUrl(link)).toBeNull()
    },
  )
})
