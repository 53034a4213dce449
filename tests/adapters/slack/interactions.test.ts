import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  heardAction,
  heardCommand,
  heardHome,
  heardJoin,
  responseOf,
  sentence,
} from '../../../adapters/slack/interactions.ts'
import { formAgain } from '../../../adapters/slack/render-form-again.ts'

const command = {
  command: '/news',
  team_id: 'T1',
  channel_id: 'C1',
  user_id: 'U1',
  response_url: 'https://hooks.slack.com/commands/1',
}
const typed = (text: string) => heardCommand({ ...command, text })?.interaction.deed

describe('a command', () => {
  test('is handed on as Slack sends it: what its marks mean, the option decides', () => {
    const text = 'subscribe <https://gazette.example/feed|the feed> in:<#C123|news> &amp;'
    expect(typed(text)).toEqual({ kind: 'typed', text })
  })

  test('that Slack would never send is nobody’s', () => {
    expect(heardCommand({ text: 'help' })).toBeNull()
  })
})

const action = (changes: object) =>
  heardAction({
    type: 'block_actions',
    team: { id: 'T1' },
    user: { id: 'U1', name: 'ann' },
    channel: { id: 'C1' },
    response_url: 'https://hooks.slack.com/actions/1',
    actions: [{ action_id: 'pq:quotes', value: 'key' }],
    ...changes,
  })

describe('a button', () => {
  test('in a thread is heard there', () => {
    const message = { ts: '2.0', thread_ts: '1.0' }
    expect(action({ message })?.interaction).toMatchObject({
      channel: { channelId: 'C1', threadId: '1.0' },
      message: { messageId: '2.0', threadId: '1.0' },
    })
  })

  test('of a private answer has no message', () => {
    expect(action({})?.interaction.message).toBeNull()
  })

  test('of a private answer has none, even when Slack sends it along', () => {
    const ephemeral = { container: { is_ephemeral: true }, message: { ts: '2.0', thread_ts: '1.0' } }
    expect(action(ephemeral)?.interaction).toMatchObject({ message: null, channel: { threadId: '1.0' } })
  })

  test('outside of channels has no channel', () => {
    expect(action({ channel: undefined })?.interaction.channel).toBeNull()
  })

  test('that stands twice in a message is heard as what it is', () => {
    const actions = [{ action_id: 'pq:undo#3', value: 'v' }]
    expect(action({ actions })?.interaction.deed).toEqual({ kind: 'action', action: 'undo', value: 'v' })
  })

  test('of a select is the choice', () => {
    const actions = [{ action_id: 'pq:style', selected_option: { value: 'brief' } }]
    expect(action({ actions })?.interaction.deed).toEqual({
      kind: 'action',
      action: 'style',
      value: 'brief',
    })
  })

  test('that only leads somewhere, or is not ours, is not heard', () => {
    expect(action({ actions: [{ action_id: 'pq:source' }] })).toBeNull()
    expect(action({ actions: [{ action_id: 'other' }] })).toBeNull()
    expect(action({ actions: [] })).toBeNull()
  })
})

test('nothing that arrives breaks the reading', () => {
  fc.assert(
    fc.property(fc.anything(), (payload) => {
      heardCommand(payload)
      heardAction(payload)
      heardJoin(payload, { teamId: 'T1', botUserId: 'UBOT' })
      heardHome(payload, { teamId: 'T1' })
      formAgain(payload, ['wrong'])
    }),
  )
})

test('an answer never replaces the message whose button was used', () => {
  expect(responseOf(sentence('no'))).toMatchObject({ response_type: 'ephemeral', replace_original: false })
})
