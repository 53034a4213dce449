import { openSqliteStore } from '../../../src/store/store.ts'
import type { Started } from '../../e2e/pullquote.ts'
import { openWorkplace } from '../../e2e/pullquote.ts'
import { countPosts, missingOf, numbersOf } from '../count.ts'
import { isWhole, lookInto, statesOf } from '../look.ts'
import { startDiscordRack } from '../platforms.ts'
import { startPublisher } from '../publisher.ts'
import { openShiftedClock } from '../shifted-clock.ts'
import { until } from '../until.ts'
import { countOpen, followFromNowOn, quick, type Stage } from './stage.ts'

const feeds = 2
const itemsOfFeed = 3
const dayMs = 24 * 3_600_000
/** Past all that is kept, and past the time until the first sweep after a start. */
const laterMs = 410 * dayMs
const untilFirstSweepMs = 6 * 60_000

/** Posts that are so old that they are deleted while their feeds still list their items. */
export async function openSweepStage(): Promise<Stage> {
  const rack = await startDiscordRack(feeds)
  const publisher = await startPublisher()
  const clock = openShiftedClock()
  const workplace = openWorkplace({ ...quick, ...rack.env, ...clock.env })
  const store = await openSqliteStore(workplace.data)
  for (let feed = 0; feed < feeds; feed++)
    await followFromNowOn(store, publisher.feed(feed), rack.channels[feed])
  await store.close()
  publisher.publish(itemsOfFeed)
  const wanted = numbersOf(feeds, itemsOfFeed)
  const left = () => Number(lookInto(workplace.data, 'select count(*) as n from posts')[0]?.n)
  const postAll = async () => {
    const life = workplace.start('run')
    await until('all is posted', () => missingOf(rack, wanted).length === 0)
    await until('all is settled', () => countOpen(statesOf(workplace.data)) === 0)
    life.process.kill('SIGTERM')
    await life.ended
  }
  await postAll()
  let mayJump = false
  let askedBefore = 0
  return {
    start(settings): Started {
      clock.set(laterMs)
      askedBefore = publisher.askedAt(0).length
      mayJump = false
      const life = workplace.startWith(settings, 'run')
      const jump = () => {
        mayJump = true
      }
      // It has looked at its clock by then, and finds that time has gone by.
      void life.printed('is running').then(jump, jump)
      return life
    },
    goOn() {
      if (mayJump) clock.set(laterMs + untilFirstSweepMs)
      return left() === 0 && publisher.askedAt(0).length > askedBefore + 1
    },
    heal: () => undefined,
    async count() {
      return {
        counts: countPosts(rack, wanted),
        wrong: isWhole(workplace.data) ? [] : ['the store is damaged'],
      }
    },
    async close() {
      workplace.close()
      await publisher.close()
      await rack.close()
      clock.close()
    },
  }
}
