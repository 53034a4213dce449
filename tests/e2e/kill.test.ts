import { readFileSync } from 'node:fs'
import { setTimeout as sleepMs } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSqliteStore } from '../../src/store/store.ts'
import { type Site, startSite } from '../fakes/site.ts'
import { openWorkplace, type Workplace } from './pullquote.ts'

const kills = 50
const itemsEachPoll = 3
const page = readFileSync(new URL('../../feeds/samples/burst-main.html', import.meta.url))

let site: Site
let workplace: Workplace
let published: number
beforeEach(async () => {
  published = 0
  // Every poll finds more items, so that each life of the process has something to save, read and deliver.
  site = await startSite((request, response) => {
    if (request.url !== '/feed')
      return void response.writeHead(200, { 'content-type': 'text/html' }).end(page)
    const items = Array.from(
      { length: published },
      (_, index) => `<item><guid>${index}</guid><link>/${index}</link></item>`,
    )
    published += itemsEachPoll
    response.end(`<rss version="2.0"><channel><title>Wire</title>${items.join('')}</channel></rss>`)
  })
  workplace = openWorkplace({
    PULLQUOTE_POLL_SHORTEST_SECONDS: '1',
    PULLQUOTE_POLL_LONGEST_SECONDS: '1',
    PULLQUOTE_LOG_LEVEL: 'silent',
  })
})
afterEach(async () => {
  await site.close()
  workplace.close()
})

/** The same sequence in every run, in 0..1; where in the program's life a moment falls still differs. */
function* dice() {
  for (let state = 7; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    yield state / 2 ** 31
  }
}

/** Lets the process get as far as its first or one of its next requests, and then a random moment further. */
async function liveAndDie(roll: () => number): Promise<void> {
  const isReached = site.requests.length + 1 + Math.floor(roll() * 4)
  const life = workplace.start('run')
  const givenUpAt = performance.now() + 2_500
  while (site.requests.length < isReached && performance.now() < givenUpAt) await sleepMs(2)
  await sleepMs(roll() * 150)
  life.process.kill('SIGKILL')
  await life.ended
}

test(`killed ${kills} times at random moments, every item is delivered and the store is sound`, async () => {
  await workplace.run('feeds', 'add', site.url('/feed'))
  const rolls = dice()
  for (let kill = 0; kill < kills; kill++) await liveAndDie(() => rolls.next().value ?? 0)
  expect((await workplace.run('poll', '--all')).code).toBe(0)

  const store = await openSqliteStore(workplace.data)
  const items = await store.db.selectFrom('items').selectAll().where('origin', '=', 'new').execute()
  const deliveries = await store.db.selectFrom('deliveries').selectAll().execute()
  const integrity = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(store.db)
  await store.close()

  expect(items.length).toBeGreaterThan(kills)
  expect(items.every(({ reading }) => reading === 'done')).toBe(true)
  expect(deliveries.map((delivery) => delivery.item_id).toSorted()).toEqual(
    items.map(({ id }) => id).toSorted(),
  )
  expect(new Set(deliveries.map(({ state }) => state))).toEqual(new Set(['sent']))
  expect(integrity.rows).toEqual([{ integrity_check: 'ok' }])
}, 240_000)
