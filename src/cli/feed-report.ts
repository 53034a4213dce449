import { clip, redactUrl } from '../../feeds/redact.ts'
import type { Try } from '../ask/following/discovery.ts'
import { type FoundFacts, type FoundFeed, factsOf } from '../ask/following/found-feeds.ts'
import type { Look } from '../ask/following/look.ts'
import { causeOnLooking, troubleClass } from '../ask/notices/cause.ts'

/** What `feeds check` has to say of an address. */
export type FeedReport = {
  readonly url: string
  readonly works: boolean
  /** The class of the trouble, `moved`, `silent` and `damaged` of a feed that works all the same; null without any. */
  readonly trouble: string | null
  readonly problem: string | null
  readonly found: string
  readonly fix: string | null
  readonly feed: ShownFeed | null
  readonly alternatives: readonly ShownFeed[]
  readonly tried: readonly Try[]
}

export type ShownFeed = FoundFacts & {
  readonly url: string
  readonly title: string | null
  readonly format: string
}

/** `others` are feeds of the same site, looked for when the feed itself works but is silent. */
export function reportOf(url: string, look: Look, others: readonly FoundFeed[], now: Date): FeedReport {
  const tried = look.tries.map(({ url, problem, message }) => ({ url: redactUrl(url), problem, message }))
  const common = { url: redactUrl(url), tried }
  if (look.kind === 'none') {
    const { found, fix } = causeOnLooking(look.problem, 'en')
    return {
      ...common,
      works: false,
      trouble: troubleClass(look.problem),
      problem: look.problem,
      found,
      fix: look.feeds.length > 0 ? 'Follow one of the feeds below.' : fix,
      feed: null,
      alternatives: look.feeds.map((one) => shownFeed(one, now)),
    }
  }
  const feed = shownFeed(look.found, now)
  return {
    ...common,
    works: true,
    problem: null,
    feed,
    alternatives: others.map((one) => shownFeed(one, now)),
    ...oddity(look, feed, url, now),
  }
}

type Oddity = Pick<FeedReport, 'trouble' | 'found' | 'fix'>

/** What is worth knowing of a feed that works, the most urgent first. */
function oddity(
  { found, movedTo }: Extract<Look, { kind: 'feed' }>,
  feed: ShownFeed,
  url: string,
  now: Date,
): Oddity {
  if (found.feed.fault !== undefined)
    return {
      trouble: 'damaged',
      found: `it is damaged (${clip(found.feed.fault)}); what can be read of it is read`,
      fix: 'The publisher has to mend it.',
    }
  if (feed.items === 0)
    return {
      trouble: 'no-items',
      found: 'the feed lists nothing right now',
      fix: 'It can be followed; what comes will be posted.',
    }
  if (feed.silentSince !== null)
    return {
      trouble: 'silent',
      found: `its newest item is ${age(feed.silentSince, now)}, far longer than usual for it`,
      fix: 'It may have been given up for another one: look on the site.',
    }
  if (movedTo !== null)
    return {
      trouble: 'moved',
      found: 'the publisher says that it has moved for good',
      fix: `Use its new address ${redactUrl(movedTo)}`,
    }
  if (found.url !== url)
    return { trouble: null, found: 'a feed of this page', fix: `Its address is ${redactUrl(found.url)}` }
  return { trouble: null, found: 'a feed that works', fix: null }
}

function shownFeed({ url, feed }: FoundFeed, now: Date): ShownFeed {
  return {
    url: redactUrl(url),
    title: feed.title === null ? null : clip(feed.title),
    format: feed.format,
    ...factsOf(feed, now),
  }
}

/** The report for people. */
export function reportText(report: FeedReport, now: Date): string {
  const { url, works, found, fix, feed, alternatives } = report
  const lines = [
    `${url}: ${works ? '' : 'cannot be followed: '}${found}`,
    ...(feed === null ? [] : [`  ${factsText(feed, now)}`]),
    ...(fix === null ? [] : [`  What to do: ${fix}`]),
    ...(works ? [] : triedLines(report)),
    ...(alternatives.length === 0 ? [] : [`  Feeds of the site that work:`]),
    ...alternatives.map((one) => `    ${one.url}\n      ${factsText(one, now)}`),
  ]
  return `${lines.join('\n')}\n`
}

function triedLines({ tried, url, alternatives }: FeedReport): readonly string[] {
  const [first] = tried.filter((one) => one.url === url)
  const others = tried.filter((one) => one !== first)
  return [
    ...(first?.message == null ? [] : [`  Tried: ${clip(first.message)}`]),
    ...(alternatives.length > 0 || others.length === 0
      ? []
      : [`  No feed either at ${others.length} other addresses of the site; --json lists them`]),
  ]
}

function factsText(
  { title, items, newestAt, ratePerDay, language, silentSince }: ShownFeed,
  now: Date,
): string {
  const facts = [
    title === null ? 'without a title' : `"${title}"`,
    items === 1 ? '1 item' : `${items} items`,
    newestAt === null ? 'without dates' : `newest ${age(newestAt, now)}`,
    ratePerDay === null || silentSince !== null ? null : `about ${ratePerDay} a day`,
    language === null ? null : `language ${clip(language).slice(0, 20)}`,
  ]
  return facts.filter((fact) => fact !== null).join(', ')
}

const units = [
  { ms: 86_400_000, name: 'days' },
  { ms: 3_600_000, name: 'hours' },
  { ms: 60_000, name: 'minutes' },
] as const

function age(at: number, now: Date): string {
  const passed = now.getTime() - at
  const unit = units.find(({ ms }) => passed >= 2 * ms)
  return unit === undefined ? 'just now' : `${Math.floor(passed / unit.ms)} ${unit.name} old`
}
