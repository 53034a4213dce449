import { Writable } from 'node:stream'
import { createEmulator } from 'emulate'
import { pino } from 'pino'
import { z } from 'zod'
import { consoleChannel, openConsole } from '../../adapters/console/index.ts'
import { openDiscord } from '../../adapters/discord/index.ts'
import { openSlack } from '../../adapters/slack/index.ts'
import { commandTable } from '../../src/ask/command-table.ts'
import type { Adapter } from '../../src/deliver/adapter.ts'
import type { ChannelRef } from '../../src/deliver/address.ts'
import { startDiscord } from '../fakes/discord/server.ts'
import { startSlack } from '../fakes/slack/server.ts'

/** An adapter on a platform that runs on this machine, as the conformance suite uses it. */
export type Bench = {
  readonly adapter: Adapter
  readonly channel: ChannelRef
  /** A channel there is not; null where every channel is there. */
  readonly missing: ChannelRef | null
  /** What stands in the channel, oldest first, as text that holds everything a reader sees. */
  shown(): Promise<readonly string[]>
  /** The next message is posted and its answer lost; null where nothing gets lost. */
  readonly loseNextAnswer: (() => void) | null
  /** What the platform would have refused by its own rules. */
  violations(): readonly unknown[]
  close(): Promise<void>
}

const shared = {
  sendTimeoutMs: 5_000,
  settleMs: 1_000,
  clock: () => new Date(),
  log: pino({ level: 'silent' }),
}

export async function consoleBench(): Promise<Bench> {
  const printed: string[] = []
  const stream = new Writable({
    write(chunk, _, done) {
      printed.push(String(chunk))
      done()
    },
  })
  const terminal = { columns: 10_000, color: false, links: false, locale: 'en-GB', timeZone: 'UTC' }
  const adapter = openConsole(stream, () => terminal)
  return {
    adapter,
    channel: consoleChannel,
    missing: null,
    shown: async () => printed,
    loseNextAnswer: null,
    violations: () => [],
    close: () => adapter.stop(),
  }
}

export async function discordBench(): Promise<Bench> {
  const discord = await startDiscord()
  const adapter = openDiscord({
    ...shared,
    token: discord.token,
    publicKey: null,
    apiUrl: discord.apiUrl,
    commands: commandTable(),
  })
  const channel = {
    platform: 'discord',
    workspaceId: discord.guildId,
    channelId: discord.textChannelId,
    threadId: null,
  }
  return {
    adapter,
    channel,
    missing: { ...channel, channelId: '999999999999999999' },
    shown: async () => discord.messagesIn(channel.channelId).map((message) => JSON.stringify(message)),
    loseNextAnswer: () => discord.fault({ kind: 'commitThenDrop', method: 'POST', path: /messages$/ }),
    violations: () => discord.violations,
    async close() {
      await adapter.stop()
      await discord.close()
    },
  }
}

export async function slackBench(): Promise<Bench> {
  const slack = await startSlack()
  const adapter = openSlack({
    ...shared,
    botToken: slack.botToken,
    appToken: null,
    signingSecret: null,
    apiUrl: slack.apiUrl,
  })
  const channel = { platform: 'slack', workspaceId: slack.teamId, channelId: 'C1', threadId: null }
  return {
    adapter,
    channel,
    missing: { ...channel, channelId: 'CNONE' },
    shown: async () => slack.messagesIn('C1').map((message) => JSON.stringify(message)),
    loseNextAnswer: () => slack.fail('chat.postMessage', { kind: 'commitThenDrop' }),
    violations: () => slack.violations,
    async close() {
      await adapter.stop()
      await slack.close()
    },
  }
}

const channelList = z.object({ channels: z.array(z.object({ id: z.string(), name: z.string() })) })
const history = z.object({ messages: z.array(z.unknown()) })

/** Slack once more, as somebody else wrote it: https://emulate.dev */
export async function emulateBench(): Promise<Bench> {
  const emulator = await createEmulator({ service: 'slack', port: 0 })
  const botToken = 'xoxb-conformance'
  const apiUrl = `${emulator.url.replace('localhost', '127.0.0.1')}/api/`
  const ask = async (method: string, args: Readonly<Record<string, string>>) =>
    (
      await fetch(`${apiUrl}${method}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${botToken}` },
        body: new URLSearchParams(args),
      })
    ).json()
  const { channels } = channelList.parse(await ask('conversations.list', {}))
  const adapter = openSlack({ ...shared, botToken, appToken: null, signingSecret: null, apiUrl })
  const channel = {
    platform: 'slack',
    workspaceId: 'T000000001',
    channelId: channels[0]?.id ?? '',
    threadId: null,
  }
  return {
    adapter,
    channel,
    missing: { ...channel, channelId: 'C999999999' },
    async shown() {
      const { messages } = history.parse(
        await ask('conversations.history', { channel: channel.channelId, limit: '200' }),
      )
      return messages.toReversed().map((message) => JSON.stringify(message))
    },
    loseNextAnswer: null,
    violations: () => [],
    async close() {
      await adapter.stop()
      await emulator.close()
    },
  }
}
