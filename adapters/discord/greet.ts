import type { Logger } from 'pino'
import type { ChatEvents } from '../../src/deliver/adapter.ts'
import type { Arrival } from './arrivals.ts'
import { freeze } from './frozen.ts'
import { writeView } from './render-view.ts'
import { publish, type SendParts } from './send.ts'

export type GreetParts = SendParts & {
  readonly interact: ChatEvents['interact']
  readonly log: Logger
}

/** Tells the program that it was added to a server, and posts what it has to say there. */
export async function greet(arrival: Arrival, parts: GreetParts): Promise<void> {
  const { workspaceId, channelId, botId, locale, joinedAt } = arrival
  if (channelId === null)
    return parts.log.info({ workspaceId }, 'added to a server where it may post nowhere')
  const channel = { platform: 'discord', workspaceId, channelId, threadId: null }
  const reply = await parts.interact({
    platform: 'discord',
    actor: { id: botId, name: null, locale, mayManage: null },
    channel,
    message: null,
    deed: { kind: 'joined' },
  })
  if (reply.kind !== 'view') return
  // Nobody looks for it later, so it carries no key; Discord still takes it once.
  const message = freeze(writeView(reply.view), { title: 'Pullquote', topics: [] })
  const sent = await publish(channel, message, { key: `joined ${workspaceId} ${joinedAt}`, parts })
  if (sent.kind !== 'sent') parts.log.warn({ workspaceId, channelId, sent }, 'the greeting was not posted')
}
