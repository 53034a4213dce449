import type { Reply } from '../deliver/reply.ts'
import type { Block } from '../deliver/view.ts'
import type { AdminParts } from './admin-parts.ts'
import type { Asked } from './asked.ts'
import { feedBlocks } from './following/list.ts'
import { helpView } from './help.ts'
import { workspaceOf } from './news/search-parts.ts'
import { mayConfigureSomewhere } from './who-may.ts'

type HomeParts = Pick<AdminParts, 'store' | 'standingIn'>

/** The bot's own page: the feeds of the workspace and how they are, and what one can ask. */
export async function home(asked: Asked, parts: HomeParts, page = 1): Promise<Reply> {
  const blocks = [...(await feedsOf(asked, page, parts)), ...helpView(asked.locale).blocks]
  return { kind: 'view', view: { blocks }, isPrivate: true, replaces: true }
}

/** Back and More over the feeds. */
export function turnHomePage(asked: Asked, value: string, parts: HomeParts): Promise<Reply> {
  return home(asked, parts, Number(value) || 1)
}

/** As `/news list all`: for those who may set up. */
async function feedsOf(asked: Asked, page: number, parts: HomeParts): Promise<readonly Block[]> {
  const where = workspaceOf(asked)
  if (where === null || !(await mayConfigureSomewhere(asked, where, parts))) return []
  return feedBlocks(
    asked,
    { where, scope: 'all', page, turn: { action: 'home-page', valueFor: String } },
    parts,
  )
}
