import type { Counts } from './fault.ts'
import type { Rack } from './platforms.ts'

/** The n-th post of a feed is called `Post no. FEED-N.`; of a backlog without feeds `Post no. N.`. */
export function titleOf(number: string): string {
  return `Post no. ${number}.`
}

/** The numbers of so many posts of so many feeds. */
export function numbersOf(feeds: number, itemsOfFeed: number): string[] {
  return Array.from({ length: feeds }, (_, feed) =>
    Array.from({ length: itemsOfFeed }, (_, item) => `${feed}-${item}`),
  ).flat()
}

/** Which of the wanted posts stand on the platform, how often, and whether those of a feed stand in their order. */
export function countPosts(rack: Pick<Rack, 'channels' | 'posted'>, wanted: readonly string[]): Counts {
  const byChannel = rack.channels.map(({ channelId }) => rack.posted(channelId).flatMap(numbersIn))
  const times = new Map<string, number>()
  for (const number of byChannel.flat()) times.set(number, (times.get(number) ?? 0) + 1)
  return {
    posts: wanted.length,
    lost: wanted.filter((number) => !times.has(number)).length,
    twice: wanted.filter((number) => (times.get(number) ?? 0) > 1).length,
    outOfOrder: byChannel.map(countOutOfOrder).reduce((one, other) => one + other, 0),
  }
}

/** The wanted posts that do not stand on the platform. */
export function missingOf(rack: Pick<Rack, 'channels' | 'posted'>, wanted: readonly string[]): string[] {
  const posted = new Set(rack.channels.flatMap(({ channelId }) => rack.posted(channelId).flatMap(numbersIn)))
  return wanted.filter((number) => !posted.has(number))
}

/** A digest tells of several posts; a message may say its headline in more than one place. */
function numbersIn(message: string): string[] {
  return [...new Set([...message.matchAll(/Post no\. ([\d-]+)\./g)].map(([, number = '']) => number))]
}

function countOutOfOrder(numbers: readonly string[]): number {
  const last = new Map<string, number>()
  return numbers.filter((number) => {
    const [place = '', feed = ''] = number.split('-').toReversed()
    const before = last.get(feed) ?? -1
    last.set(feed, Math.max(before, Number(place)))
    return Number(place) < before
  }).length
}
