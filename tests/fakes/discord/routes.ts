import { openChannel } from './access.ts'
import type { ThreadChange } from './archive.ts'
import type { ContractName } from './contract.ts'
import { openDirect, shownChannel } from './direct.ts'
import { botMember, guildJson, memberJson } from './guild-json.ts'
import { readHistory } from './history.ts'
import { createMessage, crosspost, deleteMessage, editMessage, readMessage } from './messages.ts'
import { guildPermissions } from './permissions.ts'
import { ok, type Reply, refuse } from './reply.ts'
import { type Guild, isThread, type Json, type MessageBody } from './shapes.ts'
import {
  activeThreads,
  archivedThreads,
  createThread,
  createThreadFromMessage,
  type ThreadBody,
  updateThread,
} from './threads.ts'
import { type StoredCommand, userOf, type World } from './world.ts'

export type Asked = {
  readonly world: World
  /** The variable parts of the path, in order. */
  readonly ids: readonly [string, string, string]
  readonly query: URLSearchParams
  /** Checked against the contract of the route, if it has one. */
  readonly body: unknown
}

export type Route = {
  readonly method: string
  readonly path: RegExp
  /** Interactions carry their token in the path. */
  readonly isOpen?: boolean
  readonly contract?: ContractName | ((asked: Asked) => ContractName)
  readonly answer: (asked: Asked) => Reply
}

/** `{}` is a variable part: `/channels/{}/messages`. */
export const pathOf = (form: string): RegExp => new RegExp(`^${form.replaceAll('{}', '([^/]+)')}$`)

const to = (route: string, answer: Route['answer'], contract?: Route['contract']): Route => {
  const [method = '', form = ''] = route.split(' ')
  return { method, path: pathOf(form), answer, ...(contract && { contract }) }
}

const isForum = ({ world, ids }: Asked): boolean => world.channels.get(ids[0])?.available_tags !== undefined

/** REST v10 as far as a news bot uses it, without what belongs to gateway and interactions. */
export const routes: readonly Route[] = [
  to('GET /users/@me', ({ world }) =>
    ok({ ...world.bot, verified: true, mfa_enabled: false, locale: 'en-US' }),
  ),
  to('GET /users/@me/guilds', ({ world }) => ok(guildsOf(world).map(listedGuild))),
  to('POST /users/@me/channels', ({ world, body }) => openDirect(world, body), 'direct'),
  to('GET /applications/@me', ({ world }) => ok(application(world))),
  to('GET /oauth2/applications/@me', ({ world }) => ok(application(world))),
  to('GET /applications/{}/commands', ({ world, ids }) => listCommands(world, ids[0], null)),
  to('PUT /applications/{}/commands', (asked) => setCommands(asked, null), 'commands'),
  to('GET /applications/{}/guilds/{}/commands', ({ world, ids }) => listCommands(world, ids[0], ids[1])),
  to('PUT /applications/{}/guilds/{}/commands', (asked) => setCommands(asked, asked.ids[1]), 'commands'),
  to('GET /guilds/{}', (asked) => inGuild(asked, (guild) => ok(guildJson(guild)))),
  to('GET /guilds/{}/roles', (asked) => inGuild(asked, ({ roles }) => ok(roles))),
  to('GET /guilds/{}/channels', (asked) =>
    inGuild(asked, ({ id }) =>
      ok([...asked.world.channels.values()].filter((one) => one.guild_id === id && !isThread(one))),
    ),
  ),
  to('GET /guilds/{}/members/{}', (asked) => inGuild(asked, (guild) => memberOf(asked, guild))),
  to('GET /guilds/{}/threads/active', (asked) => inGuild(asked, ({ id }) => activeThreads(asked.world, id))),
  to('GET /channels/{}', ({ world, ids }) => {
    const access = openChannel(world, ids[0])
    return access.kind === 'open' ? ok(shownChannel(access.channel)) : access.reply
  }),
  to(
    'PATCH /channels/{}',
    ({ world, ids, body }) => updateThread(world, ids[0], body as ThreadChange),
    'threadEdit',
  ),
  to('GET /channels/{}/messages', ({ world, ids, query }) => readHistory(world, ids[0], query)),
  to('GET /channels/{}/messages/{}', ({ world, ids }) => readMessage(world, ids[0], ids[1])),
  to(
    'POST /channels/{}/messages',
    ({ world, ids, body }) => createMessage(world, ids[0], body as MessageBody),
    'message',
  ),
  to(
    'PATCH /channels/{}/messages/{}',
    ({ world, ids, body }) => editMessage(world, messageAt(ids), body as MessageBody),
    'messageEdit',
  ),
  to('DELETE /channels/{}/messages/{}', ({ world, ids }) => deleteMessage(world, messageAt(ids))),
  to('POST /channels/{}/messages/{}/crosspost', ({ world, ids }) => crosspost(world, messageAt(ids))),
  to(
    'POST /channels/{}/messages/{}/threads',
    ({ world, ids, body }) => createThreadFromMessage(world, messageAt(ids), body as ThreadBody),
    'threadOfMessage',
  ),
  to(
    'POST /channels/{}/threads',
    ({ world, ids, body }) => createThread(world, ids[0], body as ThreadBody),
    (asked) => (isForum(asked) ? 'forumThread' : 'thread'),
  ),
  to('GET /channels/{}/threads/archived/public', ({ world, ids, query }) =>
    archivedThreads(world, ids[0], query),
  ),
]

const messageAt = ([channelId, messageId]: Asked['ids']) => ({ channelId, messageId })

const guildsOf = (world: World): Guild[] => [...world.guilds.values()].filter(({ hasBot }) => hasBot)

const listedGuild = (guild: Guild): Json => ({
  id: guild.id,
  name: guild.name,
  owner: false,
  icon: null,
  banner: null,
  features: [],
  permissions: String(guildPermissions(guild)),
})

function application(world: World): Json {
  return {
    id: world.applicationId,
    name: world.bot.username,
    icon: null,
    description: '',
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '',
    flags: 0,
    hook: true,
    summary: '',
    approximate_guild_count: guildsOf(world).length,
    redirect_uris: [],
    interactions_endpoint_url: null,
    bot: world.bot,
    owner: userOf({ id: '100000000000000003', username: 'owner', name: null }),
    type: null,
    flags_new: '0',
    role_connections_verification_url: null,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    eligible_oauth2_scopes: [],
    team: null,
  }
}

function inGuild({ world, ids }: Asked, answer: (guild: Guild) => Reply): Reply {
  const guild = world.guilds.get(ids[0])
  if (guild === undefined) return refuse('unknownGuild')
  return guild.hasBot ? answer(guild) : refuse('missingAccess')
}

function memberOf({ world, ids }: Asked, guild: Guild): Reply {
  const [, id] = ids
  if (id === world.bot.id || id === '@me') return ok(botMember(world, guild))
  const roles = guild.members.get(id)
  if (roles === undefined) return refuse('unknownMember')
  return ok(memberJson(userOf({ id, username: `user-${id}`, name: null }), roles))
}

function listCommands(world: World, applicationId: string, guildId: string | null): Reply {
  if (applicationId !== world.applicationId) return refuse('unknownApplication')
  return ok(world.commands.get(guildId ?? 'global') ?? [])
}

/** Bulk overwrite: a command keeps its id while it keeps its name. */
function setCommands({ world, ids, body }: Asked, guildId: string | null): Reply {
  if (ids[0] !== world.applicationId) return refuse('unknownApplication')
  if (guildId !== null && !world.guilds.get(guildId)?.hasBot) return refuse('missingAccess')
  const before = world.commands.get(guildId ?? 'global') ?? []
  const commands = (body as readonly (Json & { readonly name: string })[]).map(
    (command): StoredCommand => ({
      type: 1,
      default_member_permissions: null,
      nsfw: false,
      ...command,
      id: before.find(({ name }) => name === command.name)?.id ?? world.snowflake(),
      application_id: world.applicationId,
      ...(guildId !== null && { guild_id: guildId }),
      version: world.snowflake(),
    }),
  )
  world.commands.set(guildId ?? 'global', commands)
  return ok(commands)
}
