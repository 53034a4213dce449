import { expect, test } from 'vitest'
import type { Form } from '../../../src/deliver/reply.ts'
import { answering, offers, says } from './answering.ts'

const form: Form = {
  form: 'name',
  state: '',
  title: 'Name',
  submit: 'Save',
  fields: [
    {
      kind: 'text',
      name: 'n',
      label: 'Name',
      hint: null,
      isRequired: true,
      value: '',
      isLong: false,
      most: 9,
    },
  ],
}

test('however long the core and Slack itself take, everything is acked in time, answered in the end, and no form is lost', () => {
  const hanging = Promise.withResolvers<void>()
  const never = new Promise<void>(() => undefined)
  let hangs = false
  return answering(
    async ({ kind }) => {
      if (hangs) {
        await hanging.promise
        return kind === 'form' ? { kind: 'invalid', problems: { n: 'Too short.' } } : says('at last')
      }
      if (kind === 'home') return says('home')
      return kind === 'action' ? { kind: 'form', form } : offers('Sure?', 'yes')
    },
    async (fake, heard) => {
      const answer = await fake.slash('/news', 'x')
      const modal = await fake.button(answer, 'pq:yes')
      hangs = true
      const before = fake.deeds.length
      const commands = Array.from({ length: 200 }, (_, n) => fake.slash('/news', `${n}`))
      fake.fail('users.info', { kind: 'slow', wait: never, commits: 'after' })
      commands.push(fake.slash('/news', 'x', { user: 'U2' }))
      const submitted = fake.submit(modal, { n: 'x' })
      await Promise.all([fake.press(answer, 'pq:yes'), fake.invite('C1'), submitted])
      const asked = fake.deeds.slice(before)
      expect(asked).toHaveLength(204)
      await fake.until(() => asked.every(({ ack }) => ack !== null))
      expect(asked.filter(({ ack }) => ack?.kind !== 'acked')).toEqual([])
      const slowest = Math.max(...asked.map(({ at, ackedAt }) => (ackedAt ?? Number.NaN) - at))
      expect(slowest).toBeLessThan(3_000)
      hanging.resolve()
      expect((await Promise.all(commands)).every(({ text }) => text === 'at last')).toBe(true)
      const wrong = await fake.until(() => fake.shown.find(({ text }) => text === '• Too short.'))
      const again = await fake.button(wrong, 'pq:slack-late-form')
      expect(JSON.stringify(again.view)).toContain('Too short.')
      await fake.submit(again, {})
      expect(heard.at(-1)).toMatchObject({ kind: 'form', form: 'name', fields: { n: 'x' } })
    },
  )
})
