/** How a speaker was found: the rule, from the surest to the weakest, decides the confidence. */
export type SpeakerRule =
  | 'label'
  | 'after'
  | 'inverted'
  | 'before'
  | 'according-to'
  | 'continued'
  | 'same-paragraph'
  | 'introduced'
  | 'quote-paragraph'

export type Speaker = {
  /** The fullest form of the name the article gives ("Steve Witkoff"), or the organisation in full. */
  readonly name: string
  readonly kind: 'person' | 'organisation' | 'nominal'
  /** Role or affiliation in the article's words ("US Envoy"); null when it gives none. */
  readonly role: string | null
  readonly rule: SpeakerRule
  /** True when the text says "he" or "she" and the name was found further up. */
  readonly byPronoun: boolean
}

/** A direct quote: `text.slice(start, end)` of the article's text, never retyped. */
export type Quote = {
  readonly start: number
  readonly end: number
  readonly text: string
  /** null when the text does not establish who speaks; such a quote is not published. */
  readonly speaker: Speaker | null
  /** Where it was said, in the article's words ("Telegram", "Davos"). */
  readonly where: string | null
  /** 0..1; how sure the speaker is. */
  readonly confidence: number
  /** True when the words are a fragment of the reporter's sentence, not a sentence of their own. */
  readonly isFragment: boolean
}
