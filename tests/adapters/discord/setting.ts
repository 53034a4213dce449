import { pino } from 'pino'
import { type DiscordOptions, openDiscord } from '../../../adapters/discord/index.ts'
import { commandTable } from '../../../src/ask/command-table.ts'
import type { Adapter, ChatEvents } from '../../../src/deliver/adapter.ts'
import type { Destination } from '../../../src/deliver/address.ts'
import type { Interaction } from '../../../src/deliver/interaction.ts'
import type { Reply } from '../../../src/deliver/reply.ts'
import type { FakeDiscord } from '../../fakes/discord/server.ts'
import { postCases } from '../posts.ts'

export const key = '0192f0c1-7b1e-7cc2-a6a5-3f0d2a1b4c5d'

/** The adapter as it would run against this server, with short times. */
export function adapterFor(discord: FakeDiscord, changes: Partial<DiscordOptions> = {}): Adapter {
  return openDiscord({
    token: discord.token,
    publicKey: null,
    apiUrl: discord.apiUrl,
    sendTimeoutMs: 400,
    settleMs: 1000,
    commands: commandTable(),
    clock: () => new Date(discord.now()),
    log: pino({ level: 'silent' }),
    ...changes,
  })
}

export function channelAt(
  discord: FakeDiscord,
  channelId: string,
  more: Partial<Destination> = {},
): Destination {
  return { platform: 'discord', workspaceId: discord.guildId, channelId, threadId: null, ...more }
}

export const plainPost = caseOf('plain')

export function caseOf(name: string) {
  const post = postCases[name]
  if (post === undefined) throw new Error(`no post is called ${name}`)
  return post
}

export const says = (text: string, isPrivate = true): Reply => ({
  kind: 'view',
  view: { blocks: [{ kind: 'text', text: [text] }] },
  isPrivate,
})

/** A desk that answers with one sentence, and keeps what it was asked. */
export function desk(answer: (interaction: Interaction) => Promise<Reply> = async () => says('Heard.')) {
  const asked: Interaction[] = []
  const changes: (readonly [string, string | null])[] = []
  const events: ChatEvents = {
    interact: (interaction) => {
      asked.push(interaction)
      return answer(interaction)
    },
    accessChanged: (workspaceId, channelId) => {
      changes.push([workspaceId, channelId])
    },
  }
  return { events, asked, changes }
}
