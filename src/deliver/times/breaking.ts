import { type Searchable, searchableOf } from '../filter/filter.ts'
import { type FilterOutcome, parseFilter } from '../filter/grammar.ts'
import type { Locale } from '../locale.ts'

/** Reads the words that make news breaking: `breaking, urgent, "state of emergency"`. One of them is enough. Never throws. */
export function parseBreakingWords(text: string, locale: Locale = 'en'): FilterOutcome {
  const outcome = parseFilter(text.replace(/[,;]/g, ' '), locale)
  if (outcome.kind === 'invalid') return outcome
  return { kind: 'filter', filter: { ...outcome.filter, needs: 'any' } }
}

/** Where breaking words are looked for: an author or a category makes nothing urgent. */
export function newsOf({ title, text }: { readonly title: string; readonly text: string }): Searchable {
  return searchableOf({ title, text, author: '', categories: [], outlets: [] })
}
