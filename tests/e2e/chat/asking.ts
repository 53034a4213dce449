import { beforeAll, expect, test } from 'vitest'
import { helpTexts } from '../../../src/ask/texts/help.ts'
import { dayMs } from './newsroom.ts'
import { sampleStories } from './publisher.ts'
import { countIn, follow, inNewsroom, type Stage } from './stories.ts'

const brandts = [
  {
    page: 'sluice-talks',
    title: 'Council keeps the sluice open through the summer',
    category: 'Local',
    published: '2026-01-24T12:00:00Z',
    speaker: 'Ilse Brandt',
  },
  {
    page: 'ferry-fares',
    title: 'Ferry fares are frozen for another year',
    category: 'Local',
    published: '2026-01-24T11:00:00Z',
    speaker: 'Jonas Brandt',
  },
]

/** What anybody may ask, with all its options; only they see the answer until they share it. */
export function asking(stage: Stage): void {
  inNewsroom('asking', stage, (room) => {
    const ask = (...call: Parameters<ReturnType<typeof person>['command']>) => person().command(...call)
    const person = () => room().person('bob')

    test('before any feed is followed, answers say how to begin', async () => {
      for (const [command, options] of [
        ['latest', {}],
        ['digest', {}],
        ['search', { words: 'harbour' }],
        ['list', {}],
      ] as const)
        expect(await ask(command, options)).toContain('/news subscribe')
    })

    beforeAll(async () => {
      room().publisher.publish('sample-gazette', ...sampleStories)
      room().publisher.publish('harbour-times', ...brandts)
    })

    test('help names every command', async () => {
      const seen = await ask('help')
      for (const word of ['latest', 'search', 'said', 'digest', 'why', 'subscribe', 'settings', 'status'])
        expect(seen).toContain(`/news ${word}`)
    })

    test('help is given in the language of whoever asks', async () => {
      for (const [name, locale] of [
        ['greta', 'de'],
        ['fleur', 'fr'],
        ['elena', 'es'],
        ['olha', 'uk'],
      ] as const)
        expect(await room().person(name).command('help')).toContain(helpTexts[locale].promise)
    })

    test('the five newest items are posted when that is wanted', async () => {
      const ann = room().person('ann')
      await follow(room(), ann, 'sample-gazette', { backfill: '5', as: 'full' })
      await follow(room(), ann, 'harbour-times', { backfill: '2', as: 'headline', in: 'sports' })
      expect(countIn(room(), 'news')).toBe(5)
      expect(countIn(room(), 'sports')).toBe(2)
      expect(room().channel('sports').join()).not.toContain('keep the promise')
    })

    test('latest tells the newest stories, of all topics or of one', async () => {
      const all = await ask('latest')
      expect(all).toContain(sampleStories[5].title)
      const one = await ask('latest', { topic: 'harbour', count: '1' })
      expect(one).toContain(sampleStories[4].title)
      expect(one).not.toContain(sampleStories[5].title)
    })

    test('latest on what nobody wrote about offers what is near, and that is one press away', async () => {
      const bob = person()
      const seen = await bob.command('latest', { topic: 'Zelenskxy' })
      expect(seen).toContain('nothing for Zelenskxy')
      const near = bob.screen.controls.find(({ label }) => label.includes('Zelenskyy'))
      expect(await bob.press(near?.label ?? '')).toContain(sampleStories[5].title)
    })

    test('pages are turned back and forth, also over a restart', async () => {
      const bob = person()
      const first = await bob.command('latest', { count: '2' })
      await room().restart()
      const second = await bob.press('Next')
      expect(second).toContain('Page 2 of 4')
      expect(second).not.toContain(sampleStories[5].title)
      expect(await bob.press('Previous')).toBe(first)
    })

    test('an answer is private until it is shared, and is shared once', async () => {
      const bob = person()
      const before = countIn(room())
      const seen = await bob.command('search', { words: 'inquiry' })
      expect(bob.screen.isPrivate).toBe(true)
      expect(countIn(room())).toBe(before)
      await bob.press('Share to channel')
      const shared = (await room().posted(before + 1)).at(-1)
      expect(shared).toContain(sampleStories[3].title)
      expect(shared).toContain('Shared by')
      await bob.command('search', { words: 'inquiry' })
      expect(seen).toContain('[Share to channel]')
    })

    test('what was shared is not shared again', async () => {
      const bob = person()
      await bob.command('latest', { topic: 'kettle' })
      await bob.press('Share to channel')
      const after = countIn(room())
      bob.back()
      expect(await bob.press('Share to channel')).toContain('shared already')
      expect(countIn(room())).toBe(after)
    })

    test('search takes words, phrases, outlets and a time', async () => {
      expect(await ask('search', { words: '"swing bridge"' })).toContain(sampleStories[0].title)
      const harbour = await ask('search', { words: 'Brandt', from: 'Harbour Times', since: '24h' })
      expect(harbour).toContain(brandts[0]?.title)
      expect(await ask('search', { words: 'dredging', from: 'Harbour Times' })).not.toContain(
        sampleStories[4].title,
      )
    })

    test('said gives quotes word for word with day and outlet, also about a topic and since a day', async () => {
      const seen = await ask('said', { person: 'Zelenskyy' })
      expect(seen).toMatch(/> “All parties agreed to report to their capitals/)
      expect(seen).toContain('24 Jan 2026')
      expect(await ask('said', { person: 'Zelenskyy', about: 'capitals', since: '7d' })).toContain('“')
      expect(await ask('said', { person: 'Zelenskyy', about: 'football' })).toContain('no quote')
    })

    test('of two people with one name the right one is chosen', async () => {
      const bob = person()
      expect(await bob.command('said', { person: 'Brandt' })).toMatch(/Jonas Brandt · 1 quote/)
      const jonas = bob.screen.controls
        .flatMap(({ options }) => options)
        .find(({ label }) => label.startsWith('Jonas'))
      expect(await bob.choose(jonas?.label ?? '')).toContain('What Jonas Brandt said')
    })

    test('somebody is found by another spelling, another script, a title, or the office alone, which is then told', async () => {
      for (const name of ['Selenskyj', 'Зеленський', 'Mr Zelensky'])
        expect(await ask('said', { person: name })).toContain('All parties agreed')
      const seen = await ask('said', { person: 'the Ukrainian president' })
      expect(seen).toContain('All parties agreed')
      expect(seen).toContain(
        '“Ukrainian President” is what articles of the last 30 days call Volodymyr Zelenskyy.',
      )
    })

    test('said about a name nobody has offers people who are near', async () => {
      const bob = person()
      await bob.command('said', { person: 'Zelenskaja' })
      const near = bob.screen.controls.find(({ label }) => label.includes('Zelenskyy'))
      expect(await bob.press(near?.label ?? '')).toContain('“All parties agreed')
    })

    test('a digest tells the best of today, of a day and of a week', async () => {
      expect(await ask('digest', { span: 'today' })).toContain(sampleStories[5].title)
      expect(await ask('digest', { span: '24h' })).not.toContain(sampleStories[3].title)
      expect(await ask('digest', { span: '7d' })).toContain(sampleStories[3].title)
    })

    test('why tells what happened to a link, also to one that was never seen', async () => {
      const { url } = room().publisher.site
      const seen = await ask('why', { link: url('/harbour-ruling.html') })
      expect(seen).toContain('Seen in the feed 24 Jan 2026')
      expect(seen).toContain('#news: posted 24 Jan 2026')
      expect(await ask('why', { link: url('/swing-bridge.html') })).toContain('remembered, not posted')
      const unknown = await ask('why', { link: 'https://unknown.example/a' })
      expect(unknown).toContain('/news subscribe https://unknown.example')
    })

    test('the buttons below a post tell more, only to whoever presses them', async () => {
      const bob = person()
      const more = room()
        .platform.messagesIn('news')
        .flatMap(({ controls }) => controls)
        .findLast(({ label }) => label.startsWith('More quotes'))
      expect(await bob.press(more?.label ?? '')).toContain('Word for word from the article.')
      expect(bob.screen.isPrivate).toBe(true)
      expect(await bob.press('Why this?')).toContain('Posted because the channel follows the feed')
      expect(await bob.press('In context')).toContain('How the speaker was found')
      expect(bob.screen.isPrivate).toBe(true)
    })

    test('a quote is shown in its paragraph with who “he” is, only to whoever asks and in their language', async () => {
      const bob = person()
      const seen = await bob.command('said', { person: 'Witkoff' })
      expect(seen).toContain('[In context]')
      const shown = await bob.press('In context')
      expect(shown).toContain('I think we’ve got it down to one issue')
      expect(shown).toContain('The article says “he”. That is Steve Witkoff.')
      expect(shown).toContain('right behind the quote')
      expect(bob.screen.isPrivate).toBe(true)
      const greta = room().person('greta')
      await greta.command('said', { person: 'Witkoff' })
      expect(await greta.press('Im Zusammenhang')).toContain(
        'Im Artikel steht „he“. Gemeint ist Steve Witkoff.',
      )
    })

    test('of several quotes one is chosen to be shown in its paragraph', async () => {
      const bob = person()
      await bob.command('said', { person: 'Zelenskyy' })
      const choice = bob.screen.controls
        .flatMap(({ options }) => options)
        .find(({ label }) => label.includes('All parties'))
      expect(await bob.choose(choice?.label ?? '')).toContain(
        'to coordinate further steps with their leaders',
      )
    })

    if (stage.platform === 'discord')
      test('topics, people, outlets, feeds and schedules are suggested while they are typed', async () => {
        const ann = room().person('ann')
        const suggested = async (command: string, option: string, typed: string) =>
          (await ann.suggestions(command, option, typed)).join()
        expect(await suggested('latest', 'topic', 'Volod')).toContain('Volodymyr Zelenskyy')
        expect(await suggested('said', 'person', 'zelen')).toContain('Volodymyr Zelenskyy')
        expect(await suggested('search', 'from', 'sample')).toContain('Sample Gazette')
        expect(await suggested('subscribe', 'every', 'da')).toContain('daily 09:00')
        for (const command of ['unsubscribe', 'feed edit', 'feed pause', 'feed resume', 'feed test'])
          expect(await suggested(command, 'feed', 'harb')).toContain('The Harbour Times')
      })

    test('what cannot be understood names the cause and the fix', async () => {
      const wrong = [
        ['latest', { topic: '…' }, 'no word to look for'],
        ['search', { words: 'harbour', since: 'yesteryear' }, 'since:24h'],
        ['search', { words: 'harbour', from: 'Nobody’s Herald' }, 'Sample Gazette'],
        ['said', { person: '?!' }, '/news search sea level'],
        ['why', { link: 'why not' }, '/news why https://example.org/story'],
      ] as const
      for (const [command, options, fix] of wrong) expect(await ask(command, options)).toContain(fix)
    })

    test('an answer of last week is forgotten, and that is said', async () => {
      const bob = person()
      await bob.command('latest', { count: '2' })
      await room().later(8 * dayMs)
      await ask('latest')
      expect(await bob.press('Next')).toContain('for a week')
    })

    test('a quote whose feed is no longer followed is not shown any more, and that is said', async () => {
      const bob = person()
      await bob.command('said', { person: 'Ilse Brandt' })
      const ann = room().person('ann')
      await ann.command('unsubscribe', { feed: room().publisher.feed('harbour-times') })
      await ann.press('Unsubscribe')
      expect(await bob.press('In context')).toContain('no longer followed here')
    })
  })
}
