import { afterAll, beforeAll, describe, expect } from 'vitest'
import { type Newsroom, type NewsroomOptions, openNewsroom } from './newsroom.ts'
import type { ChannelName, Person } from './person.ts'
import type { OpenPlatform, Used } from './platform.ts'

/** Where the stories play, and what people have used in them so far. */
export type Stage = {
  readonly platform: 'discord' | 'slack'
  readonly openPlatform: OpenPlatform
  readonly used: Used
}

/** Stories that play one after the other in one newsroom, which is closed without a complaint in the end. */
export function inNewsroom(
  title: string,
  { openPlatform, used }: Stage,
  tell: (room: () => Newsroom) => void,
  options: NewsroomOptions = {},
): void {
  describe(title, () => {
    let open: Newsroom | null = null
    const room = () => {
      if (open === null) throw new Error('the newsroom is not open yet')
      return open
    }
    beforeAll(async () => {
      open = await openNewsroom(openPlatform, used, options)
    })
    afterAll(async () => {
      const complaints = [...room().errors(), ...room().platform.objections()]
      await room().close()
      expect(complaints).toEqual([])
    })
    tell(room)
  })
}

/** The person follows the feed with what is asked for, and everything that comes of it is done. */
export async function follow(
  room: Newsroom,
  person: Person,
  feed: string,
  options: Readonly<Record<string, string>> = {},
): Promise<void> {
  await person.command('subscribe', { url: room.publisher.feed(feed), ...options })
  await person.press('Post it')
  await room.settled()
}

/** How many messages everybody sees in the channel. */
export function countIn(room: Newsroom, channel: ChannelName = 'news'): number {
  return room.channel(channel).length
}

/** The program looks at the feed again and has done what comes of it. */
export async function pollAgain(room: Newsroom, person: Person, feed: string): Promise<void> {
  await person.command('feed test', { feed: room.publisher.feed(feed) })
  await room.settled()
}
