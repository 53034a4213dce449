import type { MessageRef } from '../../deliver/address.ts'
import type { Search } from '../../store/search/search.ts'
import type { Store } from '../../store/store.ts'
import type { Workspace } from '../../store/workspace-news.ts'
import type { Asked } from '../asked.ts'

/** What the commands that ask for news work with. */
export type SearchParts = {
  readonly store: Store
  readonly search: Search
  /** The address at which people see the message; null where it has none. */
  readonly linkTo: (message: MessageRef) => string | null
}

/** Whose news may be told: of the workspace where it was asked; null when that is nowhere. */
export function workspaceOf({ platform, channel, message, workspaceId }: Asked): Workspace | null {
  const there = (channel ?? message)?.workspaceId ?? workspaceId
  return there === undefined ? null : { platform, workspaceId: there }
}
