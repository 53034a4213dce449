import { expect, test } from 'vitest'
import { sampleStories } from './publisher.ts'
import { countIn, inNewsroom, type Stage } from './stories.ts'

/** The first thing people see of the bot. */
export function joining(stage: Stage): void {
  inNewsroom(
    'joining',
    stage,
    (room) => {
      const ann = () => room().person('ann')

      test('the bot greets once, with three ways to begin', async () => {
        await room().platform.invite()
        const [greeting] = await room().posted(1)
        expect(greeting).toContain('Hello, I am Pullquote')
        expect(greeting).toContain('[Paste a feed or site] [Starter pack] [Import OPML]')
        await room().restart()
        await room().platform.invite()
        await ann().command('help')
        expect(countIn(room())).toBe(1)
      })

      test('an address is pasted, and a preview comes', async () => {
        room().publisher.publish('sample-gazette', sampleStories[0])
        const person = ann()
        expect(await person.press('Paste a feed or site')).toContain('Address of a feed or site')
        const seen = await person.fill({ url: room().publisher.feed('sample-gazette') })
        expect(seen).toContain('Preview: The Sample Gazette')
        expect(person.screen.isPrivate).toBe(true)
      })

      test('a starter pack is chosen, and all its feeds are followed', async () => {
        const person = ann()
        const offered = await person.press('Starter pack')
        expect(offered).toMatch(/World \(\d+ feeds\) \| Tech/)
        const [pack] = person.screen.controls.flatMap(({ options }) => options)
        expect(await person.choose(pack?.label ?? '')).toMatch(/(\d+) of \1 feeds were added/)
        expect(await person.command('list')).toContain('not polled yet')
      })

      test('a list is imported', async () => {
        const person = ann()
        expect(await person.press('Import OPML')).toContain('Import feeds')
        expect(await person.fill({ pasted: room().publisher.feed('sample-gazette') })).toContain(
          '1 of 1 feeds were added',
        )
      })

      // In Slack everybody may until somebody restricts it.
      if (stage.platform === 'discord')
        test('somebody who may not configure is told so at every one of them', async () => {
          const bob = room().person('bob')
          for (const label of ['Paste a feed or site', 'Starter pack', 'Import OPML'])
            expect(await bob.press(label)).toMatch(/Only people with the right/)
        })
    },
    { isPolling: false },
  )
}
