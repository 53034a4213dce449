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

/** The words as FTS5 wants them (https://sqlite.org/fts5.html#full_text_query_syntax); null when none is wanted. */
export function matchOf(words: Words, spellings: Spellings): Match | null {
  if (words.wanted.length === 0) return null
  const wanted = words.wanted.map((term) => oneOf(term, spellings)).join(' AND ')
  const unwanted = unwantedOf(words)
  const without = unwanted === null ? '' : ` NOT (${unwanted})`
  return {
    anywhere: `(${wanted})${without}`,
    about: `({title topics people} : (${wanted}))${without}`,
  }
}

/** What must not occur; null when everything may. */
export function unwantedOf({ unwanted }: Words): string | null {
  return unwanted.length === 0 ? null : unwanted.map(phrase).join(' OR ')
}

function oneOf(term: Term, spellings: Spellings): string {
  const [word] = term
  const others = term.length === 1 && word !== undefined ? (spellings.get(word) ?? []) : []
  return others.length === 0
    ? phrase(term)
    : `(${[term, ...others.map((other) => [other])].map(phrase).join(' OR ')})`
}

function phrase(term: Term): string {
  return `"${term.join(' ')}"`
}
