import { type NamedSentence, wordAt } from '../named-sentence.ts'
import { verbForm } from '../speech-verbs.ts'
import { accordingBefore } from './according.ts'
import type { Attribution } from './attribution.ts'
import { clauseBefore, colonBefore, groupBefore, viewBefore } from './before-quote.ts'
import { clauseAfter, tailAfter } from './behind-quote.ts'
import { germanBefore } from './german.ts'
import { isNoun } from './report-verbs.ts'

/** Reads the attribution of the quote at token `at` from its own sentence; null when the sentence says nothing. */
export function attributionOf(text: string, sentence: NamedSentence, at: number): Attribution | null {
  const isDetached = endsDetached(text, sentence, at)
  const before = wordAt(sentence, at - 1)
  const label = labelBefore(sentence, at)
  if (label !== null) return label
  if (isDetached && before !== ':' && (!isTiedBefore(sentence, at) || isSigned(sentence, at))) {
    const after = clauseAfter(sentence, at)
    if (after !== null) return after
  }
  if (isBetweenQuotes(sentence, at)) return { kind: 'continued' }
  return (
    accordingBefore(sentence, at) ??
    viewBefore(sentence, at) ??
    (sentence.isGerman
      ? (germanBefore(text, sentence, at) ?? named(clauseBefore(sentence, at)))
      : clauseBefore(sentence, at)) ??
    clauseAfter(sentence, at) ??
    tailAfter(sentence, at) ??
    colonBefore(sentence, at) ??
    groupBefore(sentence, at)
  )
}

/** Where a German noun phrase begins, the rules of English word order cannot tell. */
function named(found: Attribution | null): Attribution | null {
  return found?.kind === 'source' && found.source.kind === 'nominal' ? null : found
}

// A comma, question or exclamation mark inside or right behind the quote: the reporter's clause follows.
function endsDetached(text: string, sentence: NamedSentence, at: number): boolean {
  const token = sentence.tokens[at]
  if (token === undefined) return false
  const inner = text.slice(Math.max(token.start, token.end - 4), token.end)
  return /[,?!….—–-]["'”’»“‘«]{1,2}\s*$/.test(inner) || /^[,—–-]$/.test(sentence.tokens[at + 1]?.text ?? '')
}

/** "They saw it as “a waste,” Lee said.": what stands behind the quote to the end of the sentence says who. */
function isSigned(sentence: NamedSentence, at: number): boolean {
  if (verbForm(wordAt(sentence, at - 1)) !== null || wordAt(sentence, at - 1) === ',') return false
  const mention = sentence.names.find((name) => name.from === at + 1)
  const verbAt = mention?.to ?? -1
  return (
    /^(?:said|says|told|wrote|added)$/.test(wordAt(sentence, verbAt)) &&
    /^[.]?$/.test(wordAt(sentence, verbAt + 1))
  )
}

/** The verb, "that" or "telling her," right before the quote: it belongs to what stands before it. */
function isTiedBefore(sentence: NamedSentence, at: number): boolean {
  const word = wordAt(sentence, at - 1)
  if (/^(?:that|as|dass|que)$/.test(word)) return true
  if (verbForm(word) !== null) return !isNoun(sentence, at - 1)
  if (word !== ',') return false
  const verbAt = /^(?:me|her|him|them|us|reporters)$/.test(wordAt(sentence, at - 2)) ? at - 3 : at - 2
  return verbForm(wordAt(sentence, verbAt))?.strength === 'speaking' && !isNoun(sentence, verbAt)
}

function labelBefore(sentence: NamedSentence, at: number): Attribution | null {
  if (sentence.tokens[at - 1]?.text !== ':') return null
  const mention = sentence.names.find((name) => name.to === at - 1)
  if (mention === undefined || mention.isPossessive) return null
  if (mention.from > 0 && sentence.tokens[mention.from - 1]?.kind !== 'mark') return null
  if (/^[,;.]$/.test(sentence.tokens[mention.from - 1]?.text ?? '')) return null
  return {
    kind: 'source',
    rule: 'label',
    source: { kind: 'name', mention, from: mention.from, to: mention.to },
  }
}

const longestClause = 30

/** “X,” he said, “Y”: only the reporting clause stands between the two. */
function isBetweenQuotes(sentence: NamedSentence, at: number): boolean {
  for (let back = at - 1; back >= Math.max(0, at - longestClause); back--) {
    const token = sentence.tokens[back]
    if (token?.kind === 'quote') return isReport(sentence, back, at)
    if (token?.text === ';' || token?.text === ':') return false
  }
  return false
}

function isReport(sentence: NamedSentence, previous: number, at: number): boolean {
  if (at === previous + 1) return true
  if (
    !/^[,.—–-]$/.test(wordAt(sentence, at - 1)) &&
    verbForm(wordAt(sentence, at - 1))?.strength !== 'speaking'
  )
    return false
  const words = sentence.tokens.slice(previous + 1, at)
  if (words.some((token) => /^(?:but|while|and|when|whereas|although)$/.test(token.text))) return false
  return words.some((token) => {
    const form = verbForm(token.text)
    return form?.strength === 'speaking' && !form.isParticiple
  })
}
