import type { Reply } from '../../deliver/reply.ts'
import type { Asked, Options } from '../asked.ts'
import { searchTexts } from '../texts/search.ts'
import { whyTexts } from '../texts/why.ts'
import { privately, text } from '../views.ts'
import { whyBlocks } from './link-blocks.ts'
import { giveAnswer } from './paging.ts'
import { type SearchParts, workspaceOf } from './search-parts.ts'

const longestLink = 2000

/** `why <link>`: what happened to an item in the channels of this workspace. */
export async function why(asked: Asked, options: Options, parts: SearchParts): Promise<Reply> {
  const workspace = workspaceOf(asked)
  if (workspace === null) return privately(text(searchTexts[asked.locale].askInChannel))
  const link = (options.link ?? '').trim().slice(0, longestLink)
  const known = link === '' ? null : await whyBlocks(parts, { workspace, link }, asked.locale)
  if (known === null) return privately(text(...whyTexts[asked.locale].needsLink))
  const answer = { workspace, topic: { kind: 'why', link } as const, pages: [[]], shared: [] }
  return giveAnswer(asked, answer, parts)
}
