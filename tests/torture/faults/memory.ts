import { type Fault, reportOf } from '../fault.ts'
import { claimsOf, endInOrder } from '../life.ts'
import { lookInto } from '../look.ts'
import { openNewsroom } from '../newsroom.ts'
import { racks } from '../platforms.ts'
import { openStatus } from '../status.ts'

const forms = { short: { itemsOfFeed: 1 }, full: { itemsOfFeed: 20 } } as const
const feeds = 3
/** Pages of this feed are too large for the memory the threads have here; no page is for what they have usually. */
const hugeFeed = 0
const heapMb = 48
const patienceMs = 300_000

export const memory: Fault = {
  name: 'memory',
  mustHold:
    'A page that takes more memory than a reading thread has ends that thread alone: its post says what the feed says, the others have their quotes.',
  async run({ form }) {
    const { itemsOfFeed } = forms[form]
    const rack = await racks.discord(feeds)
    const room = await openNewsroom({
      rack,
      feeds,
      itemsOfFeed,
      publisher: { hasPages: true, hugeFeeds: [hugeFeed] },
      settings: {
        PULLQUOTE_HTTP_PORT: '0',
        PULLQUOTE_READING_HEAP_MB: String(heapMb),
        PULLQUOTE_READ_TIMEOUT_SECONDS: '60',
      },
    })
    try {
      const life = room.workplace.start('run')
      const status = await openStatus(life)
      room.publisher.publish(itemsOfFeed)
      await room.finished(patienceMs)
      const problems = await status.problems()
      const told = lookInto(
        room.workplace.data,
        `select count(*) as n from items where reading_problem like '%gave up after ${heapMb} MB%'`,
      )
      const withQuotes = lookInto(room.workplace.data, 'select count(distinct item_id) as n from quotes')
      const wrong = [...(await endInOrder(life)), ...problems]
      const died = Number(told[0]?.n)
      const read = Number(withQuotes[0]?.n)
      return reportOf(
        room.count(),
        { 'threads that died': died, 'articles with quotes': read },
        {
          ...claimsOf(wrong),
          [`of ${itemsOfFeed} huge pages ${died} ended a thread`]: died === itemsOfFeed,
          [`of ${itemsOfFeed * (feeds - 1)} others ${read} have quotes`]: read === itemsOfFeed * (feeds - 1),
        },
      )
    } finally {
      await room.close()
    }
  },
}
