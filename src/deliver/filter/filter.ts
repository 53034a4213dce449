import { type Haystack, haystackOf, type Needle } from './haystack.ts'

/** Which items of a feed a channel wants. Case and accents make no difference; words are whole words. */
export type Filter = {
  /** Whether every wanted word has to be there, or one of them is enough. */
  readonly needs: 'all' | 'any'
  readonly terms: readonly Term[]
}

export type Term = {
  /** An item with an unwanted term is left out, whatever else it has. */
  readonly isWanted: boolean
  /** As a person would write it: `-"two words"`. */
  readonly written: string
  readonly look: Look
}

export type FilterField = 'author' | 'category' | 'from'

export type Look =
  | { readonly kind: 'words'; readonly text: string; readonly needle: Needle }
  | {
      readonly kind: 'field'
      readonly field: FilterField
      readonly text: string
      readonly needle: Needle
    }
  | { readonly kind: 'regex'; readonly pattern: string; readonly isIn: (text: string) => boolean }

/** What filters look at. */
export type FilteredItem = {
  readonly title: string
  /** Of the article, or what the feed says when there is none. */
  readonly text: string
  readonly author: string
  readonly categories: readonly string[]
  /** Names and hosts the item may be said to be from. */
  readonly outlets: readonly string[]
}

/** Whether the item is wanted, and which rule decided. */
export type Verdict = { readonly isWanted: boolean; readonly reason: string }

/** The item made ready once for all filters that look at it. */
export type Searchable = {
  readonly everything: Haystack
  readonly fields: Readonly<Record<FilterField, Haystack>>
  readonly parts: readonly string[]
}

/** Where the beginning of an article doesn't say it, the article isn't about it. */
const longestText = 50_000

export function searchableOf(item: FilteredItem): Searchable {
  const parts = [item.title, item.text.slice(0, longestText), item.author, ...item.categories]
  return {
    parts,
    everything: joined(parts),
    fields: {
      author: joined([item.author]),
      category: joined(item.categories),
      from: joined(item.outlets),
    },
  }
}

/** A line for each, so that no phrase begins in one and ends in another. */
function joined(parts: readonly string[]): Haystack {
  return parts.map(haystackOf).join('\n')
}

/**
 * Unwanted terms come first. Then all wanted words are needed, or one of them after `any:`; of several authors,
 * categories or outlets one is enough, as an item rarely has two.
 */
export function judge(filter: Filter, item: Searchable): Verdict {
  const unwanted = filter.terms.find((term) => !term.isWanted && isIn(term, item))
  if (unwanted) return { isWanted: false, reason: `left out by ${unwanted.written}` }
  const wanted = filter.terms.filter((term) => term.isWanted)
  if (wanted.length === 0) return { isWanted: true, reason: `none of ${writtenOf(filter.terms)} is in it` }
  return filter.needs === 'any' ? judgeAny(wanted, item) : judgeAll(wanted, item)
}

function judgeAny(wanted: readonly Term[], item: Searchable): Verdict {
  const found = wanted.find((term) => isIn(term, item))
  return found
    ? { isWanted: true, reason: `kept by ${found.written}` }
    : { isWanted: false, reason: `none of ${writtenOf(wanted)} is in it` }
}

function judgeAll(wanted: readonly Term[], item: Searchable): Verdict {
  const missing = alternativesOf(wanted).filter((terms) => !terms.some((term) => isIn(term, item)))
  if (missing.length === 0) return { isWanted: true, reason: `kept by ${writtenOf(wanted)}` }
  const [first = []] = missing
  return {
    isWanted: false,
    reason: first.length === 1 ? `${writtenOf(first)} is not in it` : `none of ${writtenOf(first)} is in it`,
  }
}

/** Each group needs one of its terms. */
export function alternativesOf(wanted: readonly Term[]): readonly (readonly Term[])[] {
  const groups = new Map<FilterField | Term, Term[]>()
  for (const term of wanted) {
    const key = term.look.kind === 'field' ? term.look.field : term
    groups.set(key, [...(groups.get(key) ?? []), term])
  }
  return [...groups.values()]
}

function isIn({ look }: Term, item: Searchable): boolean {
  switch (look.kind) {
    case 'words':
      return item.everything.includes(look.needle)
    case 'field':
      return item.fields[look.field].includes(look.needle)
    case 'regex':
      return item.parts.some((part) => look.isIn(part))
  }
}

function writtenOf(terms: readonly Term[]): string {
  return terms.map(({ written }) => written).join(' ')
}
