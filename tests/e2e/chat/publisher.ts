import { readFileSync } from 'node:fs'
import { type Site, type SiteRoutes, startSite } from '../../fakes/site.ts'

/** The stories that come with the program, oldest first. */
export const sampleStories = [
  {
    page: 'swing-bridge',
    title: 'Ellery swing bridge reopens to traffic after seven-month overhaul',
    category: 'Local',
    published: '2026-01-19T07:45:00Z',
  },
  {
    page: 'mendable-kettle',
    title: 'Halden & Pike launches a kettle its owners can mend themselves',
    category: 'Business',
    published: '2026-01-20T09:15:00Z',
  },
  {
    page: 'coastal-cup',
    title: 'Brackenford come from two down to beat Saltmere 3-2 in Coastal Cup',
    category: 'Sport',
    published: '2026-01-21T22:30:00Z',
  },
  {
    page: 'burst-main',
    title: 'Water returns to Port Ellery as mayor orders inquiry into burst main',
    category: 'Local',
    published: '2026-01-22T13:20:00Z',
  },
  {
    page: 'harbour-ruling',
    title: 'Appeal court halts harbour dredging until fishing grounds are surveyed',
    category: 'Courts',
    published: '2026-01-23T15:05:00Z',
  },
  {
    page: 'abu-dhabi-talks',
    title: 'Three-way talks in Abu Dhabi end with another round in sight and no deal on land',
    category: 'World',
    published: '2026-01-24T18:40:00Z',
  },
] as const

export type Story = {
  readonly page: string
  readonly title: string
  readonly category: string
  /** ISO 8601. */
  readonly published: string
  /** Who is quoted in a story that does not come with the program. */
  readonly speaker?: string
}

/** Publishers on one loopback address, with everything a subscriber may run into. */
export type Publisher = {
  readonly site: Site
  /** A feed that lists what was published; any name is one. */
  feed(name: string): string
  /** Adds a story to the feed, with its page. */
  publish(name: string, ...stories: readonly Story[]): void
  /** The feed answers with this status from now on; null ends it. */
  breakFeed(name: string, status: number | null): void
  /** A page that points to these feeds, at `/<path>`. */
  addPage(path: string, feeds: readonly string[]): string
  /** Nobody listens there. */
  readonly deadUrl: string
  close(): Promise<void>
}

export async function openPublisher(): Promise<Publisher> {
  const routes: Record<string, SiteRoutes[string]> = {}
  const listed = new Map<string, Story[]>()
  const broken = new Map<string, number>()
  const site = await startSite((request, response) => {
    const path = request.url ?? '/'
    const [, name] = /^\/(\w[\w-]*)\.xml$/.exec(path) ?? []
    if (name !== undefined && listed.has(name)) {
      const status = broken.get(name) ?? 200
      response.writeHead(status, { 'content-type': 'application/rss+xml' })
      return void response.end(status === 200 ? feedOf(name, listed.get(name) ?? [], site.origin) : 'broken')
    }
    const page = routes[path]
    response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(typeof page === 'string' ? page : 'not found')
  })
  const unused = await startSite({})
  await unused.close()
  return {
    site,
    feed: (name) => {
      if (!listed.has(name)) listed.set(name, [])
      return site.url(`/${name}.xml`)
    },
    publish: (name, ...stories) => {
      const all = listed.get(name) ?? []
      for (const story of stories) routes[`/${story.page}.html`] = pageOf(story, titleOf(name))
      listed.set(name, [...stories.toReversed(), ...all])
    },
    breakFeed: (name, status) => {
      if (status === null) broken.delete(name)
      else broken.set(name, status)
    },
    addPage: (path, feeds) => {
      const links = feeds.map(
        (feed) => `<link rel="alternate" type="application/rss+xml" title="${feed}" href="/${feed}.xml">`,
      )
      routes[path] =
        `<!DOCTYPE html><html lang="en"><head><title>Front page</title>${links.join('')}</head><body><h1>Today</h1><p>News of the day.</p></body></html>`
      return site.url(path)
    },
    deadUrl: unused.url('/feed.xml'),
    close: site.close,
  }
}

function feedOf(name: string, stories: readonly Story[], origin: string): string {
  const items = stories.map(
    ({ page, title, category, published }) =>
      `<item><title>${escaped(title)}</title><link>${origin}/${page}.html</link><guid isPermaLink="false">${page}</guid><pubDate>${new Date(published).toUTCString()}</pubDate><category>${category}</category></item>`,
  )
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>${titleOf(name)}</title><link>${origin}/</link><language>en</language>${items.join('')}</channel></rss>`
}

/** `sample-gazette` is The Sample Gazette. */
export function titleOf(name: string): string {
  return `The ${name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')}`
}

const samples = new URL('../../../feeds/samples/', import.meta.url)

function pageOf(story: Story, outlet: string): string {
  if (sampleStories.some(({ page }) => page === story.page))
    return readFileSync(new URL(`${story.page}.html`, samples), 'utf8')
  return `<!DOCTYPE html><html lang="en"><head><title>${escaped(story.title)}</title><meta property="og:site_name" content="${outlet}"></head><body><article><h1>${escaped(story.title)}</h1><p>${escaped(story.title)}, the town council of Port Ellery was told on Monday evening after a debate that went on for three hours.</p><p>“We have listened to everybody who came here tonight, and we will keep the promise we made in spring,” said ${story.speaker ?? 'Ilse Brandt'}, the mayor of Port Ellery.</p><p>The council will meet again in two weeks to decide about the money, and residents may send in their views until then.</p></article></body></html>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
