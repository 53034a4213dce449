import type { Reply } from '../deliver/reply.ts'
import type { AdminParts } from './admin-parts.ts'
import type { Asked } from './asked.ts'
import { listCommand } from './following/list.ts'
import { helpView } from './help.ts'

/** The bot's own page: the feeds of the workspace and how they are, and what one can ask. */
export async function home(asked: Asked, parts: Pick<AdminParts, 'store' | 'standingIn'>): Promise<Reply> {
  const help = helpView(asked.locale).blocks
  const feeds = asked.channel === null ? null : await listCommand(asked, { scope: 'all' }, parts)
  const blocks = feeds?.kind === 'view' ? [...feeds.view.blocks, ...help] : help
  return { kind: 'view', view: { blocks }, isPrivate: true }
}
