import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openDiscord } from './discord.ts'
import { hourMs, minuteMs, type Newsroom, openNewsroom } from './newsroom.ts'
import type { OpenPlatform } from './platform.ts'
import { sampleStories } from './publisher.ts'
import { openSlack } from './slack.ts'
import { chapter, type Moment, sameEachTime } from './transcript.ts'

const page = fileURLToPath(new URL('../../../docs/newcomer.md', import.meta.url))

const preface = `# A newcomer's first day

Ann has never heard of Pullquote and has read nothing about it. This is everything she does and sees from the moment the bot is
added until her channel gets a digest without what she does not care for: she only uses what the bot shows her. Her words and
presses are real, made through the real clients against servers that speak like Discord and Slack
([newcomer.test.ts](../tests/e2e/chat/newcomer.test.ts) plays the session and writes this page, so it is what the program does now).
The site and its stories are made up.`

const [bridge, kettle, cup, burst, harbour, talks] = sampleStories

test('somebody who has read nothing gets from the first greeting to a filtered digest', async () => {
  const chapters = [
    chapter('On Discord', await session(openDiscord)),
    chapter('On Slack', await session(openSlack)),
  ]
  await expect(`${[preface, ...chapters].join('\n\n')}\n`).toMatchFileSnapshot(page)
})

async function session(openPlatform: OpenPlatform): Promise<readonly Moment[]> {
  const room = await openNewsroom(openPlatform, new Set())
  try {
    const moments = await firstDay(room)
    expect([...room.errors(), ...room.platform.objections()]).toEqual([])
    const { origin } = room.publisher.site
    return moments.map(({ done, seen }) => ({
      done: sameEachTime(done, origin),
      seen: sameEachTime(seen, origin),
    }))
  } finally {
    await room.close()
  }
}

async function firstDay(room: Newsroom): Promise<readonly Moment[]> {
  const { publisher } = room
  const ann = room.person('ann')
  const moments: Moment[] = []
  const tell = (done: string, seen: string) => {
    moments.push({ done, seen })
    return seen
  }
  publisher.publish('sample-gazette', bridge, kettle)
  publisher.publish('town-crier', bridge)
  const site = publisher.addPage('/', ['sample-gazette', 'town-crier'])

  await room.platform.invite()
  const [greeting = ''] = await room.posted(1)
  expect(tell('The bot is added, and everybody in #news reads:', greeting)).toContain('How shall we begin?')
  tell('Ann presses **Paste a feed or site**. A form opens:', await ann.press('Paste a feed or site'))
  const pageSeen = await ann.fill({ url: site })
  expect(
    tell(`She enters the address of the site she reads every morning, ${site}, and sees:`, pageSeen),
  ).toContain('it points to 2 feeds')
  const preview = await ann.choose('The Sample Gazette')
  expect(tell('She chooses **The Sample Gazette**. Only she sees:', preview)).toContain('Only you see this')
  tell(
    'She does not care for the cup, and once a day is enough: she presses **Only …**',
    await ann.press('Only …'),
  )
  const narrowed = await ann.fill({ filter: '-cup', every: 'daily 09:00' })
  expect(tell('She enters `-cup` and `daily 09:00`, as the form says, and sees:', narrowed)).toContain(
    'without “cup”',
  )
  expect(tell('She presses **Post it**:', await ann.press('Post it'))).toContain('is followed now')
  await room.settled()
  const [, sample = '', ...more] = room.channel()
  expect(more).toEqual([])
  expect(tell('A moment later everybody in #news reads one post, and no older ones:', sample)).toContain(
    kettle.title,
  )

  const today = (hour: number) => ({ published: `2026-01-25T0${hour}:00:00Z` })
  publisher.publish('sample-gazette', { ...burst, ...today(1) }, { ...cup, ...today(2) })
  publisher.publish('sample-gazette', { ...harbour, ...today(3) }, { ...talks, ...today(4) })
  await room.later(12 * hourMs)
  await ann.command('feed test', { feed: publisher.feed('sample-gazette') })
  await room.settled()
  await room.later(30 * minuteMs)
  await room.settled()
  const digest = room.channel().slice(2)
  expect(digest).toHaveLength(1)
  const [morning = ''] = digest
  expect(morning).not.toContain(cup.title)
  for (const { title } of [burst, harbour, talks]) expect(morning).toContain(title)
  tell(
    'The Gazette publishes four stories overnight, one of them about the cup. At nine everybody in #news reads:',
    morning,
  )

  const help = await ann.command('help')
  expect(help).toContain('/news why')
  tell('The greeting named `/news help`, so she types that:', help)
  const link = publisher.site.url(`/${cup.page}.html`)
  const why = await ann.command('why', { link })
  expect(
    tell(
      `A colleague sends her the story about the cup. \`/news why ${link}\` tells why it is not there:`,
      why,
    ),
  ).toContain('not wanted by the filter')
  tell(
    'And what else the talks brought, with `/news said Zelenskyy`:',
    await ann.command('said', { person: 'Zelenskyy' }),
  )
  const before = room.channel().length
  await ann.press('Share to channel')
  const shared = (await room.posted(before + 1)).at(-1) ?? ''
  tell('That is worth sharing: she presses **Share to channel**, and everybody reads:', shared)
  return moments
}
