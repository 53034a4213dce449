import { type Filter, judge, searchableOf } from './filter.ts'
import { type FilterOutcome, parseFilter } from './filter-grammar.ts'
import type { Locale } from './locale.ts'

/** Reads the words that make news breaking: `breaking, urgent, "state of emergency"`. One of them is enough. Never throws. */
export function parseBreakingWords(text: string, locale: Locale = 'en'): FilterOutcome {
  const outcome = parseFilter(text.replace(/[,;]/g, ' '), locale)
  if (outcome.kind === 'invalid') return outcome
  return { kind: 'filter', filter: { ...outcome.filter, needs: 'any' } }
}

/** Whether title or text say that it can't wait. */
export function isBreaking(
  item: { readonly title: string; readonly text: string },
  words: Filter | null,
): boolean {
  if (words === null) return false
  const { title, text } = item
  return judge(words, searchableOf({ title, text, author: '', categories: [], outlets: [] })).isWanted
}
