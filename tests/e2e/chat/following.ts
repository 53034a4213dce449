import { expect, test } from 'vitest'
import { dayMs, hourMs } from './newsroom.ts'
import { sampleStories } from './publisher.ts'
import { countIn, follow, inNewsroom, pollAgain, type Stage } from './stories.ts'

const [bridge, kettle] = sampleStories
/** Nine days after the beginning, so that they are new. */
const cup = { ...sampleStories[2], published: '2026-02-02T12:00:00Z' }
const burst = { ...sampleStories[3], published: '2026-02-02T13:00:00Z' }
const harbour = { ...sampleStories[4], published: '2026-02-02T14:00:00Z' }
const talks = { ...sampleStories[5], published: '2026-02-02T15:00:00Z' }

/** How a channel comes to follow feeds, changes how, and ends it. */
export function following(stage: Stage): void {
  inNewsroom('following', stage, (room) => {
    const ann = () => room().person('ann')
    const feed = () => room().publisher.feed('sample-gazette')

    test('a preview is private, its style changes in place, and nothing is posted before it is wanted', async () => {
      room().publisher.publish('sample-gazette', bridge, kettle)
      const person = ann()
      const seen = await person.command('subscribe', { url: feed() })
      expect(seen).toContain('Preview: The Sample Gazette')
      expect(seen).toContain(kettle.title)
      expect(person.screen.isPrivate).toBe(true)
      expect(await person.press('Change style to full')).toContain('Style: full')
      expect(await person.press('Cancel')).toContain('Nothing was changed')
      await room().settled()
      expect(countIn(room())).toBe(0)
    })

    test('a preview that is more than a week old does nothing any more', async () => {
      const person = ann()
      await person.command('subscribe', { url: feed() })
      await room().later(8 * dayMs)
      await ann().command('subscribe', { url: feed() })
      expect(await person.press('Post it')).toContain('This preview is over')
    })

    test('the form of a preview says what is wrong with it, and then sets filter and schedule', async () => {
      const person = ann()
      await person.command('subscribe', { url: feed(), filter: '-lottery', every: 'hourly' })
      const form = await person.press('Only …')
      expect(form).toContain('Which items: -lottery')
      expect(form).toContain('When: hourly')
      expect(await person.fill({ filter: '+"open' })).toMatch(/not closed/)
    })

    test('exactly one sample is posted, then only what is new', async () => {
      await follow(room(), ann(), 'sample-gazette')
      expect(room().channel()).toHaveLength(1)
      expect(room().channel()[0]).toContain(kettle.title)
      room().publisher.publish('sample-gazette', cup)
      await pollAgain(room(), ann(), 'sample-gazette')
      expect(room().channel()).toHaveLength(2)
      expect(room().channel()[1]).toContain(cup.title)
      await room().restart()
      await pollAgain(room(), ann(), 'sample-gazette')
      expect(countIn(room())).toBe(2)
    })

    test('a feed that is followed already is not followed twice, and can be edited from there', async () => {
      const person = ann()
      expect(await person.command('subscribe', { url: feed() })).toContain('is followed here already')
      expect(await person.press('Edit it')).toContain('Edit the feed')
    })

    test('an edit is checked at its fields, then holds and is listed', async () => {
      const person = ann()
      await person.command('feed edit', { feed: feed() })
      expect(await person.fill({ as: 'headline', filter: '/(/', every: 'sometimes' })).toContain('sometimes')
      await person.command('feed edit', { feed: feed() })
      const saved = await person.fill({ as: 'headline', filter: '-dredging', every: '' })
      expect(saved).toContain('Style: headline')
      expect(saved).toContain('Filter: without “dredging”')
      await person.command('feed edit', { feed: feed() })
      expect(await person.fill({})).toContain('Nothing was changed')
      expect(await person.command('list')).toContain('without “dredging”')
    })

    test('what the filter does not want is not posted, and why names the rule', async () => {
      const before = countIn(room())
      room().publisher.publish('sample-gazette', harbour)
      await pollAgain(room(), ann(), 'sample-gazette')
      expect(countIn(room())).toBe(before)
      const link = room().publisher.site.url('/harbour-ruling.html')
      expect(await ann().command('why', { link })).toMatch(/not wanted by the filter: .*dredging/)
    })

    test('a paused feed posts nothing, and goes on when it is resumed', async () => {
      const before = countIn(room())
      const person = ann()
      expect(await person.command('feed pause', { feed: feed() })).toContain('is paused')
      expect(await person.command('list')).toContain('‖ paused')
      room().publisher.publish('sample-gazette', burst)
      await pollAgain(room(), ann(), 'sample-gazette')
      expect(countIn(room())).toBe(before)
      person.back()
      expect(await person.press('Resume')).toContain('goes on')
      expect(await person.command('feed resume', { feed: feed() })).toContain('It is not paused')
      room().publisher.publish('sample-gazette', talks)
      await pollAgain(room(), ann(), 'sample-gazette')
      expect(room().channel()).toHaveLength(before + 1)
      expect(room().channel().at(-1)).toContain(talks.title)
    })

    test('a site is followed by its address: the feed it points to is offered', async () => {
      room().publisher.publish('harbour-times', bridge)
      room().publisher.publish('town-crier', kettle)
      const person = ann()
      for (const name of ['harbour-times', 'town-crier']) room().publisher.feed(name)
      const url = room().publisher.addPage('/front', ['harbour-times', 'town-crier'])
      expect(await person.command('subscribe', { url })).toContain('is a web page; it points to 2 feeds')
      expect(await person.choose('The Town Crier')).toContain('Preview: The Town Crier')
      expect(await person.press('Post it')).toContain('The Town Crier is followed now')
    })

    test('a page without feeds, a dead address and a server that refuses are explained', async () => {
      const person = ann()
      const plain = room().publisher.addPage('/plain', [])
      const seen = await person.command('subscribe', { url: plain })
      expect(seen).toContain('found no feed I can read')
      expect(seen).toMatch(/web page/)
      expect(await person.command('subscribe', { url: room().publisher.deadUrl })).toContain(
        'does not answer. Try again later',
      )
      room().publisher.feed('closed-shop')
      room().publisher.breakFeed('closed-shop', 403)
      expect(await person.command('subscribe', { url: room().publisher.feed('closed-shop') })).toContain(
        'does not let bots read it',
      )
    })

    test('what makes no sense is refused with an example', async () => {
      const person = ann()
      const wrong = [
        [{ url: 'not an address' }, 'https://example.org/news'],
        [{ url: feed(), filter: '+' }, 'Write'],
        [{ url: feed(), every: 'now and then' }, 'hourly'],
      ] as const
      for (const [options, fix] of wrong) expect(await person.command('subscribe', options)).toContain(fix)
      for (const command of ['unsubscribe', 'feed edit', 'feed pause', 'feed resume', 'feed test'])
        expect(await person.command(command, { feed: 'The Unheard Herald' })).toContain('/news list')
    })

    test('a feed that fails is found out by its test, and status names cause and fix', async () => {
      const person = ann()
      expect(await person.command('status')).toMatch(/All \d feeds work/)
      room().publisher.breakFeed('sample-gazette', 500)
      const seen = await person.command('feed test', { feed: feed() })
      expect(seen).toContain('cannot be read')
      expect(seen).toContain('What to do: ')
      await room().later(30 * hourMs)
      await room().settled()
      const status = await person.command('status')
      expect(status).toContain('cannot be read')
      expect(status).toContain('The Sample Gazette: ')
      expect(await person.command('list', { scope: 'all' })).toContain('⚠ fails')
      room().publisher.breakFeed('sample-gazette', null)
      await pollAgain(room(), person, 'sample-gazette')
      expect(await person.command('status')).toMatch(/All \d feeds work/)
    })

    test('another feed of the same site is offered for one that fails', async () => {
      const person = ann()
      room().publisher.addPage('/', ['harbour-times'])
      room().publisher.breakFeed('sample-gazette', 404)
      expect(await person.command('feed test', { feed: feed() })).toContain(
        'Feeds of the same site that work',
      )
      expect(await person.choose('The Harbour Times')).toContain('Preview: The Harbour Times')
      room().publisher.breakFeed('sample-gazette', null)
    })

    test('unsubscribing is asked back, and nothing comes after it', async () => {
      const person = ann()
      await person.command('unsubscribe', { feed: feed() })
      expect(await person.press('Keep it')).toContain('Nothing was changed')
      await person.command('unsubscribe', { feed: feed() })
      const again = ann()
      await again.command('unsubscribe', { feed: feed() })
      expect(await person.press('Unsubscribe')).toContain('Unsubscribed from The Sample Gazette')
      expect(await again.press('Unsubscribe')).toContain('not followed any more')
      expect(await person.command('list')).not.toContain('The Sample Gazette')
    })

    test('the buttons below a new subscription edit it and end it', async () => {
      const person = ann()
      await follow(room(), person, 'sample-gazette', { in: 'sports' })
      expect(await person.press('Edit it')).toContain('Edit the feed')
      person.back()
      expect(await person.press('Unsubscribe')).toContain('Unsubscribe from The Sample Gazette?')
    })

    test('long lists are turned page by page', async () => {
      const person = ann()
      for (const number of [1, 2, 3, 4, 5, 6, 7, 8, 9]) await follow(room(), person, `daily-${number}`)
      expect(await person.command('list')).toContain('Page 1 of 2')
      expect(await person.press('More')).toContain('Page 2 of 2')
      expect(await person.press('Back')).toContain('Page 1 of 2')
    })

    test('who may not manage the channel changes nothing', async () => {
      const bob = room().person('bob')
      if (room().platform.name === 'slack') await restrictToListed()
      const refused = [
        ['subscribe', { url: feed() }],
        ['unsubscribe', { feed: 'The Town Crier' }],
        ['list', { scope: 'all' }],
        ['feed edit', { feed: 'The Town Crier' }],
        ['feed pause', { feed: 'The Town Crier' }],
        ['feed resume', { feed: 'The Town Crier' }],
        ['feed test', { feed: 'The Town Crier' }],
        ['feed import', {}],
        ['feed export', {}],
        ['settings', {}],
        ['status', {}],
      ] as const
      for (const [command, options] of refused)
        expect([command, await bob.command(command, options)]).toEqual([
          command,
          expect.stringMatching(/Only /),
        ])
    })

    async function restrictToListed(): Promise<void> {
      const person = ann()
      await person.command('settings')
      await person.press('Change the workspace')
      await person.fill({ who: 'admins' })
    }
  })
}
