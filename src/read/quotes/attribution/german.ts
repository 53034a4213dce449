import { clauseStart, germanSubject, isReported } from '../german-clauses.ts'
import { type NamedSentence, type Source, wordAt } from '../named-sentence.ts'
import { phraseStartingAt } from '../noun-phrases.ts'
import { isGermanVerb } from '../speech-verbs.ts'
import type { Attribution } from './attribution.ts'
import { startsAnew } from './behind-quote.ts'

/** "Stoiber hatte die Rolle der Parteien betont: „…“": whoever the German clause is about, if it reports or ends in a colon. */
export function germanBefore(text: string, sentence: NamedSentence, at: number): Attribution | null {
  const label = germanLabel(text, sentence, at)
  if (label !== null) return { kind: 'source', rule: 'label', source: label }
  const from = clauseStart(sentence, at)
  if (from > 0 && isReported(sentence, from, at)) {
    const outer = germanSubject(sentence, clauseStart(sentence, from - 1), from - 1)
    if (outer !== null) return { kind: 'source', rule: 'introduced', source: outer }
  }
  // "Es sei schwierig, dass …": somebody else says all of it.
  if (isReported(sentence, from, from + 2)) return null
  const inserted = germanInsertion(sentence, from, at)
  if (inserted !== null) return { kind: 'source', rule: 'inverted', source: inserted }
  const isIntroduced = sentence.tokens[at - 1]?.text === ':'
  const reports = sentence.tokens
    .slice(from, at)
    .some(
      ({ text }, index, all) => isGermanVerb(text) || (text === 'davon' && all[index + 1]?.text === 'aus'),
    )
  if (!isIntroduced && !reports) return null
  const source = quotedObject(sentence, from, at) ?? germanSubject(sentence, from, at)
  return source === null ? null : { kind: 'source', rule: reports ? 'before' : 'introduced', source }
}

/** "Mohammed ElBaradei („…“)", "…, und der Ministerpräsident Jens Stoltenberg: „…“": a name and nothing else. */
function germanLabel(text: string, sentence: NamedSentence, at: number): Source | null {
  const mark = sentence.tokens[at - 1]?.text
  const mention = sentence.names.find((name) => name.to === at - 1)
  if ((mark !== ':' && mark !== '(') || mention === undefined || mention.isPossessive) return null
  const source: Source = { kind: 'name', mention, from: mention.from, to: mention.to }
  // A name in brackets is translated or explained more often than quoted, but not in whole sentences.
  if (mark === '(') return isWholeSentence(text, sentence, at) ? source : null
  for (let back = mention.from - 1; back >= 0; back--) {
    const { text = '' } = sentence.tokens[back] ?? {}
    if (/^(?:[,;)]|und)$/.test(text) || sentence.tokens[back]?.kind === 'quote') return source
    if (!/^(?:der|die|\p{Ll}+(?:e|er|en)|\p{Lu}.*)$/u.test(text) || isGermanVerb(text)) return null
  }
  return source
}

function isWholeSentence(text: string, sentence: NamedSentence, at: number): boolean {
  const token = sentence.tokens[at]
  return token !== undefined && /[.!?…]["'”’»“‘«]{0,2}\s*$/.test(text.slice(token.end - 4, token.end))
}

/** "…, so Hans Pötsch, wird VW „…“". */
function germanInsertion(sentence: NamedSentence, from: number, until: number): Source | null {
  for (let at = until - 3; at > from; at--) {
    if (wordAt(sentence, at) !== 'so' || !startsAnew(sentence, at)) continue
    const source = phraseStartingAt(sentence, at + 1)
    return source?.kind === 'name' && wordAt(sentence, source.to) === ',' ? source : null
  }
  return null
}

/** "Ein Sender zitierte Papandreou mit den Worten: „…“": the object speaks. */
function quotedObject(sentence: NamedSentence, from: number, until: number): Source | null {
  const verbAt = sentence.tokens.findIndex(
    ({ text }, at) => at > from && at < until && /^zitier(?:t|te|ten)$/.test(text),
  )
  return verbAt < 0 ? null : phraseStartingAt(sentence, verbAt + 1)
}
