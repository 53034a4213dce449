import type { ArticleReading } from './article-reading.ts'
import type { Attribution } from './attribution/attribution.ts'
import { companyMeant } from './companies.ts'
import { organisationWords } from './name-tables.ts'
import type { NamedSentence, Source } from './named-sentence.ts'
import type { NameMention } from './names.ts'
import { phraseEndingAt } from './noun-phrases.ts'
import { fullName } from './people.ts'
import { genderOfPronoun, lastNamed, referentOf, type Span } from './pronouns.ts'
import { holderOf, roleOf } from './roles.ts'

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
  /** True when the text says "he", "she", "the mayor" or "the company" and the name was found further up. */
  readonly byPronoun: boolean
  /** True when the pronoun could mean somebody else as well. */
  readonly isDoubtful: boolean
  readonly evidence: Evidence
}

/** What in the text establishes a speaker. */
export type Evidence = {
  /** The words at the quote that say who speaks: a name, "he", "the mayor". */
  readonly said: Span
  /** Where the name stands when those words are not the name. */
  readonly named: Span | null
}

/** Gives the words of an attribution their name: pronouns resolved, short names in full. */
export function speakerOf(
  reading: ArticleReading,
  sentence: NamedSentence,
  attribution: Extract<Attribution, { kind: 'source' }>,
): Speaker | null {
  const { source, rule } = attribution
  if (source.kind === 'name') {
    const mention = rule === 'label' ? calmed(source.mention) : source.mention
    const evidence = { said: spanOf(sentence, mention), named: null }
    return {
      rule,
      byPronoun: false,
      isDoubtful: false,
      evidence,
      ...namedSpeaker(reading, sentence, mention),
    }
  }
  if (source.kind === 'pronoun') {
    const gender = genderOfPronoun(source.word)
    const start = sentence.tokens[source.from]?.start ?? 0
    const referent = gender === null ? null : referentOf(reading.subjects, { gender, at: start })
    if (referent === null) return null
    const { name, named, isDoubtful } = referent
    const evidence = { said: spanOf(sentence, source), named }
    const role = reading.roles.get(name) ?? null
    return { name, kind: 'person', role, rule, byPronoun: true, isDoubtful, evidence }
  }
  return nominalSpeaker(reading, sentence, source, rule)
}

function spanOf(
  { tokens }: NamedSentence,
  { from, to }: { readonly from: number; readonly to: number },
): Span {
  const start = tokens[from]?.start ?? 0
  return { start, end: tokens[to - 1]?.end ?? start }
}

/** Transcripts shout their labels: "ANDERSON COOPER:" is Anderson Cooper. */
function calmed(mention: NameMention): NameMention {
  if (mention.name.split(' ').some((word) => organisationWords.has(word.toLowerCase()))) return mention
  if (!/^\p{Lu}{4,}|^\p{Lu}[\p{Lu}'’.-]* \p{Lu}{2,}/u.test(mention.name)) return mention
  const name = mention.name.replace(
    /(\p{Lu})(\p{Lu}+)/gu,
    (_all, first: string, rest: string) => first + rest.toLowerCase(),
  )
  return { ...mention, name, isOrganisation: false }
}

function namedSpeaker(
  reading: ArticleReading,
  sentence: NamedSentence,
  mention: NameMention,
): Pick<Speaker, 'name' | 'kind' | 'role'> {
  if (mention.isOrganisation)
    return { name: organisationName(sentence, mention), kind: 'organisation', role: null }
  const name = fullName(reading.people, mention)
  const partner = partnerOf(sentence, mention)
  if (partner !== null)
    return { name: `${fullName(reading.people, partner)} and ${name}`, kind: 'person', role: null }
  const role = roleOf(reading.text, sentence, mention) ?? reading.roles.get(name) ?? null
  return { name, kind: 'person', role }
}

/** "Ann Brown and Joe Green said": both speak. */
function partnerOf(sentence: NamedSentence, mention: NameMention): NameMention | null {
  if (sentence.tokens[mention.from - 1]?.text !== 'and') return null
  const partner = sentence.names.find((name) => name.to === mention.from - 1)
  return partner === undefined || partner.isOrganisation || partner.isPossessive ? null : partner
}

/** "Russia’s Foreign Ministry", "the United Arab Emirates, whose Foreign Ministry said": the owner belongs to the name. */
function organisationName(sentence: NamedSentence, mention: NameMention): string {
  const possessor = sentence.names.find((name) => name.to === mention.from && name.isPossessive)
  if (possessor !== undefined) {
    const words = sentence.tokens.slice(possessor.nameFrom, possessor.to).map((token) => token.text)
    return [...words, mention.name].join(' ')
  }
  const owner = sentence.tokens[mention.from - 1]?.text ?? ''
  // "the People’s Daily": no name of its own, but part of this one.
  if (/^\p{Lu}\p{L}+['’]s$/u.test(owner)) return `${owner} ${mention.name}`
  if (owner !== 'whose') return mention.name
  const before = sentence.tokens[mention.from - 2]?.text === ',' ? mention.from - 3 : mention.from - 2
  const phrase = phraseEndingAt(sentence, before, 0)
  const named = sentence.names.find((name) => name.to === before + 1)
  const prefix = named?.name ?? (phrase?.kind === 'name' ? phrase.mention.name : null)
  return prefix === null ? mention.name : `${prefix} ${mention.name}`
}

function nominalSpeaker(
  reading: ArticleReading,
  sentence: NamedSentence,
  source: Extract<Source, { kind: 'nominal' }>,
  rule: SpeakerRule,
): Speaker | null {
  const first = sentence.tokens[source.from]
  const last = sentence.tokens[source.to - 1]
  if (first === undefined || last === undefined) return null
  const name = reading.text.slice(first.start, last.end).replace(/^[Tt]he\s+/, '')
  if (startsAsClause.test(name)) return null
  const said = { start: first.start, end: last.end }
  const base = { rule, byPronoun: true, isDoubtful: false }
  const company = isDefinite(first.text) ? companyMeant(reading.companies, name, first.start) : null
  if (company !== null) {
    const named = placeOf(reading.text, company.name, company.at)
    return { ...base, name: company.name, kind: 'organisation', role: null, evidence: { said, named } }
  }
  const holder = isDefinite(first.text) ? recentHolder(reading, name, first.start) : null
  if (holder !== null) {
    const role = reading.roles.get(holder.name) ?? null
    return { ...base, name: holder.name, kind: 'person', role, evidence: { said, named: holder.named } }
  }
  const isOrganisation = sentence.names.some(
    (mention) => mention.isOrganisation && mention.from <= source.from + 1 && mention.from >= source.from,
  )
  const kind = isOrganisation ? 'organisation' : 'nominal'
  return { ...base, name, kind, role: null, byPronoun: false, evidence: { said, named: null } }
}

function placeOf(text: string, name: string, from: number): Span | null {
  const start = text.indexOf(name, from)
  return start < 0 ? null : { start, end: start + name.length }
}

/** "aimed at X", "speaking in Iowa": what a clause begins with, not somebody. */
const startsAsClause = /^\p{Ll}+(?:ed|ing)\s(?:at|by|to|for|in|on|from|with|of|about|against)\s/u

/** Only somebody named shortly before can be "the mayor". */
function recentHolder(
  reading: ArticleReading,
  phrase: string,
  at: number,
): { readonly name: string; readonly named: Span } | null {
  const name = holderOf(phrase, reading.roles)
  const named = name === null ? null : lastNamed(reading.subjects, { name, at })
  return name === null || named === null ? null : { name, named }
}

function isDefinite(word: string): boolean {
  return /^(?:the|der|die|el|la|le)$/i.test(word)
}
