import { expect, test } from 'vitest'
import { starterPacks } from '../../src/ask/opml/starter.ts'

const packs = starterPacks()

test('there are five packs of six to ten feeds', () => {
  expect(packs.map(({ name }) => name)).toEqual(['World', 'Tech', 'Security', 'Science', 'Business'])
  for (const { feeds } of packs) {
    expect(feeds.length).toBeGreaterThanOrEqual(6)
    expect(feeds.length).toBeLessThanOrEqual(10)
  }
})

test('every feed has a name and an address of its own, over HTTPS', () => {
  const feeds = packs.flatMap((pack) => pack.feeds)
  expect(new Set(feeds.map(({ url }) => url)).size).toBe(feeds.length)
  for (const { url, title } of feeds) {
    expect(new URL(url).href).toBe(url)
    expect(url).toMatch(/^https:/)
    expect(title).not.toBeNull()
  }
})
