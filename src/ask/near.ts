import type { Block } from '../deliver/view.ts'
import { namesLike } from '../store/people.ts'
import type { NameKind } from '../store/schema.ts'
import type { Words } from '../store/search-words.ts'
import type { Workspace } from '../store/workspace-news.ts'
import type { Locale } from './locale.ts'
import type { SearchParts } from './search-parts.ts'
import { searchTexts } from './texts/search.ts'
import { button, buttons, text } from './views.ts'

const mostNear = 5
const longestValue = 60
const prefixLength = 4

/** Names in the workspace's feeds that begin like one of the words; the ones in the news when none does. */
export async function namesNear(
  words: Words,
  { workspace, kinds }: { readonly workspace: Workspace; readonly kinds: readonly NameKind[] },
  { store }: SearchParts,
): Promise<string[]> {
  const beginnings = words.wanted.flat().map((word) => word.slice(0, prefixLength))
  const found: string[] = []
  for (const typed of [...beginnings.filter((start) => start.length > 2), '']) {
    if (found.length >= mostNear) break
    found.push(...(await namesLike(store.db, workspace, { kinds, typed, limit: mostNear })))
  }
  return [...new Set(found)].filter((name) => name.length <= longestValue).slice(0, mostNear)
}

/** The names as buttons that ask about them. */
export function nearBlocks(names: readonly string[], action: 'latest' | 'said', locale: Locale): Block[] {
  if (names.length === 0) return []
  return [text(searchTexts[locale].near), buttons(...names.map((name) => button(action, name, name)))]
}
