import { type Attribution, attributionBehind, attributionOf } from './attribution.ts'
import { germanNames, looksGerman } from './german-names.ts'
import { findNames, type NameMention, wordsOf } from './names.ts'
import { mainSubject, type NamedSentence, phraseEndingAt, type Source } from './noun-phrases.ts'
import { fullName, isKnownPerson, type People, peopleOf } from './people.ts'
import { isRecent, nearestSubject, type Subject, subjectsOf } from './pronouns.ts'
import type { QuoteSpan } from './quote-marks.ts'
import { holderOf, roleOf } from './roles.ts'
import { readSentences, type Sentence } from './tokens.ts'

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
  /** True when the text says "he", "she" or "the mayor" and the name was found further up. */
  readonly byPronoun: boolean
}

/** What the reading of an article needs to know at every quote. */
export type ArticleReading = {
  readonly text: string
  readonly sentences: readonly NamedSentence[]
  readonly people: People
  readonly roles: ReadonlyMap<string, string>
  readonly subjects: readonly Subject[]
}

/** Where a quote stands: its sentence and its token there. */
export type QuotePlace = { readonly sentence: number; readonly token: number }

export type SpokenQuote = {
  readonly speaker: Speaker | null
  readonly place: QuotePlace | null
}

/** Reads the article and finds the speaker of every span; null where the text does not establish one. */
export function findSpeakers(
  text: string,
  spans: readonly QuoteSpan[],
  language: string | null,
): { readonly reading: ArticleReading; readonly spoken: readonly SpokenQuote[] } {
  const reading = readArticle(text, spans, language)
  const places = placesOf(reading.sentences, spans.length)
  const speakers: (Speaker | null)[] = []
  for (const [index, place] of places.entries()) {
    speakers.push(place === null ? null : speakerAt(reading, places, speakers, index, place))
  }
  const bound = bindOpenQuotes(spans, speakers)
  return { reading, spoken: bound.map((speaker, index) => ({ speaker, place: places[index] ?? null })) }
}

function readArticle(text: string, spans: readonly QuoteSpan[], language: string | null): ArticleReading {
  const plain = readSentences(text, spans)
  const words = wordsOf(plain)
  const isGerman = language === null ? looksGerman(words) : /^de\b/i.test(language)
  const named = plain.map((sentence) => ({ ...sentence, names: findNames(sentence.tokens, words) }))
  const sentences = isGerman ? germanNames(named) : named
  const people = peopleOf(sentences)
  return {
    text,
    sentences,
    people,
    roles: rolesOf(text, sentences, people),
    subjects: subjectsOf(sentences, people),
  }
}

function rolesOf(
  text: string,
  sentences: readonly NamedSentence[],
  people: People,
): ReadonlyMap<string, string> {
  const roles = new Map<string, string>()
  for (const sentence of sentences) {
    for (const mention of sentence.names) {
      if (mention.isOrganisation) continue
      const name = fullName(people, mention)
      const role = roles.has(name) ? null : roleOf(text, sentence, mention)
      if (role !== null) roles.set(name, role)
    }
  }
  return roles
}

function placesOf(sentences: readonly Sentence[], count: number): readonly (QuotePlace | null)[] {
  const places: (QuotePlace | null)[] = new Array<QuotePlace | null>(count).fill(null)
  for (const [sentence, { tokens }] of sentences.entries()) {
    for (const [token, found] of tokens.entries()) {
      if (found.kind === 'quote') places[found.quote] = { sentence, token }
    }
  }
  return places
}

function speakerAt(
  reading: ArticleReading,
  places: readonly (QuotePlace | null)[],
  speakers: readonly (Speaker | null)[],
  index: number,
  place: QuotePlace,
): Speaker | null {
  const sentence = reading.sentences[place.sentence]
  if (sentence === undefined) return null
  const previous = previousQuote(reading, places, speakers, index)
  const attribution = attributionOf(reading.text, sentence, place.token)
  if (attribution?.kind === 'continued' && previous?.speaker)
    return { ...previous.speaker, rule: 'continued' }
  if (attribution?.kind === 'source') {
    const speaker = speakerOf(reading, sentence, attribution)
    if (speaker !== null) return speaker
  }
  return speakerFromContext(reading, place, previous)
}

type PreviousQuote = {
  readonly speaker: Speaker | null
  readonly paragraph: number
  readonly sentence: number
}

function previousQuote(
  reading: ArticleReading,
  places: readonly (QuotePlace | null)[],
  speakers: readonly (Speaker | null)[],
  index: number,
): PreviousQuote | null {
  const place = places[index - 1]
  if (!place) return null
  const paragraph = reading.sentences[place.sentence]?.paragraph ?? -1
  return { speaker: speakers[index - 1] ?? null, paragraph, sentence: place.sentence }
}

function speakerOf(
  reading: ArticleReading,
  sentence: NamedSentence,
  attribution: Extract<Attribution, { kind: 'source' }>,
): Speaker | null {
  const { source, rule } = attribution
  const base = { rule, byPronoun: false }
  if (source.kind === 'name') {
    const mention = rule === 'label' ? calmed(source.mention) : source.mention
    return { ...base, ...namedSpeaker(reading, sentence, mention) }
  }
  if (source.kind === 'pronoun') {
    const gender = genderOfPronoun(source.word)
    const start = sentence.tokens[source.from]?.start ?? 0
    const subject = gender === null ? null : nearestSubject(reading.subjects, { gender, at: start })
    if (subject === null) return null
    const role = reading.roles.get(subject.name) ?? null
    return { name: subject.name, kind: 'person', role, rule, byPronoun: true }
  }
  return nominalSpeaker(reading, sentence, source, rule)
}

/** Transcripts shout their labels: "ANDERSON COOPER:" is Anderson Cooper. */
function calmed(mention: NameMention): NameMention {
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
  const role = roleOf(reading.text, sentence, mention) ?? reading.roles.get(name) ?? null
  return { name, kind: 'person', role }
}

/** "the United Arab Emirates, whose Foreign Ministry said": the owner belongs to the name. */
function organisationName(sentence: NamedSentence, mention: NameMention): string {
  if (sentence.tokens[mention.from - 1]?.text !== 'whose') return mention.name
  const before = sentence.tokens[mention.from - 2]?.text === ',' ? mention.from - 3 : mention.from - 2
  const owner = phraseEndingAt(sentence, before, 0)
  const named = sentence.names.find((name) => name.to === before + 1)
  const prefix = named?.name ?? (owner?.kind === 'name' ? owner.mention.name : null)
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
  const holder = isDefinite(first.text) ? recentHolder(reading, name, first.start) : null
  if (holder !== null) {
    return { name: holder, kind: 'person', role: reading.roles.get(holder) ?? null, rule, byPronoun: true }
  }
  const isOrganisation = sentence.names.some(
    (mention) => mention.isOrganisation && mention.from >= source.from && mention.to === source.to,
  )
  return { name, kind: isOrganisation ? 'organisation' : 'nominal', role: null, rule, byPronoun: false }
}

/** Only somebody named shortly before can be "the mayor". */
function recentHolder(reading: ArticleReading, phrase: string, at: number): string | null {
  const holder = holderOf(phrase, reading.roles)
  return holder !== null && isRecent(reading.subjects, { name: holder, at }) ? holder : null
}

function isDefinite(word: string): boolean {
  return /^(?:the|der|die|el|la|le)$/i.test(word)
}

function genderOfPronoun(word: string): 'f' | 'm' | null {
  if (/^(?:he|er|il|él|він|он)$/.test(word)) return 'm'
  return /^(?:she|sie|elle|ella|вона|она)$/.test(word) ? 'f' : null
}

/** Rules for a quote whose own sentence names nobody: the words around it decide, or nobody does. */
function speakerFromContext(
  reading: ArticleReading,
  place: QuotePlace,
  previous: PreviousQuote | null,
): Speaker | null {
  const sentence = reading.sentences[place.sentence]
  if (sentence === undefined) return null
  const before = reading.sentences[place.sentence - 1]
  const isFirst = before === undefined || before.paragraph !== sentence.paragraph
  const isBare = sentence.tokens.every((token) => token.kind !== 'word')
  const signed = isBare && isFirst ? signature(reading, reading.sentences[place.sentence + 1]) : null
  if (signed !== null) return signed
  if (!isFirst && previous?.paragraph === sentence.paragraph && previous.speaker !== null) {
    const subject = previous.sentence < place.sentence - 1 ? introducer(reading, before) : null
    if (subject !== null && isBare) return subject
    return { ...previous.speaker, rule: 'same-paragraph' }
  }
  if (!isBare) return previous?.sentence === place.sentence ? carried(previous, 'same-paragraph') : null
  if (!isFirst || before?.tokens.at(-1)?.text === ':') return introducer(reading, before)
  return previous !== null && previous.paragraph === sentence.paragraph - 1
    ? carried(previous, 'quote-paragraph')
    : null
}

/** "- Jane Doe" alone on the line below a quote. */
function signature(reading: ArticleReading, sentence: NamedSentence | undefined): Speaker | null {
  const [dash, ...rest] = sentence?.tokens ?? []
  const mention = sentence?.names[0]
  if (sentence === undefined || mention?.from !== 1 || !/^[—–-]$/.test(dash?.text ?? '')) return null
  if (mention.isOrganisation || rest.length > mention.to - mention.from + 1) return null
  const source: Source = { kind: 'name', mention, from: mention.from, to: mention.to }
  return speakerOf(reading, sentence, { kind: 'source', rule: 'label', source })
}

function carried(previous: PreviousQuote, rule: SpeakerRule): Speaker | null {
  return previous.speaker === null ? null : { ...previous.speaker, rule }
}

function introducer(reading: ArticleReading, sentence: NamedSentence | undefined): Speaker | null {
  if (sentence === undefined) return null
  const behind = sentence.tokens.at(-1)?.text === ':' ? attributionBehind(sentence) : null
  const named = behind?.kind === 'source' ? speakerOf(reading, sentence, behind) : null
  if (named !== null) return named
  if (sentence.tokens.some((token) => token.kind === 'quote')) return null
  const source = mainSubject(sentence)
  if (source === null) return null
  if (source.kind === 'name' && !isKnownPerson(reading.people, source.mention.name)) return null
  return speakerOf(reading, sentence, { kind: 'source', rule: 'introduced', source })
}

// A quote over several paragraphs is attributed once, often only where it ends.
function bindOpenQuotes(
  spans: readonly QuoteSpan[],
  speakers: readonly (Speaker | null)[],
): readonly (Speaker | null)[] {
  const bound = [...speakers]
  for (let index = spans.length - 2; index >= 0; index--) {
    const next = bound[index + 1]
    const own = bound[index]
    if (!spans[index]?.isOpen || !next) continue
    if (!own || own.rule === 'quote-paragraph' || own.rule === 'same-paragraph') bound[index] = next
  }
  for (let index = 1; index < spans.length; index++) {
    const before = bound[index - 1]
    const own = bound[index]
    if (spans[index - 1]?.isOpen && before && (!own || own.rule === 'quote-paragraph')) {
      bound[index] = { ...before, rule: 'continued' }
    }
  }
  return bound
}
