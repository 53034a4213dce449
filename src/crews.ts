import {
  type FirstDayParts,
  nextFirstDayAt,
  takeFirstDayNotes,
  tellFirstDay,
} from './ask/notices/first-day.ts'
import { tellFeedTrouble } from './ask/notices/trouble.ts'
import { Crew } from './crew.ts'
import { channelsAtOnce, dispatch, nextHeadAt, takeHeads } from './deliver/dispatcher.ts'
import { makeDueDigests } from './deliver/gather.ts'
import { checkChannel, takeClosedChannels } from './deliver/watch.ts'
import type { Program } from './main.ts'
import type { Polled } from './poll/outcome.ts'
import { busyHosts, politeQueue, pollFeed, takeFeeds } from './poll/poller.ts'
import { askHub, type HubParts, takeHubs } from './poll/push-hub.ts'
import { readPushed, takeDocuments } from './poll/push-read.ts'
import { longestWaitMs } from './poll/schedule.ts'
import { type ItemOutcome, readItem, takeItems } from './read/reader.ts'
import { nextChannelCheckAt } from './store/channels.ts'
import { nextDigestDueAt } from './store/digests.ts'
import { type DueFeed, nextFeedDueAt } from './store/feeds.ts'
import { type ItemToRead, nextReadingAt } from './store/items.ts'
import type { HubSubscriptionRow } from './store/push-schema.ts'
import { nextPushedAt, type PushedDocument } from './store/pushed.ts'
import type { OpenDelivery } from './store/queues.ts'
import type { ChannelRow } from './store/schema.ts'

const checksAtOnce = 4
const firstDaysAtOnce = 20
/** Feeds count as failing after an hour: there is no hurry. */
const betweenTroublesMs = 60_000
const pushesAtOnce = 8
/** How soon a hub that a feed names newly is asked. */
const betweenAlignmentsMs = 2_000
const betweenLooksMs = 200

/** Sites that hang until the time for them is over are waited for beside the others. */
const patience = { ms: 300, most: 64 }

/** Polls what is due, for as long as it is stepped. */
export function pollingCrew(program: Program, onPolled: (polled: Polled) => void): Crew<DueFeed> {
  const { poller, store } = program
  return new Crew({
    most: poller.feedsAtOnce,
    patience,
    take: (free, going) => takeFeeds(poller, free, going),
    work: async (feed) => onPolled(await pollFeed(feed, poller)),
    nextAt: (going) =>
      nextFeedDueAt(store, {
        now: poller.clock(),
        longestWaitMs: longestWaitMs(poller.limits),
        exceptHosts: busyHosts(going),
      }),
  })
}

type PushJob =
  | { readonly kind: 'ask'; readonly hub: HubSubscriptionRow }
  | { readonly kind: 'read'; readonly document: PushedDocument }

/** Asks hubs to push the feeds that name them, and reads what was pushed. */
export function pushCrew(
  { poller, store, metrics }: Program,
  hubs: HubParts,
  onRead: (newItems: number) => void,
): Crew<PushJob> {
  let alignedAt = Number.NEGATIVE_INFINITY
  return new Crew<PushJob>({
    most: pushesAtOnce,
    async take(free) {
      const documents = await takeDocuments(poller, free)
      const jobs: PushJob[] = documents.map((document) => ({ kind: 'read', document }))
      const now = poller.clock().getTime()
      if (Math.abs(now - alignedAt) < betweenAlignmentsMs) return jobs
      const room = Math.max(1, free - jobs.length)
      const asked = await takeHubs(hubs, room)
      // Where there was no room for all the others follow at once.
      if (asked.length < room) alignedAt = now
      return [...jobs, ...asked.map((hub) => ({ kind: 'ask', hub }) as const)]
    },
    async work(job) {
      if (job.kind === 'ask') return askHub(job.hub, hubs)
      const newItems = await readPushed(job.document, poller)
      metrics.newItems.inc(newItems)
      if (newItems > 0) onRead(newItems)
    },
    async nextAt() {
      const now = poller.clock().getTime()
      const documentAt = await nextPushedAt(store)
      const hubsAt = Math.max(alignedAt, now) + betweenAlignmentsMs
      // A feed that is being polled gives its document free when the poll ends, not when its lease does.
      return documentAt === null ? hubsAt : Math.min(hubsAt, documentAt, now + betweenLooksMs)
    },
  })
}

/** Polls every active feed once, due or not. */
export function pollingAllCrew(program: Program, onPolled: (polled: Polled) => void): Crew<DueFeed> {
  const { poller } = program
  let queue: ReturnType<typeof politeQueue> | null = null
  return new Crew({
    most: poller.feedsAtOnce,
    patience,
    async take(free, going) {
      queue ??= politeQueue(await takeFeeds(poller, free, going, { all: true }))
      return queue.take(free, going)
    },
    work: async (feed) => onPolled(await pollFeed(feed, poller)),
    nextAt: async () => null,
  })
}

export function readingCrew(program: Program, onRead: (outcome: ItemOutcome) => void): Crew<ItemToRead> {
  const { reader, store } = program
  return new Crew({
    most: reader.pagesAtOnce,
    patience,
    take: (free, going) => takeItems(reader, free, going),
    work: async (item) => onRead(await readItem(item, reader)),
    nextAt: (going) =>
      nextReadingAt(
        store,
        going.map((item) => item.feed_id),
      ),
  })
}

export function deliveringCrew(program: Program): Crew<OpenDelivery> {
  const { dispatcher } = program
  return new Crew({
    most: channelsAtOnce,
    take: (free, going) => takeHeads(dispatcher, free, going),
    work: (delivery) => dispatch(delivery, dispatcher),
    nextAt: (going) => nextHeadAt(dispatcher, going),
  })
}

/** Makes the digests that are due, one after the other: nothing is waited for but the store. */
export function gatheringCrew({ gather, store }: Program, onMade: () => void): Crew<never> {
  return new Crew<never>({
    most: 1,
    async take() {
      if ((await makeDueDigests(gather)) > 0) onMade()
      return []
    },
    work: async () => undefined,
    nextAt: () => nextDigestDueAt(store, gather.openPlatforms()),
  })
}

/** Looks at the channels that are closed to us, until they let us in again. */
export function watchingCrew(program: Program, onOpened: () => void): Crew<ChannelRow> {
  const { watch, store } = program
  return new Crew({
    most: checksAtOnce,
    take: (free, going) => takeClosedChannels(watch, free, going),
    work: async (channel) => {
      if (await checkChannel(channel, watch)) onOpened()
    },
    nextAt: (going) =>
      nextChannelCheckAt(
        store,
        Object.keys(watch.adapters),
        going.map(({ id }) => id),
      ),
  })
}

/** Tells people of feeds that fail or recovered, and how their first day went. */
export function tellingCrew(
  { desk, store, poller, adapters, reached }: Program,
  onTold: () => void,
): Crew<never> {
  const firstDay: FirstDayParts = {
    store,
    adminChannel: desk.adminChannel,
    openDirect: async (platform, userId) =>
      (await adapters[platform]?.openDirect(userId)) ?? { kind: 'unknown', cause: `no ${platform} here` },
  }
  let nextTroubleAt = 0
  let firstDaysNotBefore = 0
  return new Crew<never>({
    most: 1,
    async take() {
      const now = poller.clock()
      // A clock that was set back must not keep us silent for as long as it was ahead.
      nextTroubleAt = Math.min(nextTroubleAt, now.getTime() + betweenTroublesMs)
      firstDaysNotBefore = Math.min(firstDaysNotBefore, now.getTime() + betweenTroublesMs)
      let told = 0
      if (now.getTime() >= firstDaysNotBefore)
        for (const day of await takeFirstDayNotes(store, now, firstDaysAtOnce)) {
          const telling = await tellFirstDay(day, firstDay, now)
          if (telling === 'told') told++
          if (telling === 'later') firstDaysNotBefore = now.getTime() + betweenTroublesMs
        }
      if (now.getTime() >= nextTroubleAt) {
        told += await tellFeedTrouble(store, desk.adminChannel, now)
        nextTroubleAt = now.getTime() + betweenTroublesMs
      }
      if (told > 0) {
        reached('trouble-told')
        onTold()
      }
      return []
    },
    work: async () => undefined,
    nextAt: async () => {
      const firstDayAt = (await nextFirstDayAt(store)) ?? nextTroubleAt
      return Math.min(nextTroubleAt, Math.max(firstDaysNotBefore, firstDayAt))
    },
  })
}
