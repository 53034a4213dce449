import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { whyThis } from '../../src/ask/news/why-this.ts'
import { queueNewestPosts } from '../../src/store/backfill.ts'
import { pauseChannel, resumeChannels } from '../../src/store/channels.ts'
import { nextDigestDueAt } from '../../src/store/digests.ts'
import { changeSubscription } from '../../src/store/subscriptions.ts'
import { type FakePlatform, fakePlatform, type Outbox, openOutbox } from './bed.ts'
import { countDeliveries } from './counts.ts'

let outbox: Outbox
let platform: FakePlatform
beforeEach(async () => {
  outbox = await openOutbox()
  platform = fakePlatform([], { renderView: (view) => JSON.stringify(view) })
})
afterEach(() => outbox.store.close())

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** The bed's clock starts at noon, UTC. */
const noon = Date.parse('2026-01-24T12:00:00Z')
const parts = () => outbox.parts([platform.adapter])

/** The titles in each message that was shown. */
const shown = () =>
  platform.messages().map((message) => message.match(/(?:story|breaking)-\w+/g) ?? [message])

/** Titles that share no long word, up to 64 of them. */
const stories = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => storyOf(from + index))

const letters = 'bdglmnrs'
const storyOf = (index: number) => `story-${letters.at(index >> 3)}a${letters.at(index & 7)}a`
const [ba, da, ga, la, ma, na] = stories(6)

const decisions = async () =>
  (await outbox.store.db.selectFrom('decisions').select(['outcome', 'reason']).orderBy('id').execute()).map(
    ({ outcome, reason }) => `${outcome}: ${reason}`,
  )

describe('a subscription with a schedule', () => {
  test('posts together what came since the last time, and says what for', async () => {
    await outbox.follow({ schedule: 'daily 13:00' })
    await outbox.queue(stories(2))
    await outbox.runUntil(noon + 30 * minuteMs, parts())
    expect(platform.shown).toEqual([])
    await outbox.queue(stories(1, 2))
    await outbox.runUntil(noon + hourMs, parts())
    expect(shown()).toEqual([[ga, ba, da]])
    expect(platform.messages()[0]).toContain('News digest · 3 stories')
    expect(await decisions()).toContain('folded: waits for the digest (daily 13:00)')
    expect(await countDeliveries(outbox.store)).toMatchObject({ digested: 3, folded: 0, sent: 1 })
  })

  test('in the time zone and language of the channel, or of its workspace', async () => {
    await outbox.set({ time_zone: 'Asia/Kathmandu', locale: 'de' })
    await outbox.follow({ schedule: 'hourly' })
    await outbox.queue(stories(2))
    expect(await nextDigestDueAt(outbox.store, ['fake'])).toBe(noon + 15 * minuteMs)
    await outbox.runUntil(noon + hourMs, parts())
    expect(platform.messages()[0]).toContain('Nachrichtenüberblick')
  })

  test('knows which digest a post went into', async () => {
    await outbox.follow({ schedule: 'hourly' })
    await outbox.queue(stories(2))
    await outbox.runUntil(noon + hourMs, parts())
    const rows = await outbox.store.db
      .selectFrom('deliveries')
      .innerJoin('deliveries as digests', 'digests.id', 'deliveries.parent_id')
      .select(['deliveries.state', 'deliveries.reason', 'digests.kind', 'digests.message_ref'])
      .execute()
    expect(rows).toHaveLength(2)
    expect(rows[0]).toMatchObject({ state: 'digested', kind: 'digest', reason: 'is in a digest of 2 posts' })
    expect(rows[0]?.message_ref).not.toBeNull()
  })

  test('posts a single one as it is, and nothing when nothing came', async () => {
    await outbox.follow({ schedule: 'hourly' })
    await outbox.runUntil(noon + hourMs, parts())
    await outbox.queue(stories(1))
    await outbox.runUntil(noon + 3 * hourMs, parts())
    expect(platform.messages()).toEqual([ba])
    const view = JSON.stringify(await whyThis(outbox.store, platform.shown[0]?.key ?? ''))
    expect(view).toContain('Posted because nothing else waited')
  })

  test('waits for the end of quiet hours', async () => {
    await outbox.set({ quiet_hours: '12:30-15:00' })
    await outbox.follow({ schedule: 'hourly' })
    await outbox.queue(stories(2))
    await outbox.runUntil(noon + 3 * hourMs - 1, parts())
    expect(platform.shown).toEqual([])
    await outbox.runUntil(noon + 3 * hourMs, parts())
    expect(shown()).toEqual([[ba, da]])
  })

  test('a long digest is answered by the rest of it, in order', async () => {
    await outbox.follow({ schedule: 'hourly' })
    const titles = stories(45)
    await outbox.queue(titles)
    await outbox.runUntil(noon + hourMs, parts())
    const [digest, ...replies] = platform.shown
    expect(shown().map((each) => each.length)).toEqual([10, 20, 15])
    expect(replies.map(({ replyTo }) => replyTo)).toEqual([digest?.key, digest?.key])
    expect(new Set(shown().flat())).toEqual(new Set(titles))
  })

  test('whoever asks why a digest or its reply is there learns it for each post', async () => {
    await outbox.follow({ schedule: 'hourly' })
    await outbox.queue(stories(30))
    await outbox.runUntil(noon + hourMs, parts())
    for (const { key } of platform.shown) {
      const view = JSON.stringify(await whyThis(outbox.store, key, 'de'))
      expect(view).toContain(`"${ba}"," — wartet auf die Sammelmeldung (hourly)"`)
      expect(view).toContain('… +15')
    }
  })

  test('a digest that was refused is not answered', async () => {
    const refused = { kind: 'rejected', about: 'message', reason: 'too long' } as const
    platform = fakePlatform([refused], { renderView: (view) => JSON.stringify(view) })
    await outbox.follow({ schedule: 'hourly' })
    await outbox.queue(stories(30))
    await outbox.runUntil(noon + hourMs, parts())
    expect(platform.shown).toEqual([])
    expect(await countDeliveries(outbox.store)).toMatchObject({ failed: 1, pending: 0, digested: 30 })
  })
})

describe('filters and pauses', () => {
  test('what is left out is not queued, and the rule is named', async () => {
    await outbox.follow({ filter: 'any: cd ef -gh' })
    await outbox.queue(['story ab', 'story cd', 'story cd gh'])
    await outbox.drain(parts())
    expect(platform.messages()).toEqual(['story cd'])
    expect(await decisions()).toEqual([
      'filtered: none of +cd +ef is in it',
      'queued: the channel follows the feed; kept by +cd',
      'filtered: left out by -gh',
    ])
  })

  test('a paused subscription posts nothing and says so', async () => {
    await outbox.follow({ state: 'paused' })
    await outbox.queue(['one'])
    await outbox.drain(parts())
    expect(platform.messages()).toEqual([])
    expect(await decisions()).toEqual(['paused: the subscription is paused'])
  })
})

describe('quiet hours', () => {
  test('hold everything back but breaking news', async () => {
    await outbox.set({ quiet_hours: '11:00-14:00', breaking_words: 'breaking, eilmeldung' })
    await outbox.queue([...stories(2), 'EILMELDUNG breaking-xy', ...stories(1, 2)])
    await outbox.runUntil(noon + hourMs, parts())
    expect(platform.messages()).toEqual(['EILMELDUNG breaking-xy'])
    await outbox.runUntil(noon + 2 * hourMs, parts())
    expect(shown().slice(1)).toEqual([[ba, da, ga]])
    expect(platform.messages()[1]).toContain('While it was quiet here')
    expect(await decisions()).toContain('folded: it is quiet in the channel (11:00-14:00)')
  })

  test('hold back what was queued before they began', async () => {
    await outbox.set({ quiet_hours: '12:00-14:00' })
    outbox.clock.now = noon - 1
    await outbox.queue(stories(2))
    outbox.clock.now = noon
    await outbox.runUntil(noon + hourMs, parts())
    expect(platform.shown).toEqual([])
  })

  test('that were switched off hold back nothing any more', async () => {
    await outbox.set({ quiet_hours: '11:00-14:00' })
    await outbox.queue(stories(1))
    await outbox.dispatchOnce(parts())
    await outbox.set({ quiet_hours: null })
    await outbox.queue(stories(1, 1))
    await outbox.runUntil(noon + minuteMs, parts())
    expect(platform.messages()).toEqual([da])
  })
})

describe('a budget', () => {
  test('lets so many posts through in an hour; the others come together at its end', async () => {
    await outbox.set({ budget_per_hour: 2, breaking_words: 'breaking' })
    await outbox.queue([...stories(5), 'breaking-xy'])
    await outbox.runUntil(noon + 30 * minuteMs, parts())
    expect(platform.messages()).toEqual([ba, da, 'breaking-xy'])
    await outbox.runUntil(noon + hourMs, parts())
    expect(shown().slice(3)).toEqual([[ga, la, ma]])
    expect(platform.messages()[3]).toContain('More from the last hour')
    await outbox.queue(stories(1, 5))
    await outbox.runUntil(noon + hourMs, parts())
    expect(platform.messages().at(-1)).toBe(na)
  })

  test('of nothing still posts everything, once an hour', async () => {
    await outbox.set({ budget_per_hour: 0 })
    await outbox.queue(stories(1))
    await outbox.runUntil(noon + 2 * hourMs, parts())
    expect(platform.messages()).toEqual([ba])
  })
})

describe('after an outage', () => {
  test('a night does not flood the morning: what waited too long comes in one message', async () => {
    await outbox.queue(stories(3))
    const id = await outbox.channel('c')
    await pauseChannel(
      outbox.store,
      { channelId: id, reason: 'closed', checkAt: 0 },
      () => null,
      new Date(noon),
    )
    await outbox.runUntil(noon + 9 * hourMs, parts())
    await outbox.queue(stories(1, 3))
    await resumeChannels(outbox.store, 'fake')
    await outbox.runUntil(noon + 9 * hourMs, parts())
    expect(shown().toSorted((one, other) => other.length - one.length)).toEqual([[ba, da, ga], [la]])
    expect(platform.messages().join()).toContain('While I could not post here')
  })

  test('a platform that took nothing for hours gets one digest, not one for each of them', async () => {
    await outbox.follow({ schedule: 'hourly' })
    const closed = parts()
    closed.closures.close('fake', noon + 9 * hourMs)
    for (let hour = 0; hour < 9; hour++) {
      await outbox.queue(stories(2, 2 * hour))
      await outbox.runUntil(noon + hour * hourMs, closed)
    }
    await outbox.runUntil(noon + 10 * hourMs, closed)
    expect(shown().map((each) => each.length)).toEqual([10, 8])
    expect(platform.shown[1]?.replyTo).toBe(platform.shown[0]?.key)
  })

  test('nothing is gathered for a channel that is closed', async () => {
    await outbox.follow({ schedule: 'hourly' })
    await outbox.queue(stories(2))
    const id = await outbox.channel('c')
    await pauseChannel(
      outbox.store,
      { channelId: id, reason: 'closed', checkAt: 0 },
      () => null,
      new Date(noon),
    )
    await outbox.runUntil(noon + 3 * hourMs, parts())
    expect(await countDeliveries(outbox.store)).toMatchObject({ folded: 2, pending: 0 })
    expect(await nextDigestDueAt(outbox.store, ['fake'])).toBeNull()
    await outbox.queue(stories(1, 2))
    await resumeChannels(outbox.store, 'fake')
    await outbox.runUntil(noon + 5 * hourMs, parts())
    expect(shown().flat()).toHaveLength(3)
  })
})

describe('what people change', () => {
  const subscription = async () => {
    const row = await outbox.store.db.selectFrom('subscriptions').selectAll().executeTakeFirstOrThrow()
    return row
  }

  test('a schedule that is changed releases what waited for it', async () => {
    await outbox.follow({ schedule: 'daily 09:00' })
    await outbox.queue(stories(3))
    const { id } = await subscription()
    await outbox.store.write((tx) => changeSubscription(tx, id, { schedule: 'daily 09:00' }))
    await outbox.runUntil(noon + hourMs, parts())
    expect(platform.shown).toEqual([])
    await outbox.store.write((tx) => changeSubscription(tx, id, { schedule: null }))
    await outbox.runUntil(noon + hourMs, parts())
    expect(shown().map((each) => each.length)).toEqual([3])
  })

  test('a channel that joins a feed gets only the posts its filter wants, even at night', async () => {
    await outbox.queue(stories(6), 'other')
    await outbox.set({ quiet_hours: '00:00-23:00' })
    const { feed_id: feedId } = await subscription()
    const channelId = await outbox.channel('c')
    const wants = ({ title }: { readonly title: string }) => title !== na
    const backfill = { feedId, channelId, style: 'full', most: 2, wants }
    expect(await outbox.store.write((tx) => queueNewestPosts(tx, backfill, new Date(noon)))).toBe(2)
    await outbox.dispatchOnce(parts())
    await outbox.dispatchOnce(parts())
    expect(platform.messages()).toEqual([la, ma])
  })
})
