import { z } from 'zod'
import type { FindResult } from '../../src/deliver/adapter.ts'
import type { Destination } from '../../src/deliver/address.ts'
import { findByTheirClock, type TheirClock } from '../../src/deliver/their-clock.ts'
import { failureOf, inWords, problemOf } from './errors.ts'
import { blockIdOf } from './render-blocks.ts'
import { threadOf } from './send.ts'
import type { WebClient } from './web-client.ts'

// Our clock may differ this much from what is known of Slack's.
const skewMs = 2 * 60_000
const pageSize = 200
const mostPages = 20
const retryMs = 5_000

const page = z.object({
  messages: z
    .array(
      z.looseObject({
        ts: z.string(),
        blocks: z.array(z.looseObject({ block_id: z.string().optional() })).optional(),
        metadata: z
          .looseObject({
            event_payload: z.looseObject({ delivery_id: z.unknown().optional() }).optional(),
          })
          .optional(),
      }),
    )
    .default([]),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
})
type Page = z.infer<typeof page>

export type Finder = {
  find(to: Destination, key: string, since: Date): Promise<FindResult>
}

/**
 * Looks for messages by their marker. It remembers where it was told to wait: an app outside of the Marketplace gets
 * 15 messages a minute, so a search that began anew would never end.
 * https://docs.slack.dev/reference/methods/conversations.history
 */
export function createFinder(client: WebClient, theirs: TheirClock): Finder {
  const interrupted = new Map<string, string>()
  return {
    find: (to, key, from) =>
      findByTheirClock(from, theirs, async (since) => {
        const { result, cursor } = await search(client, { to, key, since }, interrupted.get(key) ?? '')
        if (cursor === null) interrupted.delete(key)
        else interrupted.set(key, cursor)
        return result
      }),
  }
}

type Search = { readonly to: Destination; readonly key: string; readonly since: Date }
type Searched = { readonly result: FindResult; readonly cursor: string | null }

async function search(client: WebClient, wanted: Search, from: string): Promise<Searched> {
  let cursor = from
  for (let pages = 0; pages < mostPages; pages++) {
    const read = await readPage(client, wanted, cursor)
    if ('result' in read) return { result: read.result, cursor: isInterrupted(read.result) ? cursor : null }
    const message = read.messages.find((each) => carries(each, wanted.key))
    if (message !== undefined)
      return { result: { kind: 'found', message: refOf(wanted.to, message.ts) }, cursor: null }
    cursor = read.response_metadata?.next_cursor ?? ''
    if (cursor === '') return { result: { kind: 'absent' }, cursor: null }
  }
  const cause = `${mostPages * pageSize} messages without it`
  return { result: { kind: 'unknown', cause, retryAfterMs: retryMs }, cursor }
}

/** A cursor that Slack no longer knows begins anew. */
function isInterrupted(result: FindResult): boolean {
  return result.kind === 'unknown' && result.cause !== 'invalid_cursor'
}

async function readPage(
  client: WebClient,
  { to, since }: Search,
  cursor: string,
): Promise<Page | { readonly result: FindResult }> {
  const thread = threadOf(to)
  const range = {
    channel: to.channelId,
    oldest: ((since.getTime() - skewMs) / 1000).toFixed(6),
    include_all_metadata: true,
    limit: pageSize,
    ...(cursor === '' ? {} : { cursor }),
  }
  try {
    return page.parse(
      thread === null
        ? await client.apiCall('conversations.history', range)
        : await client.apiCall('conversations.replies', { ...range, ts: thread }),
    )
  } catch (error) {
    return { result: findResultOf(error, to.channelId) }
  }
}

function carries({ blocks, metadata }: Page['messages'][number], key: string): boolean {
  return (
    metadata?.event_payload?.delivery_id === key ||
    (blocks ?? []).some(({ block_id }) => block_id === blockIdOf(key))
  )
}

function refOf(to: Destination, messageId: string) {
  const { platform, workspaceId, channelId } = to
  return { platform, workspaceId, channelId, threadId: threadOf(to), messageId }
}

const blindCodes = [
  'missing_scope',
  'not_in_channel',
  'channel_not_found',
  'no_permission',
  'access_denied',
  'not_allowed_token_type',
  'method_not_supported_for_channel_type',
]

function findResultOf(error: unknown, channelId: string): FindResult {
  const failure = failureOf(error)
  if (failure.kind === 'rateLimited')
    return { kind: 'unknown', cause: inWords(failure), retryAfterMs: failure.retryAfterMs }
  if (failure.kind !== 'refused') return { kind: 'unknown', cause: inWords(failure), retryAfterMs: retryMs }
  // Nothing can stand in a thread that isn't there.
  if (failure.code === 'thread_not_found') return { kind: 'absent' }
  if (!blindCodes.includes(failure.code))
    return { kind: 'unknown', cause: failure.code, retryAfterMs: retryMs }
  const { found, fix } = problemOf(failure)
  return {
    kind: 'unavailable',
    reason: `the history of ${channelId} can not be read: ${found} (${failure.code}). ${fix}`,
  }
}
