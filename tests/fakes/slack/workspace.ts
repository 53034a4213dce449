/** A JSON object as it crosses the wire. */
export type Json = Readonly<Record<string, unknown>>

export type SlackChannel = {
  readonly id: string
  readonly name: string
  readonly isPrivate: boolean
  readonly isArchived: boolean
  /** Whether the bot is in it. */
  readonly isMember: boolean
  /** Only some people may post there: the bot gets `restricted_action`. */
  readonly isRestricted: boolean
  /** Who made it. */
  readonly creator: string
  /** Who is in it besides the bot; null for everybody. */
  readonly members: readonly string[] | null
}

export type SlackUser = {
  readonly id: string
  readonly name: string
  readonly locale: string
  readonly isAdmin: boolean
  readonly isOwner: boolean
  readonly isBot: boolean
}

/** A message as the workspace keeps it; what was not given is null. */
export type SlackMessage = {
  readonly ts: string
  readonly channel: string
  readonly user: string
  /** null for what people wrote. */
  readonly botId: string | null
  readonly text: string
  readonly blocks: readonly Json[] | null
  readonly metadata: Json | null
  /** Of a reply and, once somebody answered, of its parent. */
  readonly threadTs: string | null
  readonly isBroadcast: boolean
  readonly clientMsgId: string | null
  readonly unfurlLinks: boolean | null
  readonly unfurlMedia: boolean | null
  readonly edited: { readonly user: string; readonly ts: string } | null
  readonly fileIds: readonly string[]
  /** How often chat.update changed it. */
  readonly updates: number
}

export type SlackView = {
  readonly id: string
  readonly hash: string
  readonly user: string
  readonly type: 'modal' | 'home'
  /** The view as the app gave it. */
  readonly body: Json
}

export type SlackFile = {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly text: string
  readonly user: string
  /** Where it was shared; null while nobody sees it. */
  readonly channel: string | null
}

export type TokenState = 'valid' | 'revoked' | 'inactive'

/** Everything the fake remembers; methods change it in place, tests read it. */
export type Workspace = {
  readonly teamId: string
  readonly appId: string
  readonly botUserId: string
  readonly botId: string
  readonly botToken: string
  readonly appToken: string
  tokenState: TokenState
  scopes: readonly string[]
  readonly channels: Map<string, SlackChannel>
  readonly users: Map<string, SlackUser>
  /** In order of `ts`. */
  readonly messages: SlackMessage[]
  readonly views: Map<string, SlackView>
  readonly files: Map<string, SlackFile>
  /** trigger_id -> who may open a modal with it, and until when. */
  readonly triggers: Map<string, Trigger>
  readonly clock: () => number
  /** Unique and rising in the whole workspace, as in one channel of Slack. */
  nextTs(): string
  /** Short, unique, with the prefix Slack gives the kind. */
  nextId(prefix: string): string
}

export type Trigger = {
  readonly user: string
  readonly deed: string
  readonly expiresAt: number
  isUsed: boolean
}

export type WorkspaceSeed = {
  readonly channels: readonly Partial<SlackChannel>[]
  readonly users: readonly Partial<SlackUser>[]
  readonly scopes: readonly string[]
  readonly botToken: string
  readonly appToken: string
  readonly clock: () => number
}

export const usualScopes = [
  'chat:write',
  'chat:write.public',
  'commands',
  'channels:read',
  'groups:read',
  'channels:history',
  'groups:history',
  'users:read',
  'files:read',
  'files:write',
  'im:write',
] as const

export function createWorkspace(seed: WorkspaceSeed): Workspace {
  let lastMicros = 0
  let ids = 0
  const botUserId = 'UBOT'
  const users = [{ id: botUserId, name: 'pullquote', isBot: true }, ...seed.users].map(userFrom)
  return {
    teamId: 'T1',
    appId: 'A1',
    botUserId,
    botId: 'B1',
    botToken: seed.botToken,
    appToken: seed.appToken,
    tokenState: 'valid',
    scopes: seed.scopes,
    channels: new Map(seed.channels.map(channelFrom).map((channel) => [channel.id, channel])),
    users: new Map(users.map((user) => [user.id, user])),
    messages: [],
    views: new Map(),
    files: new Map(),
    triggers: new Map(),
    clock: seed.clock,
    nextTs: () => {
      lastMicros = Math.max(seed.clock() * 1000, lastMicros + 1)
      return `${Math.floor(lastMicros / 1e6)}.${String(lastMicros % 1e6).padStart(6, '0')}`
    },
    nextId: (prefix) => `${prefix}${++ids}`,
  }
}

export function channelFrom(seed: Partial<SlackChannel>): SlackChannel {
  return {
    id: 'C1',
    name: seed.id === undefined ? 'news' : `channel-${seed.id.toLowerCase()}`,
    isPrivate: false,
    isArchived: false,
    isMember: true,
    isRestricted: false,
    creator: 'U1',
    members: null,
    ...seed,
  }
}

export function userFrom(seed: Partial<SlackUser>): SlackUser {
  return { id: 'U1', name: 'ann', locale: 'en-US', isAdmin: false, isOwner: false, isBot: false, ...seed }
}

export function findMessage(workspace: Workspace, channel: string, ts: string): SlackMessage | undefined {
  return workspace.messages.find((message) => message.ts === ts && message.channel === channel)
}

/** Puts the changed message in the place of the one with the same channel and ts. */
export function replaceMessage(workspace: Workspace, changed: SlackMessage): void {
  const at = workspace.messages.findIndex(
    (message) => message.ts === changed.ts && message.channel === changed.channel,
  )
  if (at >= 0) workspace.messages[at] = changed
}

export function removeMessage(workspace: Workspace, gone: SlackMessage): void {
  const at = workspace.messages.indexOf(gone)
  if (at >= 0) workspace.messages.splice(at, 1)
}

/** The thread of a message, its first message in front. */
export function threadOf(workspace: Workspace, channel: string, ts: string): readonly SlackMessage[] {
  return workspace.messages.filter(
    (message) => message.channel === channel && (message.ts === ts || message.threadTs === ts),
  )
}

/** A message by a person. */
export function say(
  workspace: Workspace,
  channel: string,
  text: string,
  { user = 'U1', threadTs }: { readonly user?: string; readonly threadTs?: string },
): SlackMessage {
  const message: SlackMessage = {
    ...emptyMessage,
    ts: workspace.nextTs(),
    channel,
    user,
    text,
    threadTs: threadTs ?? null,
  }
  workspace.messages.push(message)
  return message
}

/** What was not given of a message. */
export const emptyMessage = {
  botId: null,
  blocks: null,
  metadata: null,
  threadTs: null,
  isBroadcast: false,
  clientMsgId: null,
  unfurlLinks: null,
  unfurlMedia: null,
  edited: null,
  fileIds: [],
  updates: 0,
} as const

/** A message as the Web API shows it. */
export function wireMessage(
  workspace: Workspace,
  message: SlackMessage,
  { withMetadata }: { readonly withMetadata: boolean },
): Json {
  const replies = threadOf(workspace, message.channel, message.ts).filter(({ ts }) => ts !== message.ts)
  return {
    type: 'message',
    ...(message.isBroadcast ? { subtype: 'thread_broadcast' } : {}),
    user: message.user,
    ts: message.ts,
    text: message.text,
    team: workspace.teamId,
    ...(message.botId === null ? {} : { bot_id: message.botId, app_id: workspace.appId }),
    ...(message.fileIds.length === 0 ? {} : { files: message.fileIds.map((id) => ({ id })) }),
    ...(message.blocks === null ? {} : { blocks: message.blocks }),
    ...(message.edited === null ? {} : { edited: message.edited }),
    ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
    ...(message.metadata === null || !withMetadata ? {} : { metadata: message.metadata }),
    ...(replies.length === 0 ? {} : { reply_count: replies.length, latest_reply: replies.at(-1)?.ts }),
  }
}
