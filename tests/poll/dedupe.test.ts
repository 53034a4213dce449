import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FeedItem } from '../../feeds/feed.ts'
import { canonicalUrl } from '../../src/poll/canonical-url.ts'
import { identify, newItems, renamedItems } from '../../src/poll/dedupe.ts'
import type { KnownItem } from '../../src/store/items.ts'

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

type Document = { readonly items: readonly FeedItem[]; readonly link?: string }

/** Polls the documents one after the other and says what was new in each, as a store that forgets nothing sees it. */
function polls(...documents: readonly Document[]): readonly (string | null)[][] {
  const stored: KnownItem[] = []
  return documents.map(({ items, link = null }) => {
    const identified = identify({ items, link })
    const fresh = newItems(identified, stored)
    for (const { from, key, canonicalUrl: canonical_url, url } of renamedItems(identified, stored)) {
      const place = stored.findIndex((row) => row.key === from)
      const [row] = stored.splice(place, 1)
      const isTaken = stored.some((other) => other.key === key)
      if (row) stored.splice(place, 0, { ...row, key: isTaken ? row.key : key, canonical_url, url })
    }
    for (const { item: it, key, canonicalUrl: url } of fresh) {
      expect(stored.map((row) => row.key)).not.toContain(key)
      stored.push({ ...it, key, canonical_url: url, url: it.link, published_at: it.publishedAt })
    }
    return fresh.map((one) => one.item.title ?? one.item.summary)
  })
}

const freshAfter = (before: readonly FeedItem[], after: readonly FeedItem[]) =>
  polls({ items: before }, { items: after })[1]

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

describe('a story that was seen under other names is not new again', () => {
  const seen = item({ id: 'a-1', title: 'One', link: 'https://news.example/one', publishedAt: 1 })

  test('when headline and link are edited, and the date stays', () => {
    const edited = { ...seen, title: 'One, corrected', link: 'https://news.example/one-corrected' }
    expect(freshAfter([seen], [edited])).toEqual([])
  })

  test('when the guid counts its updates behind the address', () => {
    const link = 'https://www.bbc.example/news/articles/c0l9'
    const update = (count: number) =>
      item({
        id: `${link}#${count}`,
        title: `Update ${count}`,
        link: `${link}?at_medium=RSS`,
        publishedAt: count,
      })
    expect(freshAfter([update(0)], [update(1)])).toEqual([])
  })

  test('when a feed without ids changes title and tracking parameters', () => {
    const one = (title: string, link: string) => item({ id: link, title, link })
    expect(
      freshAfter([one('One', 'https://x.example/1')], [one('Uno', 'https://x.example/1?utm_source=b')]),
    ).toEqual([])
  })

  test('when the publisher gives everything a new id and a new link', () => {
    const moved = { ...seen, id: 'wp-77', link: 'https://new.example/?p=77' }
    expect(freshAfter([seen], [moved])).toEqual([])
  })

  test('when it shares an address that carried another story, and its id changes', () => {
    const one = item({ id: '1', title: 'One', link: 'https://live.example/now', publishedAt: 1 })
    const two = item({ id: '2', title: 'Two', link: 'https://live.example/now', publishedAt: 2 })
    expect(polls({ items: [one] }, { items: [two] }, { items: [{ ...two, id: '3' }] })).toEqual([
      ['One'],
      ['Two'],
      [],
    ])
  })

  test('when an entry without id, link or title is dated anew', () => {
    const entry = (publishedAt: number) => item({ summary: 'Road closed.', publishedAt })
    expect(freshAfter([entry(1)], [entry(2)])).toEqual([])
  })
})

describe('a story keeps the names it is listed by now', () => {
  const seen = item({ id: 'a-1', title: 'One', link: 'https://news.example/one' })

  test('so that one change after the other is followed', () => {
    const first = { ...seen, id: 'b-1' }
    const then = { ...first, link: 'https://news.example/2026/one' }
    const last = { ...then, id: 'c-1' }
    const again = [seen, first, then, last].map((one) => ({ items: [one] }))
    expect(polls(...again)).toEqual([['One'], [], [], []])
  })

  test('though not those of another one that is listed still', () => {
    const other = item({ id: 'b-1', title: 'Two', link: 'https://news.example/two' })
    const rows = polls({ items: [seen, other] }, { items: [{ ...seen, link: other.link }, other] })
    expect(rows[1]).toEqual([])
  })
})

test('of two items that could be the one that was stored, one is new, and neither is new again', () => {
  const before = item({ title: 'Results', publishedAt: 2 })
  const after = ['a', 'b'].map((id) => item({ id, title: 'Results', publishedAt: 2 }))
  expect(polls({ items: [before] }, { items: after }, { items: after })).toEqual([
    ['Results'],
    ['Results'],
    [],
  ])
})

test('an item whose address is the id of another takes no names from it', () => {
  const named = item({ id: 'https://x.example/b', summary: 'Named by its address' })
  const there = item({ id: 'a', link: 'https://x.example/b', summary: 'Named by its address' })
  const edited = { ...named, summary: 'Named otherwise' }
  const after = { items: [there, edited] }
  expect(polls({ items: [named] }, after, after).at(-1)).toEqual([])
})

describe('an id and an address that name one story after the other', () => {
  const says = (title: string, publishedAt: number | null = null) =>
    item({ id: 'latest', link: 'https://news.example/live', title, publishedAt })

  test('name a new one when it shares no word with the one before', () => {
    const stories = [
      'Floods close northern roads',
      'Parliament passes budget bill',
      'Striker signs until summer',
    ]
    expect(polls(...stories.map((title) => ({ items: [says(title)] })))).toEqual(
      stories.map((title) => [title]),
    )
  })

  test('name the same when a word is left, when it is not later, or when there are too few words to tell', () => {
    const before = says('Floods close northern roads', 20)
    expect(freshAfter([before], [says('Thousands flee northern floods', 30)])).toEqual([])
    expect(freshAfter([before], [says('Parliament passes budget bill', 20)])).toEqual([])
    expect(freshAfter([before], [says('Parliament passes budget bill', 10)])).toEqual([])
    expect(freshAfter([says('Storm', 1)], [says('Budget', 2)])).toEqual([])
  })

  test('name the same in a feed that lists others too: there a headline is rewritten', () => {
    const other = item({ id: 'b', title: 'Two', link: 'https://news.example/two' })
    const rewritten = says('Parliament passes budget bill')
    expect(freshAfter([says('Floods close northern roads'), other], [rewritten, other])).toEqual([])
  })

  test('name the same in a feed that shows one item at a time, each at its own address', () => {
    const before = item({ id: 'a', title: 'Two', link: 'https://news.example/two' })
    const [one, rewritten] = [says('Floods close northern roads'), says('Parliament passes budget bill')]
    expect(polls(...[before, one, rewritten].map((entry) => ({ items: [entry] })))[2]).toEqual([])
  })

  test('are the new one’s, whose headline may be edited, and the old one is known when it comes back', () => {
    const one = says('Floods close northern roads')
    const two = says('Parliament passes budget bill')
    const edited = says('Parliament passes amended spending plans')
    expect(polls(...[one, two, edited, one, two].map((entry) => ({ items: [entry] })))).toEqual([
      [one.title],
      [two.title],
      [],
      [],
      [],
    ])
  })
})

test('an id is used again on the same day when link and every word are others, and not when the date is a moment', () => {
  const on = (publishedAt: number, link: string, title: string) =>
    item({ id: 'today', link: `https://news.example/${link}`, title, publishedAt })
  const day = Date.UTC(2026, 0, 24)
  const change = (at: number) =>
    freshAfter(
      [on(at, 'floods', 'Floods close northern roads')],
      [on(at, 'budget', 'Parliament passes budget bill')],
    )
  expect(change(day)).toEqual(['Parliament passes budget bill'])
  expect(change(day + 34_567_890)).toEqual([])
})

describe('an item that was not seen is new', () => {
  const rounds = [1, 2, 3]
  const oneByOne = (entry: (round: number) => FeedItem, link?: string) =>
    polls(...rounds.flatMap((round) => [{ items: [entry(round)], ...(link ? { link } : {}) }]))
  const everyOne = [['Story 1'], ['Story 2'], ['Story 3']]

  test('although it has nothing but a description', () => {
    expect(oneByOne((round) => item({ summary: `Story ${round}` }))).toEqual(everyOne)
  })

  test('although a feed of one item gives every item the same id', () => {
    const entry = (round: number) =>
      item({ id: 'latest', title: `Story ${round}`, link: `https://news.example/${round}` })
    expect(oneByOne(entry)).toEqual(everyOne)
    const again = polls(...[1, 2, 2, 1].map((round) => ({ items: [entry(round)] })))
    expect(again).toEqual([['Story 1'], ['Story 2'], [], []])
    const retitled = { ...entry(2), title: 'Story two' }
    expect(polls(...[entry(1), entry(2), retitled].map((one) => ({ items: [one] })))[2]).toEqual([])
  })

  test.each([
    ['that the feed names as its site', 'https://weather.example'],
    ['that the feed does not name', undefined],
  ])('although a feed of one item links every item to a home page %s', (_, site) => {
    const entry = (round: number) =>
      item({ id: `id-${round}`, title: `Story ${round}`, link: 'https://weather.example/' })
    expect(oneByOne(entry, site)).toEqual(everyOne)
  })

  test('although it has no id and its link is the home page', () => {
    const link = 'https://weather.example/'
    expect(oneByOne((round) => item({ id: link, title: `Story ${round}`, link }), link)).toEqual(everyOne)
  })

  test('although another item that is still listed has its title and its date', () => {
    const entry = (id: string) =>
      item({ id, title: '8-K', link: `https://filings.example/${id}`, publishedAt: 1 })
    expect(freshAfter([entry('a')], [entry('b'), entry('a')])).toEqual(['8-K'])
  })

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
  expect(identify({ items: [entry, entry], link: null })).toHaveLength(1)
  const twice = [item({ link: 'https://x.example/1' }), item({ link: 'https://x.example/1?utm_source=a' })]
  expect(identify({ items: twice, link: null })).toHaveLength(1)
})

test('an id of 100 KB becomes a short key', () => {
  const [one] = identify({ items: [item({ id: 'x'.repeat(100_000) })], link: null })
  expect(one?.key.length).toBeLessThan(100)
})

test('whatever a feed lists: keys are unique, and nothing of a known document is new', () => {
  const text = fc.option(fc.constantFrom('a', 'b', 'c', 'https://x.example/a', 'https://x.example/b'), {
    nil: null,
  })
  const documents = fc.array(fc.record({ id: text, title: text, link: text }).map(item), { maxLength: 12 })
  fc.assert(
    fc.property(documents, (items) => {
      const keys = identify({ items, link: null }).map(({ key }) => key)
      expect(new Set(keys).size).toBe(keys.length)
      expect(polls({ items }, { items })[1]).toEqual([])
    }),
  )
})

test('whatever was listed before: what is new gets a free key, and is not new again', () => {
  const text = fc.option(fc.constantFrom('a', 'b', 'https://x.example/a', 'https://x.example/b'), {
    nil: null,
  })
  const dates = fc.option(fc.constantFrom(1, 2), { nil: null })
  const entry = fc.record({ id: text, title: text, summary: text, link: text, publishedAt: dates }).map(item)
  const documents = fc.array(fc.array(entry, { maxLength: 4 }), { maxLength: 6 })
  fc.assert(
    fc.property(documents, fc.option(fc.constant('https://x.example/a')), (listed, link) => {
      const last = listed.at(-1) ?? []
      const rounds = [...listed, last].map((items) => ({ items, ...(link ? { link } : {}) }))
      expect(polls(...rounds).at(-1)).toEqual([])
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
