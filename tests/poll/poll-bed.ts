import { type Logger, pino } from 'pino'
import { fetchFeed } from '../../feeds/fetch.ts'
import { HttpDoor } from '../../feeds/http.ts'
import { parseFeed } from '../../feeds/parse.ts'
import { followFeed } from '../../src/ask/following/follow.ts'
import type { PollerParts } from '../../src/poll/poller.ts'
import { Claims } from '../../src/store/claims.ts'
import type { Store } from '../../src/store/store.ts'
import { type Page, type Site, type SiteHandler, startSite } from '../fakes/site.ts'
import { openTestStore } from '../store/engines.ts'

/** A publisher, a poller for it, and a clock that stands still until it is set. */
export type PollBed = {
  readonly store: Store
  readonly door: HttpDoor
  readonly site: Site
  /** What the site serves; may be changed at any time. */
  readonly pages: Record<string, string | Page | SiteHandler>
  readonly poller: PollerParts
  now: Date
  pass(ms: number): void
  close(): Promise<void>
}

export type PollBedOptions = {
  readonly shortestMs?: number
  readonly timeoutMs?: number
  readonly userAgent?: string
  readonly log?: Logger
}

/** It is noon of a Saturday. */
export async function openPollBed(options: PollBedOptions = {}): Promise<PollBed> {
  const { shortestMs = 60_000, timeoutMs = 2_000, userAgent = 'Pullquote/test' } = options
  const pages: PollBed['pages'] = {}
  const store = await openTestStore()
  const door = new HttpDoor({ userAgent, allowNetworks: ['127.0.0.0/8'] })
  const site = await startSite(pages)
  const bed: PollBed = {
    store,
    door,
    site,
    pages,
    poller: {
      store,
      fetch: (request) => fetchFeed(door, request, { maxBytes: 1024 * 1024, timeoutMs }, bed.now),
      parse: parseFeed,
      limits: { shortestMs, longestMs: 86_400_000 },
      owner: 'test',
      claims: new Claims({ store, owner: 'test', table: 'feeds' }),
      feedsAtOnce: 8,
      clock: () => bed.now,
      dice: () => 0.5,
      log: options.log ?? pino({ level: 'silent' }),
    },
    now: new Date('2026-01-24T12:00:00Z'),
    pass(ms) {
      bed.now = new Date(bed.now.getTime() + ms)
    },
    async close() {
      await door.close()
      await site.close()
      await store.close()
    },
  }
  return bed
}

/** Has a channel follow a feed of the bed's site; nothing it lists already is posted. */
export async function followOn(
  bed: PollBed,
  path: string,
  { channelId = 'news', filter }: { readonly channelId?: string; readonly filter?: string | undefined } = {},
) {
  const channel = { platform: 'fake', workspaceId: 'w', channelId, threadId: null }
  const what = { source: 'added', channel, style: 'brief', firstPosts: 0, actor: 't' } as const
  const wishes = filter === undefined ? {} : { filter }
  return (await followFeed(bed.store, { ...what, ...wishes, url: bed.site.url(path) }, bed.now)).feed
}
