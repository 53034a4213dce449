import { expect, test } from 'vitest'
import { parseFeed } from '../../feeds/parse.ts'

async function read(channel: string, root = '<rss version="2.0">') {
  const xml = `${root}<channel><title>News</title>${channel}<item><title>One</title></item></channel></rss>`
  const parsed = await parseFeed(Buffer.from(xml), { contentType: null, url: null })
  if (parsed.kind !== 'parsed') throw new Error(parsed.message)
  return { skips: parsed.feed.skips, ttlMinutes: parsed.feed.ttlMinutes }
}

const sy = '<rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">'

test.each([
  ['<ttl>90</ttl>', 90],
  ['<ttl>0</ttl>', null],
  ['<ttl>soon</ttl>', null],
  ['<ttl>0.2</ttl>', 1],
  ['<sy:updatePeriod>hourly</sy:updatePeriod>', 60],
  ['<sy:updatePeriod> Daily </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>', 360],
  ['<sy:updatePeriod>sometimes</sy:updatePeriod>', null],
  ['<ttl>30</ttl><sy:updatePeriod>hourly</sy:updatePeriod>', 60],
  ['<ttl>300</ttl><sy:updatePeriod>hourly</sy:updatePeriod>', 300],
])('%s asks for %s minutes', async (channel, minutes) => {
  expect((await read(channel, sy)).ttlMinutes).toBe(minutes)
})

test('hours and days to skip are read, whatever their case and order', async () => {
  const hours =
    '<skipHours><hour>5</hour><hour> 0 </hour><hour>24</hour><hour>x</hour><hour>25</hour></skipHours>'
  const days = '<skipDays><day>sunday</day><day>Saturday</day><day>Holiday</day></skipDays>'
  expect((await read(hours + days)).skips).toEqual({ hours: [0, 5], days: [0, 6] })
  expect((await read((hours + days).toLowerCase(), '<RSS>')).skips).toEqual({ hours: [0, 5], days: [0, 6] })
})

test('a feed without them skips nothing', async () => {
  expect((await read('<skipHours></skipHours>')).skips).toBeNull()
  expect((await read('')).skips).toBeNull()
})
