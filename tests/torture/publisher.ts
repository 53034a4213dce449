import { type Site, startSite } from '../fakes/site.ts'
import { titleOf } from './count.ts'

export type Publisher = {
  readonly site: Site
  /** The address of a feed. */
  feed(number: number): string
  /** From now on each feed lists one item more each time it is asked, up to so many. */
  publish(most: number): void
  /** As if the feed had been asked: it lists one more, for a hub to push. */
  next(feed: number): string
  /** How often the feed was asked, and when, in milliseconds of the machine's steady clock. */
  askedAt(feed: number): readonly number[]
  /** How often a feed was asked again sooner than after so long. */
  askedTooSoon(afterMs: number): number
  close(): Promise<void>
}

export type PublisherOptions = {
  /** Whether items lead to pages with an article; otherwise a post is what the feed says. */
  readonly hasPages?: boolean
  /** What a page answers instead, by its place among all questions for pages; null for the article. */
  readonly pageTrouble?: (asked: number) => number | null
  /** Feeds whose pages take far more memory to read than others. */
  readonly hugeFeeds?: readonly number[]
  /** More that a feed says of itself. */
  readonly channel?: (feed: number, site: Site) => string
}

/** Feeds on loopback. They list nothing until they publish. */
export async function startPublisher(options: PublisherOptions = {}): Promise<Publisher> {
  const { hasPages = false, pageTrouble = () => null, hugeFeeds = [], channel = () => '' } = options
  const listed = new Map<string, number>()
  const asked = new Map<string, number[]>()
  let most = 0
  let pages = 0
  const site = await startSite((request, response) => {
    const [, kind, name = ''] = /^\/(feed|page)\/([\d-]+)$/.exec(request.url ?? '') ?? []
    if (kind === undefined) return void response.writeHead(404).end()
    if (kind === 'page') {
      const trouble = pageTrouble(++pages)
      if (trouble !== null) return void response.writeHead(trouble).end()
      return void response
        .writeHead(200, { 'content-type': 'text/html' })
        .end(pageOf(name, hugeFeeds.includes(Number.parseInt(name, 10))))
    }
    asked.set(name, [...(asked.get(name) ?? []), performance.now()])
    response.end(next(name))
  })
  const next = (name: string) => {
    const count = Math.min(most, (listed.get(name) ?? 0) + 1)
    listed.set(name, Math.max(count, listed.get(name) ?? 0))
    const items = Array.from({ length: listed.get(name) ?? 0 }, (_, index) => {
      const number = `${name}-${index}`
      const link = hasPages ? `<link>${site.url(`/page/${number}`)}</link>` : ''
      return `<item><guid>${number}</guid><title>${titleOf(number)}</title>${link}</item>`
    })
    // The newest first, as publishers do.
    const list = items.toReversed().join('')
    return `<rss version="2.0"><channel><title>Wire ${name}</title>${channel(Number(name), site)}${list}</channel></rss>`
  }
  return {
    site,
    feed: (number) => site.url(`/feed/${number}`),
    publish: (count) => {
      most = count
    },
    next: (feed) => next(String(feed)),
    askedAt: (feed) => asked.get(String(feed)) ?? [],
    askedTooSoon: (afterMs) =>
      [...asked.values()].flatMap((times) =>
        times.filter((at, index) => at - (times[index - 1] ?? 0) < afterMs),
      ).length,
    close: site.close,
  }
}

const hugeParagraphs = 15_000

function pageOf(number: string, isHuge: boolean): string {
  const says = (what: string) =>
    `<p>“The ${what} of the harbour is a matter for the whole town and not for its council alone,” said Helena Strand, the mayor of Port Ellery, on Monday after story ${number}.</p>`
  const topics = isHuge
    ? Array.from({ length: hugeParagraphs }, (_, index) => `quay ${index}`)
    : ['future', 'water', 'bridge', 'market']
  return `<!doctype html><html lang="en"><head><title>${titleOf(number)}</title></head><body><article><h1>${titleOf(number)}</h1>
<p>The council of Port Ellery met on Monday to decide on story ${number}, which has kept the town busy for weeks.</p>
${topics.map(says).join('')}
<p>A decision is expected before the end of the week, and the harbour stays open until then.</p></article></body></html>`
}
