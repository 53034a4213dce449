import type { NameMention } from './names.ts'
import type { Token } from './tokens.ts'

/** A sentence with its names found. */
export type NamedSentence = {
  readonly paragraph: number
  readonly tokens: readonly Token[]
  readonly names: readonly NameMention[]
  /** True in a German article: the verb comes second, and every noun has a capital. */
  readonly isGerman?: boolean
}

/** Who a clause is about, before pronouns are resolved. Token positions; `to` is exclusive. */
export type Source =
  | { readonly kind: 'name'; readonly mention: NameMention; readonly from: number; readonly to: number }
  | { readonly kind: 'pronoun'; readonly word: string; readonly from: number; readonly to: number }
  | { readonly kind: 'nominal'; readonly from: number; readonly to: number }

/** The lower-case word at a token position; empty outside the sentence. */
export function wordAt(sentence: NamedSentence, at: number): string {
  return sentence.tokens[at]?.text.toLowerCase() ?? ''
}
