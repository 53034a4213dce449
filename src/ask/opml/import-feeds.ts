import { setImmediate } from 'node:timers/promises'
import { type OpmlEntry, opmlLimits } from '../../../feeds/opml.ts'
import { addressOf, type ChannelRef } from '../../deliver/address.ts'
import type { Locale } from '../../deliver/locale.ts'
import { recordChange } from '../../store/audit.ts'
import { longestFeedUrl } from '../../store/feed-url.ts'
import { channelForImport, followListed, type ListedFeed } from '../../store/imports.ts'
import type { Store } from '../../store/store.ts'
import { subscriptionsIn } from '../../store/subscriptions.ts'
import { type Founder, noteFounder } from '../../store/workspaces.ts'
import { readFilter, readSchedule, readStyle } from '../following/wishes.ts'

/** What becomes of one line of a list. */
export type ImportLine = { readonly entry: OpmlEntry } & (
  | { readonly outcome: 'added'; readonly feed: ListedFeed }
  | { readonly outcome: 'followed' | 'double' | 'noAddress' | 'notWeb' | 'tooLong' }
  | { readonly outcome: 'badFilter' | 'badSchedule'; readonly why: string }
)

/** In one transaction: so many take a moment, and nobody else waits longer. */
const feedsAtOnce = 500

/** Makes the channel follow every feed of a list, and says what became of each. Nothing they list now is posted. */
export async function importFeeds(
  store: Store,
  list: {
    readonly entries: readonly OpmlEntry[]
    readonly channel: ChannelRef
    readonly actor: string
    /** Who does it in chat. */
    readonly by?: Founder
    /** What the list is called in the record of changes. */
    readonly name: string
    readonly locale: Locale
  },
  now: Date,
): Promise<readonly ImportLine[]> {
  const { channel } = list
  const followed = (await subscriptionsIn(store, { ...channel, channel })).map(({ feed }) => feed.url)
  const lines = planImport(list.entries, followed, list.locale)
  const wanted = lines.flatMap((line) => (line.outcome === 'added' ? [line.feed] : []))
  for (let start = 0; start < wanted.length; start += feedsAtOnce) {
    await followSome(store, { ...list, feeds: wanted.slice(start, start + feedsAtOnce) }, now)
    // The store answers without leaving the event loop, and others wait for that.
    await setImmediate()
  }
  return lines
}

async function followSome(
  store: Store,
  some: {
    readonly feeds: readonly ListedFeed[]
    readonly channel: ChannelRef
    readonly actor: string
    readonly by?: Founder
    readonly name: string
  },
  now: Date,
): Promise<void> {
  const { feeds, channel, actor, by, name } = some
  await store.write(async (tx) => {
    const { row, workspaceRowId } = await channelForImport(tx, channel, now)
    let added = 0
    for (const feed of feeds) {
      const isAdded = await followListed(tx, { feed, channelId: row.id }, now)
      if (isAdded) added++
    }
    if (added > 0 && by !== undefined) await noteFounder(tx, workspaceRowId, by)
    const after = `${added} ${added === 1 ? 'feed' : 'feeds'} in ${addressOf(channel)}`
    await recordChange(tx, { actor, action: 'import', subject: name, after, workspace: channel }, now)
  })
}

/** Decides for every line whether its feed is added, and why not. */
export function planImport(
  entries: readonly OpmlEntry[],
  followed: readonly string[],
  locale: Locale,
): readonly ImportLine[] {
  const known = new Set(followed.map(identityOf))
  const listed = new Set<string>()
  return entries.slice(0, opmlLimits.entries).map((entry): ImportLine => {
    if (entry.url === '') return { entry, outcome: 'noAddress' }
    const url = webAddress(entry.url)
    if (url === null) return { entry, outcome: 'notWeb' }
    if (url.length > longestFeedUrl) return { entry, outcome: 'tooLong' }
    const identity = identityOf(url)
    if (listed.has(identity)) return { entry, outcome: 'double' }
    listed.add(identity)
    return known.has(identity) ? { entry, outcome: 'followed' } : wantedLine(entry, url, locale)
  })
}

function wantedLine(entry: OpmlEntry, url: string, locale: Locale): ImportLine {
  const { title, folders, wishes } = entry
  const filter = readFilter(wishes.filter, locale)
  // Without its filter a feed would flood the channel.
  if (filter.kind === 'invalid') return { entry, outcome: 'badFilter', why: filter.message }
  const schedule = readSchedule(wishes.schedule, locale)
  if (schedule.kind === 'invalid') return { entry, outcome: 'badSchedule', why: schedule.message }
  return {
    entry,
    outcome: 'added',
    feed: {
      url,
      title,
      folders,
      style: readStyle(wishes.style),
      filter: filter.value,
      schedule: schedule.value,
      isPaused: wishes.state === 'paused',
    },
  }
}

/** The address as a feed is stored; null for what is none. `feed:` is what some browsers put in front. */
function webAddress(written: string): string | null {
  const url = URL.parse(
    written
      .trim()
      .replace(/^feed:(?:\/\/)?(?=https?:)/i, '')
      .replace(/^feed:\/\//i, 'https://'),
  )
  if (url === null || !/^https?:$/.test(url.protocol)) return null
  return url.href
}

/** Two addresses of the same feed: with and without encryption or fragment. */
function identityOf(url: string): string {
  return url.replace(/^http:/, 'https:').replace(/#.*$/, '')
}
