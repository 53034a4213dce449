import { readFileSync } from 'node:fs'
import { type OpmlEntry, parseOpml } from '../../../feeds/opml.ts'

/** Well-known public feeds about one thing, for those who have none yet. */
export type StarterPack = { readonly name: string; readonly feeds: readonly OpmlEntry[] }

/** The folders of feeds/starter.opml, in its order. */
export function starterPacks(): readonly StarterPack[] {
  const file = new URL('../../../feeds/starter.opml', import.meta.url)
  const outcome = parseOpml(readFileSync(file))
  if (outcome.kind === 'unreadable') throw new Error(`read ${file.pathname}: ${outcome.problem}`)
  const packs = Map.groupBy(outcome.entries, ({ folders }) => folders[0] ?? '')
  return [...packs].map(([name, feeds]) => ({ name, feeds }))
}
