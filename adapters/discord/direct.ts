import { z } from 'zod'
import type { Direct } from '../../src/deliver/adapter.ts'
import { accessAfter } from './access.ts'
import type { Api } from './rest.ts'

const created = z.object({ id: z.string() })

/** https://docs.discord.com/developers/resources/user#create-dm gives the one that is there already. */
export async function openDirect(userId: string, api: Api): Promise<Direct> {
  const asked = await api.ask({
    method: 'POST',
    route: '/users/@me/channels',
    body: { recipient_id: userId },
  })
  if (asked.kind === 'answered') {
    const channel = created.safeParse(asked.body)
    if (channel.success) return { kind: 'open', channelId: channel.data.id }
    return { kind: 'unknown', cause: 'the answer was no channel' }
  }
  const access = accessAfter(asked)
  if (access.kind === 'closed') return { kind: 'closed', reason: access.reason }
  return { kind: 'unknown', cause: access.kind === 'unknown' ? access.cause : 'no answer' }
}
