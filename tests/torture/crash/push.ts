import { openSqliteStore } from '../../../src/store/store.ts'
import { openWorkplace } from '../../e2e/pullquote.ts'
import { freePort } from '../../fakes/free-port.ts'
import { startHub } from '../../fakes/hub.ts'
import { countPosts, missingOf, numbersOf } from '../count.ts'
import { isWhole, statesOf } from '../look.ts'
import { startDiscordRack } from '../platforms.ts'
import { startPublisher } from '../publisher.ts'
import { countOpen, followFromNowOn, quick, type Stage } from './stage.ts'

const feeds = 3
const itemsOfFeed = 2
const enoughPushes = 6

/** Feeds that a hub pushes, beside being polled. */
export async function openPushStage(): Promise<Stage> {
  const rack = await startDiscordRack(feeds)
  const hub = await startHub()
  const atom = 'xmlns="http://www.w3.org/2005/Atom"'
  const publisher = await startPublisher({
    channel: (feed, site) =>
      `<link ${atom} rel="hub" href="${hub.url}"/><link ${atom} rel="self" href="${site.url(`/feed/${feed}`)}"/>`,
  })
  const port = await freePort()
  const workplace = openWorkplace({
    ...quick,
    ...rack.env,
    PULLQUOTE_HTTP_PORT: String(port),
    PULLQUOTE_PUBLIC_URL: `http://127.0.0.1:${port}`,
  })
  const store = await openSqliteStore(workplace.data)
  for (let feed = 0; feed < feeds; feed++)
    await followFromNowOn(store, publisher.feed(feed), rack.channels[feed])
  await store.close()
  const wanted = numbersOf(feeds, itemsOfFeed)
  let pushed = 0
  let isHealed = false
  const push = async () => {
    for (const { topic } of hub.subscribers.values()) {
      const feed = Number(/\d+$/.exec(topic)?.[0])
      // A hub that finds nobody tries again.
      const statuses = await hub.publish(topic, publisher.next(feed)).catch(() => [])
      pushed += statuses.filter((status) => status === 202).length
    }
  }
  return {
    start: (settings) => workplace.startWith(settings, 'run'),
    async goOn() {
      if (hub.subscribers.size === feeds || isHealed) publisher.publish(itemsOfFeed)
      if (isHealed || pushed < enoughPushes) await push()
      return (
        missingOf(rack, wanted).length === 0 &&
        countOpen(statesOf(workplace.data)) === 0 &&
        (isHealed || pushed >= enoughPushes)
      )
    },
    heal() {
      isHealed = true
    },
    async count() {
      return {
        counts: countPosts(rack, wanted),
        wrong: isWhole(workplace.data) ? [] : ['the store is damaged'],
      }
    },
    async close() {
      workplace.close()
      await hub.close()
      await publisher.close()
      await rack.close()
    },
  }
}
