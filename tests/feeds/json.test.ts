import { expect, test } from 'vitest'
import { readJsonFeed } from '../../feeds/parse/json.ts'

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index)

/** The ids that are kept of a feed whose items have these dates. */
function keptOf(dates: readonly (number | null)[]) {
  const items = dates.map((date, id) => ({
    id,
    title: `Story ${id}`,
    ...(date === null ? {} : { date_published: new Date(date).toISOString() }),
  }))
  const feed = readJsonFeed({ version: 'https://jsonfeed.org/version/1.1', title: 'News', items }, null)
  return feed?.items.map((item) => Number(item.id))
}

const day = (index: number) => Date.UTC(2020, 0, index)

test('1,000 items are all kept', () => {
  expect(keptOf(range(0, 1000).map(day))).toEqual(range(0, 1000))
})

test('of more items the 1,000 newest are kept, in the order of the document', () => {
  expect(keptOf(range(0, 1500).map(day))).toEqual(range(500, 1500))
  expect(keptOf(range(0, 1500).map((index) => day(1500 - index)))).toEqual(range(0, 1000))
})

test('of more items without dates the first and the last 500 are kept', () => {
  const dates = range(0, 1500).map((index) => (index === 700 ? null : day(index)))
  expect(keptOf(dates)).toEqual([...range(0, 500), ...range(1000, 1500)])
})
