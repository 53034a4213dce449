// feedsub (npm), 64 feeds at once: it keeps what it has seen in memory and delivers nothing.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { serveCycles } from './cycles.mjs'

const require = createRequire(`${process.env.BENCH_PEERS}/`)
const FeedSub = require('feedsub')
const feeds = readFileSync(process.env.BENCH_FEEDS, 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((url) => new FeedSub(url, { maxHistory: 100 }))

await serveCycles(async () => {
  let items = 0
  const waiting = [...feeds]
  const readRest = async () => {
    for (let feed = waiting.pop(); feed !== undefined; feed = waiting.pop())
      items += await new Promise((resolve) => feed.read((error, found) => resolve(error ? 0 : found.length)))
  }
  await Promise.all(Array.from({ length: 64 }, readRest))
  return { items, delivered: 0 }
})
