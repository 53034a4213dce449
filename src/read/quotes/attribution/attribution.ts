import type { Source } from '../named-sentence.ts'

export type AttributionRule = 'label' | 'after' | 'inverted' | 'before' | 'according-to' | 'introduced'

/** What the sentence itself says about who speaks; `continued` means: the speaker of the quote before it. */
export type Attribution =
  | { readonly kind: 'source'; readonly rule: AttributionRule; readonly source: Source }
  | { readonly kind: 'continued' }
