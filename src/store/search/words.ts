import type { Engine } from '../schema.ts'

/** Folded words that stand next to each other; most often one. */
export type Term = readonly string[]

/** What is looked for. Made of letters and digits only, so nothing in it is syntax of an index. */
export type Words = { readonly wanted: readonly Term[]; readonly unwanted: readonly Term[] }

/** Other spellings of a word that is part of a name. */
export type Spellings = ReadonlyMap<string, readonly string[]>

export type Match = {
  /** In all that is known about an item, and only in what it is about. */
  readonly anywhere: string
  readonly about: string
}

/** How an index of words wants to be asked. */
export type Syntax = {
  readonly phrase: (term: Term) => string
  readonly and: string
  readonly or: string
  readonly without: (wanted: string, unwanted: string) => string
  readonly inTitleTopicsPeople: (wanted: string) => string
}

/** https://sqlite.org/fts5.html#full_text_query_syntax */
const fts5: Syntax = {
  phrase: (term) => `"${term.join(' ')}"`,
  and: ' AND ',
  or: ' OR ',
  without: (wanted, unwanted) => `${wanted} NOT (${unwanted})`,
  inTitleTopicsPeople: (wanted) => `({title topics people} : ${wanted})`,
}

/** PostgreSQL refuses longer ones. */
const longestWord = 500

/** https://www.postgresql.org/docs/current/textsearch-controls.html#TEXTSEARCH-PARSING-QUERIES */
const tsquery: Syntax = {
  phrase: (term) => `(${term.map((word) => word.slice(0, longestWord)).join(' <-> ')})`,
  and: ' & ',
  or: ' | ',
  without: (wanted, unwanted) => `${wanted} & !(${unwanted})`,
  inTitleTopicsPeople: (wanted) => wanted.replace(/[\p{L}\p{N}]+/gu, '$&:ABC'),
}

export const syntaxes: Readonly<Record<Engine, Syntax>> = { sqlite: fts5, postgres: tsquery }

/** The words as the index wants them; null when none is wanted. */
export function matchOf(words: Words, spellings: Spellings, syntax: Syntax = fts5): Match | null {
  if (words.wanted.length === 0) return null
  const wanted = `(${words.wanted.map((term) => oneOf(term, spellings, syntax)).join(syntax.and)})`
  const unwanted = unwantedOf(words, syntax)
  const without = (all: string) => (unwanted === null ? all : syntax.without(all, unwanted))
  return { anywhere: without(wanted), about: without(syntax.inTitleTopicsPeople(wanted)) }
}

/** What must not occur; null when everything may. */
export function unwantedOf({ unwanted }: Words, syntax: Syntax = fts5): string | null {
  return unwanted.length === 0 ? null : unwanted.map(syntax.phrase).join(syntax.or)
}

function oneOf(term: Term, spellings: Spellings, syntax: Syntax): string {
  const [word] = term
  const others = term.length === 1 && word !== undefined ? (spellings.get(word) ?? []) : []
  return others.length === 0
    ? syntax.phrase(term)
    : `(${[term, ...others.map((other) => [other])].map(syntax.phrase).join(syntax.or)})`
}
