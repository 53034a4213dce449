import { expect, test } from 'vitest'
import { hourMs, minuteMs, type Newsroom } from './newsroom.ts'
import { type Story, sampleStories } from './publisher.ts'
import { countIn, follow, inNewsroom, pollAgain, type Stage } from './stories.ts'

/** A story that is new when the newsroom opens. */
function fresh(page: string, title: string): Story {
  return { page, title, category: 'Local', published: '2026-01-24T20:30:00Z' }
}

/** When posts come: together at a time, after quiet hours, or when there is room for them. */
export function timing(stage: Stage): void {
  inNewsroom('timing', stage, (room) => {
    test('what a schedule gathers arrives in one digest, and why tells of both', async () => {
      const ann = room().person('ann')
      await followNothingOld(room(), 'morning-post', { every: 'daily 09:00' })
      room().publisher.publish(
        'morning-post',
        fresh('tram-line', 'Tram line to the harbour is extended'),
        fresh('school-roof', 'School roof is repaired before winter ends'),
        fresh('market-hall', 'Market hall opens on Sundays again'),
      )
      await pollAgain(room(), ann, 'morning-post')
      expect(countIn(room())).toBe(0)
      const link = room().publisher.site.url('/tram-line.html')
      expect(await ann.command('why', { link })).toContain('waits for the digest until 25 Jan 2026, 09:00')
      await room().later(12 * hourMs + 30 * minuteMs)
      const [digest] = await room().posted(1)
      expect(digest).toContain('News digest · 3 stories')
      for (const title of ['Tram line', 'School roof', 'Market hall']) expect(digest).toContain(title)
      await room().settled()
      expect(countIn(room())).toBe(1)
      expect(await ann.command('why', { link })).toContain('posted in a digest 25 Jan 2026')
    })

    test('in quiet hours only breaking news comes, and the rest together after them', async () => {
      const ann = room().person('ann', 'sports')
      await followNothingOld(room(), 'evening-post', { in: 'sports' })
      await ann.command('settings')
      await ann.press('Change this channel')
      await ann.fill({ quiet: '09:00-12:00', breaking: 'breaking' })
      room().publisher.publish(
        'evening-post',
        fresh('dike-check', 'Dike is checked after the storm'),
        fresh('storm-warning', 'Breaking: storm warning for the whole coast'),
        fresh('bus-lane', 'Bus lane is moved to the quay'),
      )
      await pollAgain(room(), ann, 'evening-post')
      expect(room().channel('sports')).toHaveLength(1)
      expect(room().channel('sports')[0]).toContain('storm warning')
      const link = room().publisher.site.url('/bus-lane.html')
      expect(await ann.command('why', { link })).toContain('it is quiet in the channel (09:00-12:00)')
      await room().later(3 * hourMs)
      const [, roundup] = await room().posted(2, 'sports')
      expect(roundup).toContain('While it was quiet here · 2 stories')
    })

    test('beyond the posts of an hour the rest comes together, nothing is dropped', async () => {
      const ann = room().person('ann', 'errors')
      await followNothingOld(room(), 'busy-post', { in: 'errors' })
      await ann.command('settings')
      await ann.press('Change this channel')
      await ann.fill({ budget: '1' })
      room().publisher.publish(
        'busy-post',
        fresh('pool-opens', 'Pool opens a week early'),
        fresh('road-works', 'Road works on the ring begin'),
        fresh('film-night', 'Film night on the quay is free'),
      )
      await pollAgain(room(), ann, 'busy-post')
      expect(countIn(room(), 'errors')).toBe(1)
      await room().later(hourMs)
      const [first, rest] = await room().posted(2, 'errors')
      expect(rest).toContain('More from the last hour · 2 stories')
      const told = `${first}\n${rest}`
      for (const title of ['Pool opens', 'Road works', 'Film night']) expect(told).toContain(title)
      await room().settled()
      expect(countIn(room(), 'errors')).toBe(2)
      expect(await ann.command('status')).toContain('7 put together with others')
    })
  })
}

/** The channel follows the feed, and nothing of it is posted yet. */
async function followNothingOld(
  room: Newsroom,
  feed: string,
  options: Readonly<Record<string, string>>,
): Promise<void> {
  room.publisher.publish(feed, sampleStories[0])
  await follow(room, room.person('ann'), feed, { ...options, backfill: '0' })
}
