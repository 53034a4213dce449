import { describe, expect, test } from 'vitest'
import type { Form, Reply } from '../../../src/deliver/reply.ts'
import type { FakeSlack } from '../../fakes/slack/server.ts'
import { answering, offers, says } from './answering.ts'

/** What stands on the Home tab of the person now. */
function home(fake: FakeSlack, user = 'U1'): string {
  return JSON.stringify(fake.views().find(({ id }) => id === `VH${user}`)?.body ?? null)
}

/** Resolves when it was drawn so often. */
function drawn(fake: FakeSlack, times: number) {
  return fake.until(() => fake.shown.filter(({ via }) => via === 'home').length === times)
}

const form: Form = {
  form: 'name',
  state: 's',
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

describe('the Home tab', () => {
  test('shows what the core says to whoever looks at it', () =>
    answering(
      async () => offers('Two feeds.', 'pause'),
      async (fake, _, { heard }) => {
        const shown = await fake.home({ user: 'U2' })
        expect(shown).toMatchObject({ via: 'home', user: 'U2' })
        expect(home(fake, 'U2')).toContain('Two feeds.')
        expect(heard).toMatchObject([
          { deed: { kind: 'home' }, actor: { id: 'U2', name: 'bob' }, channel: null, message: null },
        ])
      },
    ))

  test('has room for a hundred blocks', () =>
    answering(
      async () => ({
        kind: 'view',
        isPrivate: true,
        view: { blocks: Array.from({ length: 100 }, (_, n) => ({ kind: 'text', text: [`feed ${n}`] })) },
      }),
      async (fake) => {
        await fake.home()
        expect(home(fake)).toContain('feed 99')
      },
    ))

  test('shows views only: nobody asked for a form', () => {
    const replies: Reply[] = [{ kind: 'form', form }, says('home')]
    return answering(
      async () => replies.shift() ?? says('again'),
      async (fake) => {
        await fake.event({ type: 'app_home_opened', user: 'U1', channel: 'DU1', tab: 'home' })
        await fake.home()
        expect(fake.shown.map(({ via }) => via)).toEqual(['home'])
        expect(fake.messagesIn('DU1')).toEqual([])
      },
    )
  })

  test('is not drawn for who opens the messages', () =>
    answering(
      async () => says('home'),
      async (fake, heard) => {
        await fake.event({ type: 'app_home_opened', user: 'U1', channel: 'DU1', tab: 'messages' })
        await fake.home()
        expect(heard).toEqual([{ kind: 'home' }])
      },
    ))

  test('changes in its place when the answer replaces it', () =>
    answering(
      async ({ kind }) =>
        kind === 'home' ? offers('Running.', 'pause') : says('Paused.', { replaces: true }),
      async (fake, _, { heard }) => {
        const shown = await fake.button(await fake.home(), 'pq:pause')
        expect(shown).toMatchObject({ via: 'home' })
        expect(home(fake)).toContain('Paused.')
        expect(heard[1]).toMatchObject({
          channel: null,
          deed: { kind: 'action', action: 'pause', value: 'v' },
        })
      },
    ))

  test('shows other answers over it, which change in their place, and what they changed below', () => {
    let feeds = 2
    return answering(
      async (deed) => {
        if (deed.kind === 'home') return offers(`${feeds} feeds.`, 'remove')
        if (deed.kind === 'action' && deed.action === 'remove') return offers('Sure?', 'yes')
        feeds--
        return says('Removed.', { replaces: true })
      },
      async (fake) => {
        const sure = await fake.button(await fake.home(), 'pq:remove')
        expect(sure).toMatchObject({ via: 'modal' })
        await drawn(fake, 2)
        const done = await fake.button(sure, 'pq:yes')
        expect(done).toMatchObject({ via: 'modal', viewId: sure.viewId })
        expect(JSON.stringify(done.view)).toContain('Removed.')
        await fake.until(() => home(fake).includes('1 feeds.'))
      },
    )
  })

  test('opens forms, which answer over it or in it', () => {
    const answers: Reply[] = [says('Named.'), says('Renamed.', { replaces: true })]
    return answering(
      async ({ kind }) => {
        if (kind === 'home') return offers('No name.', 'name')
        return kind === 'action' ? { kind: 'form', form } : (answers.shift() ?? says('?'))
      },
      async (fake, _, { heard }) => {
        const page = await fake.home()
        const named = await fake.submit(await fake.button(page, 'pq:name'), { n: 'x' })
        expect(JSON.stringify(named)).toContain('Named.')
        await drawn(fake, 2)
        const second = await fake.button(page, 'pq:name')
        expect(await fake.submit(second, { n: 'y' })).toEqual({ kind: 'closed' })
        await fake.until(() => home(fake).includes('Renamed.'))
        expect(heard.every(({ channel }) => channel === null)).toBe(true)
      },
    )
  })

  test('opens a form over an answer over it', () =>
    answering(
      async (deed) => {
        if (deed.kind === 'home') return offers('Here.', 'look')
        if (deed.kind === 'form') return says('Named.')
        return deed.kind === 'action' && deed.action === 'look'
          ? offers('A feed.', 'name')
          : { kind: 'form', form }
      },
      async (fake) => {
        const answer = await fake.button(await fake.home(), 'pq:look')
        await drawn(fake, 2)
        const modal = await fake.button(answer, 'pq:name')
        expect(fake.requests.map(({ method }) => method)).toContain('views.push')
        expect(JSON.stringify(await fake.submit(modal, { n: 'x' }))).toContain('Named.')
      },
    ))

  test('an answer with no modal to stand in is a direct message', () =>
    answering(
      async ({ kind }) => (kind === 'home' ? offers('Here.', 'test') : says('It works.')),
      async (fake) => {
        const page = await fake.home()
        fake.fail('views.open', { kind: 'error', error: 'expired_trigger_id' })
        await fake.press(page, 'pq:test')
        expect(await fake.until(() => fake.messagesIn('DU1')[0])).toMatchObject({ text: 'It works.' })
      },
    ))

  test('a form that came too late for it is offered in a direct message', () =>
    answering(
      async ({ kind }) => {
        if (kind === 'home') return offers('Here.', 'name')
        return kind === 'action' ? { kind: 'form', form } : says('Named.', { replaces: true })
      },
      async (fake) => {
        const page = await fake.home()
        fake.fail('views.open', { kind: 'error', error: 'expired_trigger_id' }, 2)
        await fake.press(page, 'pq:name')
        const offer = await fake.until(() => fake.messagesIn('DU1')[0])
        const modal = await fake.button(offer, 'pq:slack-late-form')
        expect(await fake.submit(modal, { n: 'z' })).toEqual({ kind: 'closed' })
        await fake.until(() => home(fake).includes('Named.'))
      },
    ))
})
