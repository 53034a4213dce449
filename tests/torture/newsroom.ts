import { countUnsettled } from '../../src/store/deliveries.ts'
import { openPostgresStore } from '../../src/store/postgres.ts'
import { openSqliteStore } from '../../src/store/store.ts'
import { openWorkplace, type Workplace } from '../e2e/pullquote.ts'
import { countPosts, missingOf, numbersOf } from './count.ts'
import { countOpen, followFromNowOn, quick } from './crash/stage.ts'
import type { Counts } from './fault.ts'
import type { Rack } from './platforms.ts'
import { type Publisher, type PublisherOptions, startPublisher } from './publisher.ts'
import { until } from './until.ts'

/** Feeds, a platform and a program between them. */
export type Newsroom = {
  readonly workplace: Workplace
  readonly publisher: Publisher
  /** How many posts of those wanted do not stand on the platform yet. */
  missing(): number
  /** Resolves when everything wanted is posted and nothing waits any more. */
  finished(withinMs: number): Promise<void>
  count(): Counts
  close(): Promise<void>
}

export type NewsroomOptions = {
  readonly rack: Rack
  readonly feeds: number
  readonly itemsOfFeed: number
  /** null for a folder. */
  readonly databaseUrl?: string | null
  readonly settings?: Readonly<Record<string, string>>
  readonly publisher?: PublisherOptions
}

/** The feeds are followed, one in each channel by turns, and publish nothing yet. */
export async function openNewsroom(options: NewsroomOptions): Promise<Newsroom> {
  const { rack, feeds, itemsOfFeed, databaseUrl = null, settings = {} } = options
  const publisher = await startPublisher(options.publisher)
  const workplace = openWorkplace({
    ...quick,
    ...rack.env,
    ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
    ...settings,
  })
  const folder = settings.PULLQUOTE_DATA ?? workplace.data
  const open = () => (databaseUrl === null ? openSqliteStore(folder) : openPostgresStore(databaseUrl))
  const store = await open()
  for (let feed = 0; feed < feeds; feed++)
    await followFromNowOn(store, publisher.feed(feed), rack.channels[feed % rack.channels.length])
  await store.close()
  const wanted = numbersOf(feeds, itemsOfFeed)
  const missing = () => missingOf(rack, wanted).length
  return {
    workplace,
    publisher,
    missing,
    async finished(withinMs) {
      await until('all is posted', () => missing() === 0, { withinMs })
      const looking = await open()
      const isSettled = async () => countOpen(await countUnsettled(looking)) === 0
      await until('all is settled', isSettled, { withinMs }).finally(looking.close)
    },
    count: () => countPosts(rack, wanted),
    async close() {
      workplace.close()
      await publisher.close()
      await rack.close()
    },
  }
}
