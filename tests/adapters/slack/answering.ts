import { expect } from 'vitest'
import type { Deed, Interaction } from '../../../src/deliver/interaction.ts'
import type { Reply } from '../../../src/deliver/reply.ts'
import type { Button } from '../../../src/deliver/view.ts'
import type { FakeSlack, SlackOptions } from '../../fakes/slack/server.ts'
import { inSlack } from './setting.ts'

type Answering = {
  readonly heard: readonly Interaction[]
  readonly logged: readonly string[]
}

/** A core that answers deed by deed, connected over a socket. */
export function answering(
  reply: (deed: Deed, interaction: Interaction) => Promise<Reply>,
  use: (fake: FakeSlack, heard: readonly Deed[], more: Answering) => Promise<void>,
  options: SlackOptions = {},
) {
  return inSlack(
    async ({ fake, adapter, logged }) => {
      const deeds: Deed[] = []
      const heard: Interaction[] = []
      await adapter.connect({
        interact: async (interaction) => {
          heard.push(interaction)
          deeds.push(interaction.deed)
          return reply(interaction.deed, interaction)
        },
        accessChanged: () => undefined,
      })
      await use(fake, deeds, { heard, logged })
      expect(fake.violations).toEqual([])
    },
    { fake: options, adapter: { appToken: 'xapp-fake-app' } },
  )
}

type Saying = { readonly replaces?: boolean; readonly isPrivate?: boolean }

export function says(text: string, { replaces = false, isPrivate = true }: Saying = {}): Reply {
  return { kind: 'view', view: { blocks: [{ kind: 'text', text: [text] }] }, isPrivate, replaces }
}

/** A text with a button below it. */
export function offers(text: string, action: string, more: Saying = {}): Reply {
  const button: Button = { kind: 'action', action, value: 'v', label: 'Go', tone: 'plain' }
  return {
    kind: 'view',
    view: {
      blocks: [
        { kind: 'text', text: [text] },
        { kind: 'buttons', buttons: [button] },
      ],
    },
    isPrivate: true,
    ...more,
  }
}
