import { setTimeout as sleepMs } from 'node:timers/promises'
import { z } from 'zod'
import type { FindResult } from '../../src/deliver/adapter.ts'
import type { Destination } from '../../src/deliver/address.ts'
import { findByTheirClock, type TheirClock } from '../../src/deliver/their-clock.ts'
import { type AccessParts, type Learned, learn, permissionsOf } from './access.ts'
import { type Channel, kindOf } from './channels.ts'
import { explain, type Failure, lookupAgainMs } from './errors.ts'
import { isMarked } from './marker.ts'
import { has } from './permissions.ts'
import type { Api } from './rest.ts'
import { wrongAddress } from './send.ts'

const row = z.object({ components: z.array(z.object({ custom_id: z.string().optional() })).default([]) })

const messageSchema = z.object({
  id: z.string(),
  author: z.object({ id: z.string() }),
  // Others may post components of kinds we don't know.
  components: z.array(row).catch([]),
})

type Message = z.infer<typeof messageSchema>

const threadsSchema = z.object({
  threads: z.array(
    z.object({ id: z.string(), parent_id: z.string().nullish(), owner_id: z.string().optional() }),
  ),
})

/** Our clock may differ this much from what is known of Discord's. */
const skewMs = 5 * 60_000
const pageSize = 100
const mostPages = 20
const mostThreads = 100
const longestWaitMs = 5500
const mostPatienceMs = 20_000

const discordEpochMs = 1_420_070_400_000

/** The smallest id a message of this time can have: https://docs.discord.com/developers/reference#snowflakes */
export function snowflakeAt(timeMs: number): string {
  return String(BigInt(Math.max(0, Math.floor(timeMs) - discordEpochMs)) << 22n)
}

type Search = {
  readonly key: string
  readonly after: string
  readonly me: string
  readonly parts: AccessParts
}

/** Looks for our message with this key among those posted since then. */
export async function find(
  to: Destination,
  key: string,
  {
    since,
    parts,
    theirs,
  }: { readonly since: Date; readonly parts: AccessParts; readonly theirs: TheirClock },
): Promise<FindResult> {
  const wrong = wrongAddress(to)
  if (wrong !== null) return { kind: 'unavailable', reason: wrong.reason }
  const api = patient(parts.api, theirs)
  return findByTheirClock(since, theirs, (from) => search(to, key, { since: from, parts: { ...parts, api } }))
}

/** A search of many pages has to get to its end: beginning anew would meet the same rate limit again. */
function patient(api: Api, theirs: TheirClock): Api {
  let patienceMs = mostPatienceMs
  return {
    ...api,
    ask: async (question) => {
      for (;;) {
        const asked = await api.ask(question)
        if (asked.kind === 'answered') theirs.note(asked.date)
        if (asked.kind !== 'later' || asked.retryAfterMs > Math.min(patienceMs, longestWaitMs)) return asked
        patienceMs -= asked.retryAfterMs
        await sleepMs(asked.retryAfterMs)
      }
    },
  }
}

async function search(
  to: Destination,
  key: string,
  { since, parts }: { readonly since: Date; readonly parts: AccessParts },
): Promise<FindResult> {
  const me = await parts.self()
  if (me.kind === 'failed') return unfound(me.failure)
  const place = to.threadId ?? to.channelId
  const looked = await parts.channels.look(place)
  if (looked.kind === 'failed') return unfound(looked.failure)
  const wanted = { key, after: snowflakeAt(since.getTime() - skewMs), me: me.value.id, parts }
  if (kindOf(looked.channel) !== 'forum') return searchMessages(to, looked.channel, wanted)
  if (to.replyTo === undefined) return searchForum(to, looked.channel, wanted)
  return search({ ...to, threadId: to.replyTo }, key, { since, parts })
}

async function searchMessages(to: Destination, channel: Channel, search: Search): Promise<FindResult> {
  let { after } = search
  for (let page = 0; page < mostPages; page++) {
    const learned = await history(channel, after, search)
    if (learned.kind === 'failed') return unfound(learned.failure)
    const found = learned.value.find((message) => isOurs(message, search))
    if (found !== undefined) return foundIn(to, to.threadId, found.id)
    if (page === 0 && learned.value.length === 0) return absentIfReadable(channel, search)
    if (learned.value.length < pageSize) return { kind: 'absent' }
    after = learned.value.map(({ id }) => id).reduce(later)
  }
  return { kind: 'unavailable', reason: `more than ${mostPages * pageSize} messages were posted there since` }
}

function history(channel: Channel, after: string, { parts }: Search): Promise<Learned<Message[]>> {
  const query = { after, limit: String(pageSize) }
  return learn(parts.api, { route: `/channels/${channel.id}/messages`, query }, z.array(messageSchema))
}

/** Without the right to read the history Discord answers with an empty one. */
async function absentIfReadable(channel: Channel, { parts }: Search): Promise<FindResult> {
  if (kindOf(channel) === 'direct') return { kind: 'absent' }
  const permissions = await permissionsOf(channel, parts)
  if (permissions.kind === 'failed') return unfound(permissions.failure)
  if (has(permissions.value, 'Read Message History')) return { kind: 'absent' }
  return { kind: 'unavailable', reason: 'Pullquote has no permission Read Message History there' }
}

/** Threads are looked through by their first message, whose id is the thread's own. */
async function searchForum(to: Destination, forum: Channel, search: Search): Promise<FindResult> {
  const { api } = search.parts
  const active = await learn(api, `/guilds/${forum.guild_id ?? to.workspaceId}/threads/active`, threadsSchema)
  if (active.kind === 'failed') return unfound(active.failure)
  const archived = await learn(
    api,
    { route: `/channels/${forum.id}/threads/archived/public`, query: { limit: '100' } },
    threadsSchema,
  )
  if (archived.kind === 'failed') return unfound(archived.failure)
  const ours = [...active.value.threads, ...archived.value.threads].filter(
    ({ id, parent_id, owner_id }) =>
      parent_id === forum.id && owner_id === search.me && BigInt(id) > BigInt(search.after),
  )
  if (ours.length > mostThreads)
    return { kind: 'unavailable', reason: `more than ${mostThreads} threads were started there since` }
  for (const { id } of ours) {
    const first = await learn(api, `/channels/${id}/messages/${id}`, messageSchema)
    if (first.kind === 'known' && isOurs(first.value, search)) return foundIn(to, id, id)
    // A thread outlives its first message.
    if (first.kind === 'failed' && !isGone(first.failure)) return unfound(first.failure)
  }
  return absentIfReadable(forum, search)
}

function isOurs({ author, components }: Message, { key, me }: Search): boolean {
  const ids = components.flatMap((row) => row.components.flatMap(({ custom_id }) => custom_id ?? []))
  return author.id === me && isMarked(ids, key)
}

function isGone(failure: Failure): boolean {
  return failure.kind === 'refused' && failure.status === 404
}

function later(one: string, other: string): string {
  return BigInt(one) > BigInt(other) ? one : other
}

function foundIn(to: Destination, threadId: string | null, messageId: string): FindResult {
  const { platform, workspaceId, channelId } = to
  return { kind: 'found', message: { platform, workspaceId, channelId, threadId, messageId } }
}

function unfound(failure: Failure): FindResult {
  switch (failure.kind) {
    case 'later':
      return { kind: 'unknown', cause: 'Discord asked to wait', retryAfterMs: failure.retryAfterMs }
    case 'unanswered':
      return { kind: 'unknown', cause: failure.cause, retryAfterMs: lookupAgainMs }
    case 'refused': {
      const { about, found } = explain(failure)
      if (about === 'platform') return { kind: 'unknown', cause: found, retryAfterMs: lookupAgainMs * 12 }
      return { kind: 'unavailable', reason: found }
    }
  }
}
