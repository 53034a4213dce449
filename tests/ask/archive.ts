import { followFeed } from '../../src/ask/following/follow.ts'
import type { SearchParts } from '../../src/ask/news/search-parts.ts'
import type { ChannelRef } from '../../src/deliver/address.ts'
import { routePost } from '../../src/deliver/route.ts'
import { canonicalUrl } from '../../src/poll/canonical-url.ts'
import { readPlainText } from '../../src/read/page/plain-text.ts'
import { composePost } from '../../src/read/post.ts'
import { readArticle } from '../../src/read/reading.ts'
import { articleRow, quoteRows } from '../../src/read/rows.ts'
import { takeUnreadItems } from '../../src/store/items.ts'
import { saveReading } from '../../src/store/readings.ts'
import { openSearch } from '../../src/store/search/search.ts'
import type { Store } from '../../src/store/store.ts'
import { saveAsPolled } from '../fakes/saved-poll.ts'
import { openTestStore } from '../store/engines.ts'
import { news } from './newsroom.ts'

export type ArchivedStory = {
  readonly title: string
  /** Without a text the item is only listed and never read. */
  readonly text?: string
  readonly agoMs?: number
  readonly host?: string
  readonly outlet?: string
  readonly topics?: readonly string[]
  readonly channel?: ChannelRef
  readonly now: Date
}

const owner = 'archive'
let made = 0

/** Has a story listed by a feed, and read if it has a text; returns its link. */
export async function archive(store: Store, story: ArchivedStory): Promise<string> {
  const { host = 'gazette.example', channel = news, now } = story
  const url = `https://${host}/story-${++made}`
  const { feed } = await followFeed(
    store,
    {
      url: `https://${host}/feed.xml`,
      source: 'added',
      channel,
      style: 'full',
      firstPosts: 0,
      actor: 'test',
    },
    now,
  )
  await saveAsPolled(store, feed.id, {
    update: {
      title: story.outlet ?? host,
      baselined_at: now.getTime(),
      last_polled_at: now.getTime(),
    },
    items: [
      {
        feed_id: feed.id,
        key: url,
        url,
        canonical_url: canonicalUrl(url),
        title: story.title,
        categories: JSON.stringify(story.topics ?? []),
        published_at: now.getTime() - (story.agoMs ?? 3_600_000),
        discovered_at: now.getTime(),
        origin: 'new',
        reading: story.text === undefined ? 'none' : 'waiting',
      },
    ],
  })
  if (story.text !== undefined) await read(store, story, url)
  return url
}

async function read(
  store: Store,
  { title, text = '', outlet, now }: ArchivedStory,
  url: string,
): Promise<void> {
  const outcome = readPlainText(`A headline that is long enough for one\n\n${text}`, { now })
  if (outcome.kind === 'refused') throw new Error(outcome.message)
  const reading = readArticle({ ...outcome.article, headline: title, url, outlet: outlet ?? null }, title)
  for (const item of await takeUnreadItems(store, { now, owner, leaseMs: 1000, limit: 1 }))
    await saveReading(
      store,
      {
        itemId: item.id,
        owner,
        article: articleRow(reading.article, now),
        quotes: quoteRows(reading),
        postBody: JSON.stringify(composePost(reading, null)),
        problem: null,
      },
      routePost,
      now,
    )
}

/** The text of an article in which somebody is quoted, long enough to be one. */
export function reportOf(...said: readonly (readonly [speaker: string, words: string])[]): string {
  const opening =
    'The meeting ended on Monday after two long days, and the delegations left the city without talking to reporters.'
  const closing =
    'The next round is expected to be held in the coming weeks, and officials on both sides have begun to prepare for it.'
  return [opening, ...said.map(([speaker, words]) => `“${words},” ${speaker} said on Monday.`), closing].join(
    '\n\n',
  )
}

/** An empty store and its search. */
export async function openSearchParts(): Promise<SearchParts> {
  const store = await openTestStore()
  return { store, search: openSearch(store, ':memory:'), linkTo: () => null }
}
