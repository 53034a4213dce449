import type { ArticleReading, QuotePlace } from './article-reading.ts'
import type { NamedSentence } from './named-sentence.ts'
import type { NameMention } from './names.ts'
import { isKnownPerson } from './people.ts'
import type { Speaker } from './speaker-names.ts'
import { verbForm } from './speech-verbs.ts'

const farthestPlace = 9

/** Where a quote was said, when its own sentence or the one before it says so plainly; else null. */
export function whereSaid(reading: ArticleReading, place: QuotePlace, speaker: Speaker): string | null {
  const own = reading.sentences[place.sentence]
  const before = reading.sentences[place.sentence - 1]
  if (own === undefined) return null
  const found = placeIn(reading, own)
  if (found !== null || before === undefined || before.paragraph !== own.paragraph) return found
  return speaks(reading, before, speaker) ? placeIn(reading, before) : null
}

/** The sentence before counts only when the same person speaks in it. */
function speaks(reading: ArticleReading, sentence: NamedSentence, speaker: Speaker): boolean {
  if (speaker.rule === 'same-paragraph') return true
  const surname = speaker.name.split(' ').at(-1) ?? speaker.name
  const first = sentence.tokens[0]
  const last = sentence.tokens.at(-1)
  return (
    first !== undefined && last !== undefined && reading.text.slice(first.start, last.end).includes(surname)
  )
}

function placeIn(reading: ArticleReading, sentence: NamedSentence): string | null {
  for (const [at, token] of sentence.tokens.entries()) {
    if (token.kind !== 'word') continue
    if (!/^(?:speaking|spoke)$/i.test(token.text) && verbForm(token.text)?.strength !== 'speaking') continue
    const name = placeAfter(reading, sentence, at)
    if (name !== null) return name
  }
  return null
}

function placeAfter(reading: ArticleReading, sentence: NamedSentence, verbAt: number): string | null {
  for (let at = verbAt + 1; at < Math.min(sentence.tokens.length, verbAt + farthestPlace); at++) {
    const word = sentence.tokens[at]?.text ?? ''
    if (sentence.tokens[at]?.kind !== 'word' || /^(?:who|which|when|whose|said|to|about|of)$/.test(word))
      return null
    if (word === 'that' && !leadsToPlace(sentence, at)) return null
    if (!/^(?:in|on|via|auf|bei)$/.test(word)) continue
    if (word === 'on' && sentence.tokens[at + 1]?.text === 'X') return 'X'
    const from = /^(?:the|der|dem)$/.test(sentence.tokens[at + 1]?.text ?? '') ? at + 2 : at + 1
    const mention = sentence.names.find((name) => name.from === from)
    if (mention !== undefined && isPlace(reading, mention)) return mention.name
  }
  return null
}

/** "repeated that in Davos", "echoed that view in Davos": here "that" starts no clause. */
function leadsToPlace(sentence: NamedSentence, at: number): boolean {
  return [1, 2].some((step) => /^(?:in|on|at)$/.test(sentence.tokens[at + step]?.text ?? ''))
}

function isPlace(reading: ArticleReading, mention: NameMention): boolean {
  return !mention.isPossessive && mention.title === null && !isKnownPerson(reading.people, mention.name)
}
