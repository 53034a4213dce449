import { afterEach, beforeEach, expect, test } from 'vitest'
import { type SamplesServer, serveSamples } from '../src/samples.ts'

let samples: SamplesServer
beforeEach(async () => {
  samples = await serveSamples(null)
})
afterEach(() => samples.close())

test.each([
  ['/feed.xml', 'application/rss+xml; charset=utf-8'],
  ['/abu-dhabi-talks.html', 'text/html; charset=utf-8'],
  ['/gazette.css?v=1', 'text/css; charset=utf-8'],
])('%s is served as what it is', async (path, type) => {
  const response = await fetch(samples.origin + path)
  expect([response.status, response.headers.get('content-type')]).toEqual([200, type])
})

test.each(['//', '/', '/%zz', '/../package.json', '/..%2fpackage.json', '/?feed.xml'])(
  'a request for %s finds nothing and breaks nothing',
  async (path) => {
    expect((await fetch(samples.origin + path)).status).toBe(404)
    expect((await fetch(samples.feedUrl)).status).toBe(200)
  },
)

test('a port that is taken is replaced by a free one', async () => {
  const other = await serveSamples(Number(new URL(samples.origin).port))
  expect(other.origin).not.toBe(samples.origin)
  await other.close()
})
