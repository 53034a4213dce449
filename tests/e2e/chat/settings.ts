import { expect, test } from 'vitest'
import { helpTexts } from '../../../src/ask/texts/help.ts'
import { hourMs } from './newsroom.ts'
import { sampleStories } from './publisher.ts'
import { countIn, follow, inNewsroom, type Stage } from './stories.ts'

/** What holds in a channel and a workspace, who may change it, and who did. */
export function settings(stage: Stage): void {
  inNewsroom('settings', stage, (room) => {
    const ann = () => room().person('ann')

    test('settings of a channel are checked at their fields, hold, and are recorded with who and what', async () => {
      const person = ann()
      expect(await person.command('settings')).toContain('Nothing was changed yet')
      await person.press('Change this channel')
      const wrong = await person.fill({ zone: 'Europe/Berlim', quiet: 'at night', budget: 'many' })
      expect(wrong).toContain('Did you mean Europe/Berlin')
      expect(wrong).toContain('whole number from 1')
      if (stage.platform === 'discord') {
        expect(wrong).toContain('Time zone: I know no time zone')
        expect(await person.press('Open the form again')).toContain('Europe/Berlim')
      } else {
        await person.command('settings')
        await person.press('Change this channel')
      }
      const saved = await person.fill({
        as: 'full',
        zone: 'Europe/Berlin',
        quiet: '22-7',
        breaking: 'urgent',
        budget: '30',
      })
      expect(saved).toContain('Time zone: Europe/Berlin')
      const seen = await person.command('settings')
      expect(seen).toContain('Quiet hours: 22:00-07:00')
      expect(seen).toContain('Style: full')
      const recorded = /24 Jan 2026, 20:4\d @(\w+): settings of #(\w+) .*Time zone: – → Europe\/Berlin/
      expect(recorded.exec(seen)?.slice(1)).toEqual([person.id, room().platform.refOf('news').channelId])
    })

    test('the style of the channel is that of new feeds', async () => {
      room().publisher.publish('sample-gazette', sampleStories[0])
      const url = room().publisher.feed('sample-gazette')
      expect(await ann().command('subscribe', { url })).toMatch(/Style: .*full/)
    })

    test('a language is chosen from a list and recorded', async () => {
      const person = ann()
      await person.command('settings')
      expect(await person.choose('Deutsch')).toContain('Language: German')
      expect(await person.command('settings')).toMatch(/Language: automatic.* → German/)
      await person.choose('українська')
      // Whoever asks is answered in their own language all the same.
      expect(await person.command('help')).toContain(helpTexts.en.promise)
    })

    test('feeds that fail and recover are told once each in the channel for errors', async () => {
      const person = ann()
      await follow(room(), person, 'sample-gazette')
      await person.command('settings')
      await person.press('Change the workspace')
      expect(await person.fill({ errors: 'errors' })).toContain(
        `Errors are told in: #${room().platform.refOf('errors').channelId}`,
      )
      room().publisher.breakFeed('sample-gazette', 404)
      for (const hours of [30, 1, 2, 1]) {
        await room().later(hours * hourMs)
        await room().settled()
      }
      const [firstDay, notice] = await room().posted(2, 'errors')
      expect(firstDay).toContain('The first day with Pullquote')
      expect(notice).toContain('The Sample Gazette')
      expect(notice).toContain('nothing at this address')
      room().publisher.breakFeed('sample-gazette', null)
      await room().later(6 * hourMs)
      await room().settled()
      await room().later(hourMs)
      const [, , recovery] = await room().posted(3, 'errors')
      expect(recovery).toContain('The Sample Gazette')
      await room().restart()
      await room().settled()
      expect(countIn(room(), 'errors')).toBe(3)
    })

    test('people who were chosen for it may, others may not', async () => {
      const person = ann()
      const bob = room().person('bob')
      await person.command('settings')
      await person.press('Change the workspace')
      expect(await person.fill({ who: 'listed', listed: '' })).toContain('Name at least one person')
      await person.command('settings')
      await person.press('Change the workspace')
      await person.fill({ who: 'admins' })
      expect(await bob.command('status')).toMatch(/Only /)
      await person.command('settings')
      await person.press('Change the workspace')
      await person.fill({ who: 'listed', listed: bob.id })
      expect(await bob.command('status')).toContain('Status')
      const seen = await person.command('settings')
      expect(seen).toContain(`admins only → admins and listed people; People who may: – → @${bob.id}`)
      expect(seen).not.toMatch(/who_may|listed: \[|discord:|slack:/)
    })

    test('who may not is refused at buttons and forms that were opened before, too', async () => {
      const person = ann()
      const bob = room().person('bob')
      await bob.command('settings')
      await bob.press('Change this channel')
      await person.command('settings')
      await person.press('Change the workspace')
      await person.fill({ who: 'admins', listed: '' })
      expect(await bob.fill({ budget: '5' })).toMatch(/Only admins/)
      bob.back()
      bob.back()
      expect(await bob.press('Change this channel')).toMatch(/Only admins/)
    })
  })
}
