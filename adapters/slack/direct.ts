import { z } from 'zod'
import type { Direct } from '../../src/deliver/adapter.ts'
import { failureOf, inWords } from './errors.ts'
import type { WebClient } from './web-client.ts'

const opened = z.object({ channel: z.object({ id: z.string() }) })

/** https://docs.slack.dev/reference/methods/conversations.open gives the one that is there already. */
export async function openDirect(client: WebClient, userId: string): Promise<Direct> {
  try {
    const { channel } = opened.parse(await client.apiCall('conversations.open', { users: userId }))
    return { kind: 'open', channelId: channel.id }
  } catch (error) {
    const failure = failureOf(error)
    return failure.kind === 'refused'
      ? { kind: 'closed', reason: inWords(failure) }
      : { kind: 'unknown', cause: inWords(failure) }
  }
}
