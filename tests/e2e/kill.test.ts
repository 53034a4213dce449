import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleepMs } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { databaseFileName, openSqliteStore } from '../../src/store/store.ts'
import { type Site, startSite } from '../fakes/site.ts'
import { openWorkplace, type Workplace } from './pullquote.ts'

const kills = 50
const longestLifeMs = 600
// A score of posts with such a link are more than a pipe holds.
const longQuery = 'x'.repeat(10_000)
const page = readFileSync(new URL('../../feeds/samples/burst-main.html', import.meta.url))

let site: Site
let workplace: Workplace
let published: number
let itemsEachPoll: number
beforeEach(async () => {
  published = 0
  itemsEachPoll = 3
  // Every poll finds more items, so that each life of the process has something to save, read and deliver.
  site = await startSite((request, response) => {
    if (request.url !== '/feed')
      return void response.writeHead(200, { 'content-type': 'text/html' }).end(page)
    const items = Array.from(
      { length: published },
      (_, index) => `<item><guid>${index}</guid><link>/${index}?${longQuery}</link></item>`,
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

/** From its first request on the process lives a moment: polling, saving, reading or printing; early moments more often. */
async function liveAndDie(roll: () => number): Promise<void> {
  const requestsBefore = site.requests.length
  const life = workplace.start('run')
  if (roll() < 0.5) life.process.stdout.pause()
  while (site.requests.length === requestsBefore) await sleepMs(2)
  await sleepMs(roll() ** 2 * longestLifeMs)
  life.process.kill('SIGKILL')
  life.process.stdout.resume()
  await life.ended
}

type Delivery = { id: number; item_id: number; state: string; attempts: number; key: string; payload: string }

/** Reads the store beside the running program, without ever taking a lock from it. */
function deliveries(): Delivery[] {
  const database = new DatabaseSync(join(workplace.data, databaseFileName), { readOnly: true })
  const rows = database.prepare('select * from deliveries order by id').all()
  database.close()
  return rows as Delivery[]
}

test('killed in the middle of printing a post, the next start prints it and goes on', async () => {
  itemsEachPoll = 25
  await workplace.run('feeds', 'add', site.url('/feed'))
  const life = workplace.start('run')
  life.process.stdout.pause()
  // Some posts fill the pipe that nobody reads; the next one is being sent for as long as the process lives.
  let stuck: Delivery | undefined
  for (let before: Delivery | undefined; stuck === undefined; await sleepMs(300)) {
    const sending = deliveries().find(({ state }) => state === 'sending')
    if (sending && sending.id === before?.id) stuck = sending
    before = sending
  }
  life.process.kill('SIGKILL')
  life.process.stdout.resume()
  await life.ended

  await workplace.run('poll')
  const after = deliveries().find(({ id }) => id === stuck?.id)
  expect(after).toMatchObject({ state: 'sent', attempts: 2, key: stuck.key, payload: stuck.payload })
})

test(`killed ${kills} times at random moments, every item is delivered and the store is sound`, async () => {
  await workplace.run('feeds', 'add', site.url('/feed'))
  const rolls = dice()
  for (let kill = 0; kill < kills; kill++) await liveAndDie(() => rolls.next().value ?? 0)
  expect((await workplace.run('poll', '--all')).code).toBe(0)

  const store = await openSqliteStore(workplace.data)
  const items = await store.db.selectFrom('items').selectAll().where('origin', '=', 'new').execute()
  const integrity = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(store.db)
  await store.close()

  const settled = deliveries()
  expect(items.length).toBeGreaterThan(kills)
  expect(items.every(({ reading }) => reading === 'done')).toBe(true)
  expect(settled.map((delivery) => delivery.item_id).toSorted()).toEqual(items.map(({ id }) => id).toSorted())
  expect(new Set(settled.map(({ state }) => state))).toEqual(new Set(['sent']))
  expect(integrity.rows).toEqual([{ integrity_check: 'ok' }])
}, 240_000)
