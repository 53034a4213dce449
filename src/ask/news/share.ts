import type { Reply } from '../../deliver/reply.ts'
import { reviseDraft } from '../../store/revise-draft.ts'
import type { Asked } from '../asked.ts'
import { searchTexts } from '../texts/search.ts'
import { note, privately, text } from '../views.ts'
import { parseAnswer } from './answer.ts'
import { findAnswer, forgotten, pageOf } from './paging.ts'
import type { SearchParts } from './search-parts.ts'

/** Shows a page of an answer to everybody in the channel, once; `value` is the button's. */
export async function share(asked: Asked, value: string, parts: SearchParts): Promise<Reply> {
  const texts = searchTexts[asked.locale]
  if (asked.channel === null) return privately(text(texts.shareNeedsChannel))
  const kept = await findAnswer(asked, value, parts.store)
  if (kept === null) return forgotten(asked.locale)
  const { answer, ref } = kept
  const { blocks } = await pageOf(parts, answer, ref.page, asked.locale)
  if (!(await reviseDraft(parts.store, ref.answerId, (body) => withShared(body, ref.page))))
    return privately(text(texts.alreadyShared))
  const by = asked.actor.name === null ? [] : [note(texts.sharedBy(asked.actor.name))]
  return { kind: 'view', view: { blocks: [...blocks, ...by] }, isPrivate: false }
}

function withShared(body: string, page: number): string | null {
  const answer = parseAnswer(body)
  return answer.shared.includes(page) ? null : JSON.stringify({ ...answer, shared: [...answer.shared, page] })
}
