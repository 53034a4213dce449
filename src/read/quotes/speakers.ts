import { type ArticleReading, placesOf, type QuotePlace, readArticle } from './article-reading.ts'
import { attributionBehind } from './attribution/before-quote.ts'
import { attributionOf } from './attribution/own-sentence.ts'
import { isReported } from './german-clauses.ts'
import type { NamedSentence, Source } from './named-sentence.ts'
import type { NameMention } from './names.ts'
import { fullName, isKnownPerson } from './people.ts'
import type { QuoteSpan } from './quote-marks.ts'
import { type Speaker, type SpeakerRule, speakerOf } from './speaker-names.ts'
import { mainSubject } from './subjects.ts'

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
  if (attribution?.kind === 'continued' && previous?.speaker) return carried(previous, 'continued')
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
  const reported = sentence.isGerman ? reportedBefore(reading, place, previous) : null
  if (reported !== null) return reported
  const signed = isBare && isFirst ? signature(reading, reading.sentences[place.sentence + 1]) : null
  if (signed !== null) return signed
  if (!isFirst && previous?.paragraph === sentence.paragraph && previous.speaker !== null) {
    if (!isBare && namesSomebodyElse(reading, sentence, previous.speaker)) return null
    const subject = previous.sentence < place.sentence - 1 ? introducer(reading, before) : null
    if (subject !== null && isBare) return subject
    return carried(previous, 'same-paragraph')
  }
  if (!isBare) return previous?.sentence === place.sentence ? carried(previous, 'same-paragraph') : null
  if (!isFirst || before?.tokens.at(-1)?.text === ':') return introducer(reading, before)
  const isNext = previous !== null && previous.paragraph === sentence.paragraph - 1
  return (isNext ? carried(previous, 'quote-paragraph') : null) ?? introducer(reading, before)
}

/** "Jeder könne „…“": the subjunctive goes on with what whoever was named before has said. */
function reportedBefore(
  reading: ArticleReading,
  place: QuotePlace,
  previous: PreviousQuote | null,
): Speaker | null {
  const sentence = reading.sentences[place.sentence]
  if (sentence === undefined || !isReported(sentence, 0, place.token + longestTail)) return null
  const before = reading.sentences[place.sentence - 1]
  const isNext = previous !== null && previous.sentence >= place.sentence - 1
  return (isNext ? carried(previous, 'introduced') : null) ?? introducer(reading, before)
}

const longestTail = 6

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
  if (previous.speaker === null) return null
  return isGuess(previous.speaker) ? previous.speaker : { ...previous.speaker, rule }
}

/** A guess does not become surer by being repeated. */
function isGuess({ rule }: Speaker): boolean {
  return rule === 'introduced' || rule === 'quote-paragraph'
}

/** A sentence about another person cannot go on with the words of the one before. */
function namesSomebodyElse(reading: ArticleReading, sentence: NamedSentence, speaker: Speaker): boolean {
  const firstQuote = sentence.tokens.findIndex((token) => token.kind === 'quote')
  const subject = mainSubject(sentence, firstQuote < 0 ? undefined : firstQuote)
  if (subject?.kind !== 'name' || subject.mention.isOrganisation) return false
  return (
    isKnownPerson(reading.people, subject.mention.name) &&
    fullName(reading.people, subject.mention) !== speaker.name
  )
}

/** What so short a quote says belongs to nobody in particular. */
const longestScareQuote = 30

function introducer(reading: ArticleReading, sentence: NamedSentence | undefined): Speaker | null {
  if (sentence === undefined) return null
  const behind = sentence.tokens.at(-1)?.text === ':' ? attributionBehind(sentence) : null
  const named = behind?.kind === 'source' ? speakerOf(reading, sentence, behind) : null
  if (named !== null) return named
  if (sentence.tokens.some((token) => token.kind === 'quote' && token.end - token.start > longestScareQuote))
    return null
  const source = mainSubject(sentence)
  if (source === null) return null
  if (source.kind === 'name' && !canIntroduce(reading, sentence, source.mention)) return null
  return speakerOf(reading, sentence, { kind: 'source', rule: 'introduced', source })
}

/** Somebody with a full name or known already; an organisation only with what it issued. */
function canIntroduce(reading: ArticleReading, sentence: NamedSentence, mention: NameMention): boolean {
  if (mention.isOrganisation) return sentence.tokens.some(({ text }) => issued.test(text))
  return mention.name.includes(' ') || isKnownPerson(reading.people, mention.name)
}

const issued =
  /^(?:statement|letter|tweet|post|memo|email|e-mail|apology|release|Erklärung|Mitteilung|communiqué|comunicado)$/

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
      bound[index] = isGuess(before) ? before : { ...before, rule: 'continued' }
    }
  }
  return bound
}
