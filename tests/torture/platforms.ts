import type { ChannelRef } from '../../src/deliver/address.ts'
import { type FakeDiscord, startDiscord } from '../fakes/discord/server.ts'
import { type FakeSlack, startSlack } from '../fakes/slack/server.ts'

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
  /** Requests that came too soon and were refused. */
  tooSoon(): number
  /** From now on every request fails, half of them after they took effect; or all is as before. */
  breakDown(isDown: boolean): void
  /** The next so many messages are posted, and nobody is told. */
  loseAnswers(times: number): void
  /** The bot may not post in the channel any more, or may again. */
  shutOut(channelId: string, isOut: boolean): void
  /** How many connections are open over which people's commands come, now and at most at any moment so far. */
  connections(): { readonly now: number; readonly most: number }
  /** Somebody asks for help; whether there was an answer. */
  askForHelp(): Promise<boolean>
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

export type RackOptions = {
  /** The platform's own limits are held. */
  readonly hasRateLimits?: boolean
  /** The bot listens for commands. */
  readonly hasChat?: boolean
}

export const noTrouble: Trouble = { seed: 1, lagMs: 0, serverErrors: 0, rateLimits: 0, resets: 0 }

/** Discord and Slack by name. */
export const racks = {
  discord: startDiscordRack,
  slack: startSlackRack,
} as const

/** Discord; it recognises no nonce again, so that only looking into the channel saves us. */
export async function startDiscordRack(
  channelCount: number,
  trouble: Trouble = noTrouble,
  { hasRateLimits = false }: RackOptions = {},
): Promise<Rack> {
  const discord = await startDiscord({ nonceWindowMs: 0, hasRateLimits })
  const usual = {
    seed: trouble.seed,
    lagMs: trouble.lagMs,
    errorShare: trouble.serverErrors,
    rateLimitShare: trouble.rateLimits,
    resetShare: trouble.resets,
    path: /messages/,
  }
  discord.chaos(usual)
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
    tooSoon: () => discord.requests.filter(({ status }) => status === 429).length,
    breakDown: (isDown) => discord.chaos(isDown ? { seed: trouble.seed, errorShare: 1 } : usual),
    loseAnswers: (times) =>
      discord.fault({ kind: 'commitThenDrop', method: 'POST', path: /messages$/, times }),
    shutOut: (channelId, isOut) =>
      discord.setPermissions(channelId, isOut ? { deny: ['SendMessages'] } : { allow: ['SendMessages'] }),
    connections: () => ({ now: discord.gateway.connections(), most: discord.gateway.mostConnections() }),
    askForHelp: () => isAnswered(helpOnDiscord(discord)),
    close: discord.close,
  }
}

export async function startSlackRack(
  channelCount: number,
  trouble: Trouble = noTrouble,
  { hasRateLimits = false, hasChat = false }: RackOptions = {},
): Promise<Rack> {
  const names = Array.from({ length: channelCount }, (_, index) => `C${index + 1}`)
  const slack = await startSlack({
    channels: names.map((id) => ({ id, name: `news-${id.toLowerCase()}` })),
    ...(hasRateLimits ? { rateLimits: {} } : {}),
  })
  slack.chaos(trouble)
  return {
    name: 'slack',
    env: {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_API_URL: slack.apiUrl,
      ...(hasChat ? { SLACK_APP_TOKEN: slack.appToken } : {}),
    },
    channels: names.map((channelId) => ({
      platform: 'slack',
      workspaceId: slack.teamId,
      channelId,
      threadId: null,
    })),
    posted: (channelId) => slack.messagesIn(channelId).map((message) => JSON.stringify(message)),
    violations: () => slack.violations.length,
    tooSoon: () => slack.requests.filter(({ status }) => status === 429).length,
    breakDown: (isDown) => slack.chaos(isDown ? { ...trouble, serverErrors: 1 } : trouble),
    loseAnswers: (times) => slack.fail('chat.postMessage', { kind: 'commitThenDrop' }, times),
    shutOut: (channelId, isOut) => void (isOut ? slack.kick(channelId) : slack.invite(channelId)),
    connections: () => ({ now: slack.openSockets(), most: slack.mostSockets() }),
    askForHelp: () => isAnswered(helpOnSlack(slack)),
    close: slack.close,
  }
}

async function helpOnDiscord(discord: FakeDiscord): Promise<unknown> {
  return discord.slash('news', { subcommand: 'help' })
}

async function helpOnSlack(slack: FakeSlack): Promise<unknown> {
  return slack.slash('/news', 'help')
}

async function isAnswered(asked: Promise<unknown>): Promise<boolean> {
  return asked.then(
    () => true,
    () => false,
  )
}
