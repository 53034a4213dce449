import { countUnsettled } from '../../../src/store/deliveries.ts'
import { openPostgresStore } from '../../../src/store/postgres.ts'
import type { Step } from '../../../src/store/steps.ts'
import { openSqliteStore } from '../../../src/store/store.ts'
import { openWorkplace } from '../../e2e/pullquote.ts'
import { countPosts, missingOf, numbersOf } from '../count.ts'
import { isWhole, statesOf } from '../look.ts'
import { startDiscordRack } from '../platforms.ts'
import { startPublisher } from '../publisher.ts'
import { openShiftedClock } from '../shifted-clock.ts'
import { countOpen, followFromNowOn, quick, type Stage } from './stage.ts'

const feeds = 3
const itemsOfFeed = 2
/** So often a feed is asked until nothing new is written at once. */
const quietPolls = 4

/** From feeds through pages to posts, in a folder or in the database of this address. */
export async function openNewsStage(step: Step, databaseUrl: string | null = null): Promise<Stage> {
  const rack = await startDiscordRack(feeds)
  let isHealed = false
  const publisher = await startPublisher({
    hasPages: true,
    pageTrouble: (asked) => (step === 'reading-postponed' && !isHealed && asked <= 3 ? 503 : null),
  })
  if (step === 'message-looked-for') rack.loseAnswers(3)
  const clock = openShiftedClock()
  const workplace = openWorkplace({
    ...quick,
    ...rack.env,
    ...clock.env,
    ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
  })
  const store =
    databaseUrl === null ? await openSqliteStore(workplace.data) : await openPostgresStore(databaseUrl)
  for (let feed = 0; feed < feeds; feed++)
    await followFromNowOn(store, publisher.feed(feed), rack.channels[feed])
  if (databaseUrl === null) await store.close()
  publisher.publish(itemsOfFeed)
  const wanted = numbersOf(feeds, itemsOfFeed)
  return {
    start: (settings) => workplace.startWith(settings, 'run'),
    goOn: async () =>
      missingOf(rack, wanted).length === 0 &&
      (!step.startsWith('quiet') || publisher.askedAt(0).length >= itemsOfFeed + quietPolls) &&
      (databaseUrl === null
        ? countOpen(statesOf(workplace.data))
        : countOpen(await countUnsettled(store))) === 0,
    heal() {
      isHealed = true
      // What was put off is due again.
      clock.set(60_000)
    },
    async count() {
      const isSound = databaseUrl !== null || isWhole(workplace.data)
      return { counts: countPosts(rack, wanted), wrong: isSound ? [] : ['the store is damaged'] }
    },
    async close() {
      workplace.close()
      if (databaseUrl !== null) await store.close()
      await publisher.close()
      await rack.close()
      clock.close()
    },
  }
}
