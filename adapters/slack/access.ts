import { z } from 'zod'
import type { Access } from '../../src/deliver/adapter.ts'
import type { ChannelRef } from '../../src/deliver/address.ts'
import { failureOf, inWords, isAboutToken, problemOf } from './errors.ts'
import type { WebClient } from './web-client.ts'

const answer = z.object({
  channel: z.object({
    id: z.string(),
    name: z.string().optional(),
    is_im: z.boolean().default(false),
    is_private: z.boolean().default(false),
    is_archived: z.boolean().default(false),
    is_member: z.boolean().default(false),
  }),
  response_metadata: z.object({ scopes: z.array(z.string()).optional() }).optional(),
})

/** May we post there? https://docs.slack.dev/reference/methods/conversations.info */
export async function checkAccess(client: WebClient, { channelId }: ChannelRef): Promise<Access> {
  try {
    return accessOf(answer.parse(await client.apiCall('conversations.info', { channel: channelId })))
  } catch (error) {
    return refusedAccess(error, channelId)
  }
}

function accessOf({ channel, response_metadata }: z.infer<typeof answer>): Access {
  const name = channel.name === undefined || channel.is_im ? 'a direct message' : `#${channel.name}`
  if (channel.is_archived)
    return { kind: 'closed', reason: `${name} is archived`, fix: 'Unarchive it in Slack, or unsubscribe it.' }
  if (channel.is_member || channel.is_im) return { kind: 'open', name }
  const mayPostAnywhere = (response_metadata?.scopes ?? []).includes('chat:write.public')
  if (mayPostAnywhere && !channel.is_private) return { kind: 'open', name }
  return {
    kind: 'closed',
    reason: `the app is not in ${name}`,
    fix: `Type "/invite @pullquote" in ${name}.`,
  }
}

function refusedAccess(error: unknown, channelId: string): Access {
  const failure = failureOf(error)
  if (failure.kind !== 'refused') return { kind: 'unknown', cause: inWords(failure) }
  const { found, fix } = problemOf(failure)
  if (failure.code === 'channel_not_found' || isAboutToken(failure.code))
    return { kind: 'closed', reason: `${channelId}: ${found} (${failure.code})`, fix }
  return { kind: 'unknown', cause: `${found} (${failure.code}). ${fix}` }
}
