import { pino } from 'pino'
import { Registry } from 'prom-client'
import { askHub, type HubParts, takeHubs } from '../../src/poll/push-hub.ts'
import { readPushed, takeDocuments } from '../../src/poll/push-read.ts'
import { openReceiver, type PushOutcome } from '../../src/poll/push-receive.ts'
import { startStatusServer } from '../../src/status-server.ts'
import { addFeed, listFeeds } from '../../src/store/feeds.ts'
import type { SecretKey } from '../../src/store/secrets.ts'
import { openPollBed, type PollBed } from './poll-bed.ts'
import { pollFeeds } from './poll-feeds.ts'

/** A bed of polls with our side of WebSub and its real server. */
export type PushBed = PollBed & {
  readonly hubs: HubParts
  readonly outcomes: PushOutcome[]
  readonly logged: string[]
  /** Follows the page of the site and polls it. */
  follow(path: string): Promise<number>
  poll(options?: { readonly all: boolean }): Promise<void>
  /** Asks every hub that is to be asked; how many. */
  ask(): Promise<number>
  /** Reads everything that was pushed; how many items were new. */
  read(): Promise<number>
  feed(): Promise<Awaited<ReturnType<typeof listFeeds>>[number]>
  subscriptions(): Promise<readonly { state: string; last_problem: string | null }[]>
  items(): Promise<string[]>
  close(): Promise<void>
}

export async function openPushBed(key: SecretKey | null = null): Promise<PushBed> {
  const outcomes: PushOutcome[] = []
  const logged: string[] = []
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) })
  const bed = await openPollBed({ log })
  const { store, door, site, poller } = bed
  const shared = { store, clock: () => bed.now, log, key }
  const receive = openReceiver({
    ...shared,
    maxBytes: 100_000,
    onPushed: () => undefined,
    onOutcome: (outcome) => void outcomes.push(outcome),
  })
  const parts = {
    registry: new Registry(),
    version: '0',
    endpoints: [],
    receivePush: receive,
    readiness: null,
    host: '127.0.0.1',
    adminToken: null,
  }
  const started = await startStatusServer(0, parts)
  if (started.kind !== 'listening') throw new Error(started.message)
  let token = 0
  const hubs: HubParts = {
    ...shared,
    publicUrl: `http://127.0.0.1:${started.server.port}`,
    post: (request) => door.post({ ...request, maxBytes: 1000, timeoutMs: 2_000 }),
    newToken: () => `token-${++token}`,
  }
  const pushing: Omit<PushBed, keyof PollBed> = {
    hubs,
    outcomes,
    logged,
    async follow(path) {
      const { row } = await store.write((tx) =>
        addFeed(tx, { url: site.url(path), source: 'added', firstPosts: 0 }, bed.now),
      )
      await pollFeeds(poller)
      return row.id
    },
    async poll(options) {
      await pollFeeds(poller, options)
    },
    async ask() {
      const rows = await takeHubs(hubs, 10)
      for (const row of rows) await askHub(row, hubs)
      return rows.length
    },
    async read() {
      let newItems = 0
      for (;;) {
        const documents = await takeDocuments(poller, 10)
        if (documents.length === 0) return newItems
        for (const document of documents) newItems += await readPushed(document, poller)
      }
    },
    async feed() {
      const [feed] = await listFeeds(store)
      if (feed === undefined) throw new Error('no feed')
      return feed
    },
    subscriptions: () => store.db.selectFrom('hub_subscriptions').selectAll().orderBy('id').execute(),
    items: async () =>
      (await store.db.selectFrom('items').select('title').orderBy('id').execute()).map(
        ({ title }) => title ?? '',
      ),
  }
  const closeBed = bed.close
  // The clock of the bed is set from outside, so it stays one object.
  return Object.assign(bed, pushing, {
    async close() {
      await started.server.close()
      await closeBed()
    },
  })
}

/** A feed with these stories, pushed by the hub when one is named. */
export function rss(
  titles: readonly string[],
  push?: { readonly hub: string; readonly self: string },
): string {
  const links =
    push === undefined
      ? ''
      : `<atom:link rel="hub" href="${push.hub}"/><atom:link rel="self" href="${push.self}"/>`
  const items = titles.map(
    (title) => `<item><title>${title}</title><guid>${title}</guid><link>/${title}.html</link></item>`,
  )
  return `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>News</title><link>/</link>${links}${items.join('')}</channel></rss>`
}
