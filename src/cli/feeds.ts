import { clip, redactUrl } from '../../feeds/redact.ts'
import { type Followed, followFeed, unfollowFeed } from '../ask/following/follow.ts'
import { healthOf } from '../ask/following/list.ts'
import { lookForFeed } from '../ask/following/look.ts'
import { readPace } from '../ask/following/pace.ts'
import type { Config } from '../config.ts'
import { addressOf, type ChannelRef } from '../deliver/address.ts'
import { openIntake } from '../intake.ts'
import { requestedWith } from '../poll/access.ts'
import {
  describeAccess,
  type FeedAccess,
  findPrivateFeed,
  privateUrl,
  readSecrets,
  saveAccess,
} from '../store/access.ts'
import { wishPace } from '../store/feed-pace.ts'
import { longestFeedUrl, tooLongUrl } from '../store/feed-url.ts'
import { findFeed, listFeeds } from '../store/feeds.ts'
import { openStore } from '../store/open.ts'
import { removeSamples } from '../store/samples.ts'
import type { FeedRow } from '../store/schema.ts'
import type { Store } from '../store/store.ts'
import { type AccessOptions, passwordApart, readAccess } from './feed-access.ts'
import { checkParts } from './feeds-check.ts'
import { parseStyle, parseTarget } from './target.ts'

const actor = 'cli'
const mostFirstPosts = 5

export type AddFeedOptions = AccessOptions & {
  readonly first: string
  readonly in: string
  readonly as: string
  readonly crosspost?: boolean
  readonly every?: string
  readonly unchecked?: boolean
}

export async function addFeedCommand(
  config: Config,
  typed: string,
  given: AddFeedOptions,
): Promise<0 | 1 | 2> {
  const firstPosts = Number(given.first)
  const target = parseTarget(given.in, config)
  if (target.kind === 'invalid') {
    process.stderr.write(`${target.message}\n`)
    return 2
  }
  const style = parseStyle(given.as)
  if (style === null) {
    process.stderr.write(`--as ${given.as}: expected headline, brief or full\n`)
    return 2
  }
  const pace = readPace(given.every)
  if (pace.kind === 'invalid') {
    process.stderr.write(`--every ${given.every}: expected a time such as 10m or 2h, from 2m to 24h\n`)
    return 2
  }
  if (!URL.canParse(typed) || !/^https?:$/.test(new URL(typed).protocol)) {
    process.stderr.write(
      `feeds add ${redactUrl(typed)}: expected a web address such as https://example.org/feed.xml\n`,
    )
    return 2
  }
  if (new URL(typed).href.length > longestFeedUrl) {
    process.stderr.write(`feeds add ${redactUrl(typed).slice(0, 100)}…: ${tooLongUrl}\n`)
    return 2
  }
  if (!Number.isInteger(firstPosts) || firstPosts < 0 || firstPosts > mostFirstPosts) {
    process.stderr.write(`--first ${given.first}: expected a whole number from 0 to ${mostFirstPosts}\n`)
    return 2
  }
  const { url, options } = passwordApart(typed, given, config)
  const asked = readAccess(options, config)
  if (asked.kind === 'invalid') {
    process.stderr.write(`${asked.message}\n`)
    return 2
  }
  const access = asked.kind === 'access' ? asked.opened : null
  const checked: Checked = options.unchecked ? { kind: 'feed', url } : await lookNow(url, config, access)
  if (checked.kind === 'trouble') {
    process.stderr.write(
      `${checked.message}\nNothing was added. To add it all the same, add --unchecked to the same command.\n`,
    )
    return 1
  }
  return withStore(config, async (store) => {
    await removeSamples(store)
    const { href } = new URL(checked.url)
    const kept =
      asked.kind === 'access' ? ((await findPrivateFeed(store, href))?.url ?? privateUrl(href)) : href
    const followed = await followFeed(
      store,
      {
        url: kept,
        source: 'added',
        channel: target.channel,
        style,
        ...(options.crosspost === undefined ? {} : { crosspost: options.crosspost }),
        firstPosts,
        actor,
      },
      new Date(),
    )
    if (options.every !== undefined)
      await store.write((tx) => wishPace(tx, followed.feed.id, pace.minutes, new Date()))
    if (asked.kind === 'access') {
      const { key } = readSecrets(config.secrets)
      await store.write((tx) => saveAccess(tx, followed.feed, asked.access, { key, now: new Date() }))
    }
    process.stdout.write(addedText(followed, { firstPosts, channel: target.channel }))
    return 0 as const
  })
}

export async function listFeedsCommand(config: Config, options: { readonly json?: boolean }): Promise<0> {
  return withStore(config, async (store) => {
    const feeds = (await listFeeds(store)).filter(({ source }) => source !== 'samples')
    const access = await describeAccess(store)
    const accessOf = ({ id }: FeedRow) => access.get(id) ?? []
    const lines = feeds.map((feed) => feedLine(feed, accessOf(feed)))
    if (options.json)
      process.stdout.write(`${JSON.stringify(feeds.map((feed) => shown(feed, accessOf(feed))))}\n`)
    else process.stdout.write(feeds.length === 0 ? noFeeds : `${lines.join('\n')}\n`)
    return 0 as const
  })
}

export async function removeFeedCommand(config: Config, idOrUrl: string): Promise<0 | 1> {
  return withStore(config, async (store) => {
    const feed = (await findFeed(store, idOrUrl)) ?? (await findPrivateFeed(store, idOrUrl))
    if (!feed) {
      process.stderr.write(
        `feeds remove ${redactUrl(idOrUrl)}: no such feed; feeds list shows them with their ids\n`,
      )
      return 1
    }
    await unfollowFeed(store, feed, actor, new Date())
    process.stdout.write(`Removed feed ${feed.id}: ${redactUrl(feed.url)}\n`)
    return 0 as const
  })
}

type Checked =
  | { readonly kind: 'feed'; readonly url: string }
  | { readonly kind: 'trouble'; readonly message: string }

/** Looks at the address now: the feed it leads to, or what is wrong with it and which feeds of the site work. */
async function lookNow(url: string, config: Config, access: FeedAccess | null): Promise<Checked> {
  const intake = openIntake(config)
  try {
    const parts = checkParts(intake, config)
    const { origin } = new URL(url)
    const asked: typeof parts = {
      ...parts,
      fetchFeed: (request) =>
        parts.fetchFeed(
          access !== null && URL.parse(request.url)?.origin === origin
            ? { ...request, access: requestedWith(access) }
            : request,
        ),
    }
    const look = await lookForFeed(url, asked, new Date())
    if (look.kind === 'feed') return { kind: 'feed', url: look.found.url }
    const found = look.feeds.map((feed) => `\n  feeds add ${redactUrl(feed.url)}`).join('')
    return {
      kind: 'trouble',
      message: look.message + (found === '' ? '' : `\nFeeds of the site that work:${found}`),
    }
  } finally {
    await intake.close()
  }
}

async function withStore<Code>(config: Config, work: (store: Store) => Promise<Code>): Promise<Code> {
  const store = await openStore(config)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

function addedText(
  { feed, isNew, isRevived }: Followed,
  { firstPosts, channel }: { readonly firstPosts: number; readonly channel: ChannelRef },
): string {
  const name = `feed ${feed.id}: ${redactUrl(feed.url)}\n`
  if (isNew)
    return `Added ${name}\`npm start\` posts it to ${placeOf(channel)}: ${firstPostsText(firstPosts)}, then whatever is new.\n`
  if (isRevived) return `Polling again ${name}It was given up when the publisher took it away (410).\n`
  return `Already followed: ${name}`
}

function placeOf(channel: ChannelRef): string {
  return channel.platform === 'console' ? 'the console' : addressOf(channel)
}

function firstPostsText(count: number): string {
  if (count === 0) return 'nothing it lists now'
  return count === 1 ? 'only its newest item now' : `its ${count} newest items now`
}

const noFeeds = 'No feeds yet. Add one: feeds add https://example.org/feed.xml\n'

function feedLine(feed: FeedRow, access: readonly string[]): string {
  const health = healthOf({ state: 'active', feed })
  const title = feed.title === null ? '' : `  ${clip(feed.title)}`
  const asked = access.length === 0 ? '' : `\n      asked with ${clip(access.join(', '))}`
  const error = feed.last_error === null ? '' : `\n      ${clip(feed.last_error)}`
  return `${String(feed.id).padStart(4)}  ${health.padEnd(7)}  ${redactUrl(feed.url)}${title}${asked}${error}`
}

function shown(feed: FeedRow, access: readonly string[]) {
  return {
    id: feed.id,
    url: redactUrl(feed.url),
    title: feed.title,
    state: feed.state,
    failures: feed.failures,
    lastError: feed.last_error,
    lastPolledAt: feed.last_polled_at,
    nextPollAt: feed.next_poll_at,
    ...(access.length === 0 ? {} : { askedWith: access }),
  }
}
