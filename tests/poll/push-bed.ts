import { pino } from 'pino'
import { Registry } from 'prom-client'
import { fetchFeed } from '../../feeds/fetch.ts'
import { HttpDoor } from '../../feeds/http.ts'
import { parseFeed } from '../../feeds/parse.ts'
import type { PollerParts } from '../../src/poll/poller.ts'
import { askHub, type HubParts, takeHubs } from '../../src/poll/push-hub.ts'
import { readPushed, takeDocuments } from '../../src/poll/push-read.ts'
import { openReceiver, type PushOutcome } from '../../src/poll/push-receive.ts'
import { startStatusServer } from '../../src/status-server.ts'
import { addFeed, listFeeds } from '../../src/store/feeds.ts'
import { openSqliteStore, type Store } from '../../src/store/store.ts'
import { type Page, type Site, type SiteHandler, startSite } from '../fakes/site.ts'
import { pollFeeds } from './poll-feeds.ts'

/** A publisher, our side of WebSub with its real server, and a clock that stands still until it is set. */
export type PushBed = {
  readonly store: Store
  readonly site: Site
  readonly pages: Record<string, string | Page | SiteHandler>
  readonly poller: PollerParts
  readonly hubs: HubParts
  readonly outcomes: PushOutcome[]
  readonly logged: string[]
  now: Date
  pass(ms: number): void
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

export async function openPushBed(): Promise<PushBed> {
  const pages: PushBed['pages'] = {}
  const store = await openSqliteStore(':memory:')
  const door = new HttpDoor({ userAgent: 'Pullquote/test', allowNetworks: ['127.0.0.0/8'] })
  const site = await startSite(pages)
  const outcomes: PushOutcome[] = []
  const logged: string[] = []
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) })
  const clock = () => bed.now
  const shared = { store, clock, log }
  const receive = openReceiver({
    ...shared,
    maxBytes: 100_000,
    onPushed: () => undefined,
    onOutcome: (outcome) => void outcomes.push(outcome),
  })
  const parts = { registry: new Registry(), version: '0', endpoints: [], receivePush: receive }
  const started = await startStatusServer(0, parts)
  if (started.kind !== 'listening') throw new Error(started.message)
  let token = 0
  const hubs: HubParts = {
    ...shared,
    publicUrl: `http://127.0.0.1:${started.server.port}`,
    post: (request) => door.post({ ...request, maxBytes: 1000, timeoutMs: 2_000 }),
    newToken: () => `token-${++token}`,
  }
  const poller: PollerParts = {
    ...shared,
    fetch: (request) => fetchFeed(door, request, { maxBytes: 100_000, timeoutMs: 2_000 }, bed.now),
    parse: parseFeed,
    limits: { shortestMs: 60_000, longestMs: 86_400_000 },
    owner: 'test',
    feedsAtOnce: 8,
    dice: () => 0.5,
  }
  const bed: PushBed = {
    store,
    site,
    pages,
    poller,
    hubs,
    outcomes,
    logged,
    now: new Date('2026-01-24T12:00:00Z'),
    pass(ms) {
      bed.now = new Date(bed.now.getTime() + ms)
    },
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
    async close() {
      await started.server.close()
      await door.close()
      await site.close()
      await store.close()
    },
  }
  return bed
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
