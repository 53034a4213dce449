import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleepMs } from 'node:timers/promises'
import { describe, expect, type TestContext, test } from 'vitest'
import { databaseFileName } from '../../src/store/store.ts'
import { type Site, startSite } from '../fakes/site.ts'
import { openWorkplace, type Workplace } from './pullquote.ts'

const killsEach = 25
const longestLifeMs = 600
// A score of posts with such a link are more than a pipe holds.
const longQuery = 'x'.repeat(10_000)
const page = readFileSync(new URL('../../feeds/samples/burst-main.html', import.meta.url))

type Wire = { readonly site: Site; readonly workplace: Workplace }

/** A feed that lists more items at every poll, so that each life of the process has something to save and deliver. */
async function startWire(
  itemsEachPoll: number,
  onTestFinished: TestContext['onTestFinished'],
): Promise<Wire> {
  let published = 0
  const site = await startSite((request, response) => {
    if (request.url !== '/feed')
      return void response.writeHead(200, { 'content-type': 'text/html' }).end(page)
    const items = Array.from(
      { length: published },
      (_, index) => `<item><guid>${index}</guid><link>/${index}?${longQuery}</link></item>`,
    )
    published += itemsEachPoll
    response.end(`<rss version="2.0"><channel><title>Wire</title>${items.join('')}</channel></rss>`)
  })
  const workplace = openWorkplace({
    PULLQUOTE_POLL_SHORTEST_SECONDS: '1',
    PULLQUOTE_POLL_LONGEST_SECONDS: '1',
    PULLQUOTE_LOG_LEVEL: 'silent',
  })
  onTestFinished(async () => {
    await site.close()
    workplace.close()
  })
  await workplace.follow(site.url('/feed'))
  // The first poll only remembers; from here on every item is posted.
  await workplace.run('poll')
  return { site, workplace }
}

/** The same sequence in every run, in 0..1; where in the program's life a moment falls still differs. */
function* dice(seed: number) {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    yield state / 2 ** 31
  }
}

/** From its first request on the process lives a moment: polling, saving, reading or printing; early moments more often. */
async function liveAndDie({ site, workplace }: Wire, roll: () => number): Promise<void> {
  const requestsBefore = site.requests.length
  const life = workplace.start('run')
  if (roll() < 0.5) life.process.stdout.pause()
  let hasEnded = false
  void life.ended.then(() => {
    hasEnded = true
  })
  while (site.requests.length === requestsBefore && !hasEnded) await sleepMs(2)
  await sleepMs(roll() ** 2 * longestLifeMs)
  life.process.kill('SIGKILL')
  life.process.stdout.resume()
  expect(await life.ended).toMatchObject({ code: null })
}

type Delivery = { id: number; item_id: number; state: string; attempts: number; key: string; payload: string }
type Item = { id: number; reading: string }

/** Looks into the store beside the running program, without ever taking a lock from it. */
function lookInto<Row>({ data }: Workplace, query: string): Row[] {
  const database = new DatabaseSync(join(data, databaseFileName), {
    readOnly: true,
    timeout: 10_000,
  })
  const rows = database.prepare(query).all()
  database.close()
  return rows as Row[]
}

const deliveries = (workplace: Workplace) =>
  lookInto<Delivery>(workplace, 'select * from deliveries order by item_id')

/** On a busy machine even a post that is not stuck takes a while. */
const looksUntilStuck = 4

describe.concurrent('kill -9', { timeout: 120_000 }, () => {
  test.for([7, 42])(
    `at ${killsEach} random moments: every item is delivered and the store is sound (seed %i)`,
    async (seed, { onTestFinished }) => {
      const wire = await startWire(3, onTestFinished)
      const rolls = dice(seed)
      for (let kill = 0; kill < killsEach; kill++) await liveAndDie(wire, () => rolls.next().value ?? 0)
      expect((await wire.workplace.run('poll', '--all')).code).toBe(0)

      const items = lookInto<Item>(wire.workplace, "select * from items where origin = 'new' order by id")
      const settled = deliveries(wire.workplace)
      expect(items.length).toBeGreaterThan(3)
      expect(new Set(items.map(({ reading }) => reading))).toEqual(new Set(['done']))
      expect(settled.map((delivery) => delivery.item_id)).toEqual(items.map(({ id }) => id))
      expect(new Set(settled.map(({ state }) => state))).toEqual(new Set(['sent']))
      expect(lookInto(wire.workplace, 'pragma integrity_check')).toEqual([{ integrity_check: 'ok' }])
    },
  )

  test('in the middle of printing a post: the next start prints it and goes on', async ({
    onTestFinished,
  }) => {
    const { workplace } = await startWire(25, onTestFinished)
    const life = workplace.start('run')
    life.process.stdout.pause()
    // Some posts fill the pipe that nobody reads; the next one is being sent for as long as the process lives.
    let stuck: Delivery | undefined
    for (let seen = 0; stuck === undefined || seen < looksUntilStuck; await sleepMs(500)) {
      const sending = deliveries(workplace).find(({ state }) => state === 'sending')
      seen = sending !== undefined && sending.id === stuck?.id ? seen + 1 : 0
      stuck = sending
    }
    life.process.kill('SIGKILL')
    life.process.stdout.resume()
    await life.ended

    await workplace.run('poll')
    const after = deliveries(workplace).find(({ id }) => id === stuck?.id)
    expect(after).toMatchObject({ state: 'sent', attempts: 2, key: stuck.key, payload: stuck.payload })
  })
})
