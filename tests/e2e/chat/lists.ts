import { expect, test } from 'vitest'
import { inNewsroom, type Stage } from './stories.ts'

const count = 500

/** Feeds that come and go as a list. */
export function lists(stage: Stage): void {
  inNewsroom(
    'lists',
    stage,
    (room) => {
      const ann = () => room().person('ann')
      const opml = () => {
        const outline = (number: number) =>
          `<outline text="Daily ${number}" type="rss" xmlUrl="${room().publisher.site.url(`/list/${number}.xml`)}"/>`
        const outlines = Array.from({ length: count }, (_, number) => outline(number + 1))
        return `<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body><outline text="News">${outlines.join('')}</outline></body></opml>`
      }

      test('nothing to export is said, and the other channels are offered', async () => {
        expect(await ann().command('feed export')).toContain('nothing to export')
      })

      test('what is no list is refused with the reason', async () => {
        const person = ann()
        await person.command('feed import')
        expect(await person.fill({})).toContain('Choose a file, or paste a list')
        await person.command('feed import')
        expect(await person.fill({ pasted: '<html><body>no</body></html>' })).toContain('no OPML')
        await person.command('feed import')
        const file = { name: 'feeds.opml', text: 'PK binary' }
        expect(await person.fill({ file })).toContain('no OPML')
      })

      test('five hundred feeds come in one go, with a line for each, and go out as they came', async () => {
        const person = ann()
        await person.command('feed import')
        await person.fill({ file: { name: 'feeds.opml', text: opml() } })
        const report = person.file().trim().split('\n')
        expect(report[0]).toBe(`${count} of ${count} feeds were added.`)
        expect(report.slice(2)).toHaveLength(count)
        expect(report.at(-1)).toMatch(/^500\. {2}http.*\/list\/500\.xml {2}News \/ Daily 500 {2}added$/)

        await person.command('feed export')
        const exported = person.file()
        expect(exported.match(/xmlUrl=/g)).toHaveLength(count)

        const elsewhere = room().person('ann', 'sports')
        await elsewhere.command('feed import')
        await elsewhere.fill({ file: { name: 'pullquote.opml', text: exported } })
        expect(elsewhere.file()).toContain(`${count} of ${count} feeds were added.`)
        await elsewhere.command('feed export')
        expect(elsewhere.file()).toBe(exported)
      })

      test('the same list again adds nothing, and says so line by line', async () => {
        const person = ann()
        await person.command('feed import')
        const pasted = `${room().publisher.site.url('/list/1.xml')}\n${room().publisher.feed('extra')}`
        const seen = await person.fill({ pasted })
        expect(seen).toContain('1 of 2 feeds were added')
        expect(seen).toContain('followed here already')
      })

      test('a pasted list with a bad line is taken, and that line is told of', async () => {
        const person = ann()
        await person.command('feed import')
        const seen = await person.fill({ pasted: `${room().publisher.feed('extra')}\nthe Gazette, please` })
        expect(seen).toContain('0 of 2 feeds were added')
        expect(seen).toContain('the Gazette, please: is not a web address')
      })

      test('the feeds of all channels are one press away', async () => {
        for (const channel of ['errors', 'sports'] as const) {
          const person = room().person('ann', channel)
          await person.command('feed export')
          await person.press('All channels')
          expect(person.file().match(/xmlUrl=/g)).toHaveLength(2 * count + 1)
        }
      })

      // Only Slack has a page for each app.
      if (stage.platform === 'slack')
        test('the page of the app lists all feeds page by page', async () => {
          const person = ann()
          expect(await person.home()).toContain('Page 1 of')
          expect(await person.press('More')).toContain('Page 2 of')
          expect(await person.press('Back')).toContain('Page 1 of')
        })

      // Only Discord takes files with commands.
      if (stage.platform === 'discord')
        test('a file that comes with the command is read at once', async () => {
          const person = room().person('ann', 'errors')
          const text = `<opml version="2.0"><body><outline text="One" xmlUrl="${room().publisher.feed('one')}"/></body></opml>`
          expect(await person.command('feed import', {}, { name: 'one.opml', text })).toContain(
            '1 of 1 feeds were added',
          )
        })
    },
    { isPolling: false },
  )
}
