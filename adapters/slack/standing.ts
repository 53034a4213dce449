import { z } from 'zod'
import type { Standing } from '../../src/deliver/adapter.ts'
import type { ChannelRef } from '../../src/deliver/address.ts'
import type { Actor } from '../../src/deliver/interaction.ts'
import { failureOf } from './errors.ts'
import { withinMs } from './respond.ts'
import type { WebClient } from './web-client.ts'

const longestWaitMs = 2_000
const membersAPage = 200
const mostPages = 20

const unseen: Standing = { mayManage: false, isCreator: false, isMember: false }

const info = z.object({ channel: z.object({ creator: z.string().nullish() }) })

// https://docs.slack.dev/reference/methods/conversations.members
const members = z.object({
  members: z.array(z.string()),
  response_metadata: z.object({ next_cursor: z.string().default('') }).default({ next_cursor: '' }),
})

/** What somebody is in a channel now; null when Slack does not tell within two seconds. */
export function standingIn(client: WebClient, actor: Actor, channel: ChannelRef): Promise<Standing | null> {
  return withinMs(ask(client, actor, channel), longestWaitMs)
}

async function ask(
  client: WebClient,
  { id, mayManage }: Actor,
  { channelId }: ChannelRef,
): Promise<Standing | null> {
  try {
    const { channel } = info.parse(await client.apiCall('conversations.info', { channel: channelId }))
    const isCreator = channel.creator === id
    // Of these two nobody asks whether they are among the many.
    const isMember = mayManage === true || isCreator || (await isAmong(client, id, channelId))
    return isMember === null ? null : { mayManage, isCreator, isMember }
  } catch (error) {
    const failure = failureOf(error)
    return failure.kind === 'refused' && failure.code === 'channel_not_found' ? unseen : null
  }
}

/** null for a channel of more people than are worth asking for. */
async function isAmong(client: WebClient, userId: string, channel: string): Promise<boolean | null> {
  let cursor = ''
  for (let page = 0; page < mostPages; page++) {
    const paging = { limit: membersAPage, ...(cursor === '' ? {} : { cursor }) }
    const answer = members.parse(await client.apiCall('conversations.members', { channel, ...paging }))
    if (answer.members.includes(userId)) return true
    cursor = answer.response_metadata.next_cursor
    if (cursor === '') return false
  }
  return null
}
