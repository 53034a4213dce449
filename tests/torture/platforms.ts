import type { ChannelRef } from '../../src/deliver/address.ts'
import { startDiscord } from '../fakes/discord/server.ts'
import { startSlack } from '../fakes/slack/server.ts'

/** A chat platform on loopback that makes trouble, as a torture sees it. */
export type Rack = {
  readonly name: string
  /** The settings with which the program finds it. */
  readonly env: Readonly<Record<string, string>>
  readonly channels: readonly ChannelRef[]
  /** What stands in a channel, oldest first, each message as JSON. */
  posted(channelId: string): readonly string[]
  /** Requests that the platform's own rules forbid. */
  violations(): number
  close(): Promise<void>
}

export type Trouble = {
  readonly seed: number
  /** Each request takes effect up to so much later, also when its sender is dead by then. */
  readonly lagMs: number
  readonly serverErrors: number
  readonly rateLimits: number
  /** Requests that take effect and are reset instead of answered. */
  readonly resets: number
}

/** `nonceWindowMs` 0: the platform recognises nothing again, so that only looking into the channel saves us. */
export async function startDiscordRack(
  channelCount: number,
  trouble: Trouble,
  nonceWindowMs = 0,
): Promise<Rack> {
  const discord = await startDiscord({ nonceWindowMs })
  discord.chaos({
    seed: trouble.seed,
    lagMs: trouble.lagMs,
    errorShare: trouble.serverErrors,
    rateLimitShare: trouble.rateLimits,
    resetShare: trouble.resets,
    path: /messages/,
  })
  const channels = Array.from({ length: channelCount }, (_, index) =>
    discord.addChannel({ name: `news-${index}` }),
  )
  return {
    name: 'discord',
    env: { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl },
    channels: channels.map((id) => ({
      platform: 'discord',
      workspaceId: discord.guildId,
      channelId: id,
      threadId: null,
    })),
    posted: (channelId) => discord.messagesIn(channelId).map((message) => JSON.stringify(message)),
    violations: () => discord.violations.length,
    close: discord.close,
  }
}

export async function startSlackRack(channelCount: number, trouble: Trouble): Promise<Rack> {
  const names = Array.from({ length: channelCount }, (_, index) => `C${index + 1}`)
  const slack = await startSlack({ channels: names.map((id) => ({ id, name: `news-${id.toLowerCase()}` })) })
  slack.chaos(trouble)
  return {
    name: 'slack',
    env: { SLACK_BOT_TOKEN: slack.botToken, SLACK_API_URL: slack.apiUrl },
    channels: names.map((channelId) => ({
      platform: 'slack',
      workspaceId: slack.teamId,
      channelId,
      threadId: null,
    })),
    posted: (channelId) => slack.messagesIn(channelId).map((message) => JSON.stringify(message)),
    violations: () => slack.violations.length,
    close: slack.close,
  }
}
