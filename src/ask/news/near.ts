import type { Locale } from '../../deliver/locale.ts'
import type { Block } from '../../deliver/view.ts'
import { namesLike } from '../../store/search/people.ts'
import type { NameKind } from '../../store/search/schema.ts'
import type { Words } from '../../store/search/words.ts'
import type { Workspace } from '../../store/workspace-news.ts'
import { searchTexts } from '../texts/search.ts'
import { button, buttons, text } from '../views.ts'
import type { SearchParts } from './search-parts.ts'
import { isJoint } from './who.ts'

const mostNear = 5
const mostLookedAt = 10
const shortestPrefix = 3
const longestValue = 60
const prefixLength = 4

export type Near = { readonly areNear: boolean; readonly names: readonly string[] }

/** Names in the workspace's feeds that begin like one of the words; the ones in the news when none does. */
export async function namesNear(
  words: Words,
  { workspace, kinds }: { readonly workspace: Workspace; readonly kinds: readonly NameKind[] },
  { store }: SearchParts,
): Promise<Near> {
  const like = (typed: string) => namesLike(store.db, workspace, { kinds, typed, limit: mostLookedAt })
  const beginnings = words.wanted.flat().map((word) => word.slice(0, prefixLength))
  const found: string[] = []
  for (const beginning of new Set(beginnings))
    if (beginning.length >= shortestPrefix && found.length < mostNear) found.push(...(await like(beginning)))
  const near = fitting(found)
  return near.length > 0 ? { areNear: true, names: near } : { areNear: false, names: fitting(await like('')) }
}

function fitting(names: readonly string[]): string[] {
  return [...new Set(names)]
    .filter((name) => name.length <= longestValue && !isJoint(name))
    .slice(0, mostNear)
}

/** The names as buttons that ask about them. */
export function nearBlocks({ areNear, names }: Near, action: 'latest' | 'said', locale: Locale): Block[] {
  if (names.length === 0) return []
  const texts = searchTexts[locale]
  return [
    text(areNear ? texts.near : texts.inTheNews),
    buttons(...names.map((name) => button(action, name, name))),
  ]
}
