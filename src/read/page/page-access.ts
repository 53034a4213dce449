import type { DomDocument } from './dom.ts'
import type { PageSources } from './page-sources.ts'
import type { Access } from './paywall.ts'
import { oneLine } from './wording.ts'

/** Who may read the article, as the page says it. */
export function accessOf({ document, structured, metas }: PageSources): Access {
  const tier = metas.get('article:content_tier')?.toLowerCase()
  const marked = metas.get('isaccessibleforfree')?.toLowerCase()
  return {
    isFree: structured?.isFree ?? freedoms.get(tier ?? marked ?? '') ?? null,
    lockedCharacters: charactersIn(document, structured?.lockedParts ?? []),
    words: structured?.words ?? null,
  }
}

const freedoms: ReadonlyMap<string, boolean> = new Map([
  ['locked', false],
  ['false', false],
  ['free', true],
  ['true', true],
])

// Class names are what search engines ask for here; any other selector of a stranger may cost very much.
// https://developers.google.com/search/docs/appearance/structured-data/paywalled-content
const simpleSelector = /^[.#][a-z_][\w-]{0,80}(?:\s*,\s*[.#][a-z_][\w-]{0,80}){0,9}$/i
const mostParts = 20

function charactersIn(document: DomDocument, selectors: readonly string[]): number | null {
  const simple = selectors.filter((selector) => simpleSelector.test(selector)).slice(0, 3)
  if (simple.length === 0) return null
  const parts = [...document.querySelectorAll(simple.join(', '))].slice(0, mostParts)
  return Math.max(0, ...parts.map((part) => oneLine(part.textContent ?? '').length))
}
