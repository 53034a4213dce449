import type { Locale } from '../deliver/locale.ts'
import type { RichText } from '../deliver/view.ts'
import type { Store } from '../store/store.ts'
import type { WorkspaceAddress } from '../store/subscriptions.ts'
import { decisionsOfWorkspace, postsOfWorkspace } from '../store/workspace-status.ts'
import { statusTexts } from './texts/status.ts'

/** What became of a workspace's items. */
export type Counts = {
  readonly posted: number
  readonly waiting: number
  readonly failed: number
  readonly held: number
  readonly folded: number
  readonly filtered: number
  readonly duplicates: number
}

/** Counts what was decided and posted since then; what waits, however old it is. */
export async function countSince(store: Store, workspace: WorkspaceAddress, since: number): Promise<Counts> {
  const posts = await postsOfWorkspace(store, workspace, since)
  const decisions = await decisionsOfWorkspace(store, workspace, since)
  return {
    posted: posts.sent,
    waiting: posts.pending + posts.sending + posts.folded,
    failed: posts.failed,
    held: posts.held,
    folded: posts.digested,
    filtered: decisions.get('filtered') ?? 0,
    duplicates: decisions.get('duplicate') ?? 0,
  }
}

/** A line for what was posted, and for everything else that there was. */
export function countLines(counts: Counts, locale: Locale): readonly RichText[] {
  const texts = statusTexts[locale]
  const names = ['waiting', 'failed', 'held', 'folded', 'filtered', 'duplicates'] as const
  const others = names.filter((name) => counts[name] > 0).map((name) => [texts[name](counts[name])])
  return [[{ strong: texts.posted(counts.posted) }], ...others]
}
