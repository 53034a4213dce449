// npm run -s bench -- scale [FEEDS] [SECONDS]: the store functions of polling, reading and delivering on PostgreSQL with
// very many feeds and ten times as many subscriptions. Four stores in one Node process stand for four processes.
import { sql } from 'kysely'
import { settledStates } from '../../src/operate/retention.ts'
import { dayOf } from '../../src/store/days.ts'
import { settleDelivery, takeDeliveries } from '../../src/store/deliveries.ts'
import { type DueFeed, takeDueFeeds } from '../../src/store/feeds.ts'
import { takeUnreadItems } from '../../src/store/items.ts'
import { dropDays } from '../../src/store/past-days.ts'
import { openPostgresStore } from '../../src/store/postgres.ts'
import { saveQuietPolls } from '../../src/store/quiet-polls.ts'
import { saveReading } from '../../src/store/readings.ts'
import type { Candidate } from '../../src/store/routing.ts'
import { savePoll } from '../../src/store/save-poll.ts'
import type { NewItemRow } from '../../src/store/schema.ts'
import type { Store } from '../../src/store/store.ts'
import { lastingSettings, startPostgres } from '../store/postgres-server.ts'
import { randomFrom, readingOf } from './archive.ts'
import { quantile } from './quantile.ts'
import { bytesOfRow, fillDay, fillStore } from './scale-fill.ts'
import { cpuMsOfAll, parentOf } from './server-cpu.ts'

const feeds = Number(process.argv[3] ?? 1_000_000)
const seconds = Number(process.argv[4] ?? 20)
const daysKept = 14
const now = new Date()
const minuteMs = 60_000
const held = { now, leaseMs: 60 * minuteMs }

/** A process. */
type Peer = { readonly owner: string; readonly store: Store }

const server = await startPostgres(lastingSettings)
const peers = await Promise.all(
  ['one', 'two', 'three', 'four'].map(
    async (owner): Promise<Peer> => ({
      owner,
      store: await openPostgresStore(server.url),
    }),
  ),
)
const [{ store } = failed()] = peers
const random = randomFrom(7)
const serverPid = parentOf(await pidOf(store))
const claimTimes: number[] = []
/** By then others are due. */
const soon = new Date(now.getTime() + 3 * minuteMs)
const nextPoll = { last_polled_at: now.getTime(), next_poll_at: now.getTime() + 30 * minuteMs }
const sent = { state: 'sent', messageRef: '{"messageId":"1"}', note: null, restUntil: 0 } as const

await fill()
print(
  '| what | a second | p50 ms | p99 ms | CPU ms for each, here | in the server |\n|---|---|---|---|---|---|',
)
await measure('feeds claimed and quiet polls written, 50 at a time', 1, pollQuietly)
await measure('feeds claimed and polls with a new item saved, 16 at a time', 1, pollNews)
await measure('items claimed and readings saved, each for 10 subscriptions, 8 at a time', 1, read)
await measure('deliveries claimed and marked sent, 50 at a time', 1, deliver)
await measureRetention()
await printSizes()
await Promise.all(peers.map((peer) => peer.store.close()))
await server.stop()

async function fill(): Promise<void> {
  const startedAt = performance.now()
  await fillStore(store, { feeds, now })
  const few = Math.ceil(feeds / 10)
  for (let ago = 1; ago <= daysKept; ago++) await fillDay(store, ago, { rows: few, now })
  for (const ago of [daysKept + 1, daysKept + 2]) await fillDay(store, ago, { rows: feeds, now })
  await store.db.connection().execute(async (db) => {
    await sql`set statement_timeout = 0`.execute(db)
    await sql`vacuum (analyze)`.execute(db)
  })
  const took = Math.round((performance.now() - startedAt) / 1000)
  const { rows } = await sql<{
    version: string
  }>`select current_setting('server_version') as version`.execute(store.db)
  print(`${feeds} feeds and channels, ${10 * feeds} subscriptions, ${2 * feeds} items, made in ${took} s;`)
  print(`PostgreSQL ${rows[0]?.version}, Node ${process.versions.node}, at most ${seconds} s for each line\n`)
}

/** Until the time is over or nothing is left to do, each peer that many at once; `work` returns how many it did. */
async function measure(name: string, atOnce: number, work: (peer: Peer) => Promise<number>): Promise<void> {
  const times: number[] = []
  let done = 0
  const startedAt = performance.now()
  const cpuBefore = process.cpuUsage()
  const serverBefore = cpuMsOfAll(serverPid)
  const goOn = async (peer: Peer): Promise<void> => {
    const before = performance.now()
    const count = await work(peer)
    if (count === 0) return
    times.push(performance.now() - before)
    done += count
    if (performance.now() - startedAt < seconds * 1000) return goOn(peer)
  }
  await Promise.all(peers.flatMap((peer) => Array.from({ length: atOnce }, () => goOn(peer))))
  const ms = performance.now() - startedAt
  const { user, system } = process.cpuUsage(cpuBefore)
  const [half, most] = [0.5, 0.99].map((share) => quantile(times, share).toFixed(1))
  const cpuMs = ((user + system) / 1000 / done).toFixed(2)
  const serverMs = ((cpuMsOfAll(serverPid) - serverBefore) / done).toFixed(2)
  print(`| ${name} | ${rate(done, ms)} | ${half} | ${most} | ${cpuMs} | ${serverMs} |`)
  const claims = claimTimes.splice(0)
  const [halfClaim, mostClaims] = [0.5, 0.99].map((share) => quantile(claims, share).toFixed(1))
  print(`| … of which the claim | | ${halfClaim} | ${mostClaims} | | |`)
}

async function claimFeeds({ store: from, owner }: Peer, limit: number, at: Date): Promise<DueFeed[]> {
  const startedAt = performance.now()
  const limits = { limit, longestWaitMs: 1440 * minuteMs, perHost: 2 }
  const due = await takeDueFeeds(from, { ...held, ...limits, owner, now: at })
  claimTimes.push(performance.now() - startedAt)
  return due
}

async function pollQuietly(peer: Peer): Promise<number> {
  const due = await claimFeeds(peer, 50, now)
  await saveQuietPolls(
    peer.store,
    peer.owner,
    due.map((feed) => ({ ...feed, ...nextPoll })),
  )
  return due.length
}

async function pollNews(peer: Peer): Promise<number> {
  const { store: to, owner } = peer
  const due = await claimFeeds(peer, 16, soon)
  const saved = await Promise.all(
    due.map((feed) => savePoll(to, { id: feed.id, owner }, { update: nextPoll, items: [newItem(feed)] })),
  )
  return saved.reduce<number>((all, count) => all + (count ?? 0), 0)
}

function newItem({ id, host }: DueFeed): NewItemRow {
  const url = `https://${host}/story/${id}-new`
  return {
    feed_id: id,
    key: url,
    canonical_url: url,
    url,
    title: `What is new at ${host} this minute`,
    summary: 'Two sentences of it stand in the feed. The rest is on the page that it leads to.',
    categories: JSON.stringify(['World', `Topic ${id % 500}`]),
    published_at: now.getTime() - Math.floor(random() * 60 * minuteMs),
    discovered_at: now.getTime(),
    origin: 'new',
    reading: 'waiting',
  }
}

async function read({ store: at, owner }: Peer): Promise<number> {
  const startedAt = performance.now()
  const taken = await takeUnreadItems(at, { ...held, owner, limit: 8 })
  claimTimes.push(performance.now() - startedAt)
  const saved = await Promise.all(
    taken.map(({ id }) => saveReading(at, { ...readingOf(id, random, now), owner }, queueAll, now)),
  )
  return saved.filter((queued) => queued !== null).length
}

function queueAll(candidates: readonly Candidate[]) {
  return candidates.map(({ channelId, style }) => ({
    channelId,
    style,
    outcome: 'queued' as const,
    reason: 'every item is wanted',
  }))
}

async function deliver({ store: from, owner }: Peer): Promise<number> {
  const payload = JSON.stringify({ text: 'x'.repeat(400) })
  const claim = { ...held, owner, limit: 50, platforms: ['bench'] }
  const startedAt = performance.now()
  const taken = await takeDeliveries(from, claim, () => ({ kind: 'rendered', payload }))
  claimTimes.push(performance.now() - startedAt)
  await Promise.all(taken.map(({ id, day }) => settleDelivery(from, { id, day, owner }, sent, now)))
  return taken.length
}

/** Of two days that are past one is dropped and of the other as many rows are deleted as there is time for. */
async function measureRetention(): Promise<void> {
  const before = now.getTime() - daysKept * 1440 * minuteMs
  const past = { beforeDay: dayOf(before), settledBefore: before, settled: settledStates }
  const startedAt = performance.now()
  const { removed } = await dropDays(store, 0, past)
  const ms = performance.now() - startedAt
  print(
    `| deliveries dropped with their day, ${removed} of them in ${Math.round(ms)} ms | ${rate(removed, ms)} | | | | |`,
  )
  const day = past.beforeDay - 1
  const deleted = await deleteRows(day)
  print(`| deliveries deleted, 200 at a time | ${rate(deleted.count, deleted.ms)} | | | | |`)
}

async function deleteRows(day: number): Promise<{ count: number; ms: number }> {
  const startedAt = performance.now()
  let count = 0
  while (performance.now() - startedAt < seconds * 1000) {
    const { numDeletedRows } = await store.write((tx) =>
      tx
        .deleteFrom('deliveries')
        .where('day', '=', day)
        .where('id', 'in', (some) =>
          some.selectFrom('deliveries').select('id').where('day', '=', day).orderBy('id').limit(200),
        )
        .executeTakeFirstOrThrow(),
    )
    if (numDeletedRows === 0n) break
    count += Number(numDeletedRows)
  }
  return { count, ms: performance.now() - startedAt }
}

async function printSizes(): Promise<void> {
  print('\n| a row with its indexes | bytes |\n|---|---|')
  for (const table of ['feeds', 'channels', 'subscriptions', 'items', 'deliveries'])
    print(`| ${table} | ${await bytesOfRow(store, table)} |`)
}

async function pidOf({ db }: Store): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)
  return rows[0]?.pid ?? 0
}

function rate(count: number, ms: number): number {
  return Math.round((count * 1000) / ms)
}

function failed(): never {
  throw new Error('no store could be opened')
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
