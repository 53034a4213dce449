import {
  betweenSubjectAndVerb,
  complements,
  determiners,
  endsPhrase,
  passiveMarkers,
  prepositions,
  pronouns,
} from './function-words.ts'
import { describesNoun, isCompound, isGoverned, isPlainNoun } from './name-place.ts'
import { roleNouns } from './name-tables.ts'
import { type NamedSentence, type Source, wordAt } from './named-sentence.ts'
import type { NameMention } from './names.ts'
import { verbForm } from './speech-verbs.ts'
import type { Token } from './tokens.ts'

const longestPhrase = 25

/** The subject of the verb at `verbAt`, looking left but not beyond `floor`; null when the verb is passive or has none. */
export function subjectBefore(sentence: NamedSentence, verbAt: number, floor = 0): Source | null {
  let at = verbAt - 1
  let isPassive = false
  while (at >= floor && isBetween(sentence.tokens[at])) {
    if (passiveMarkers.has(wordAt(sentence, at))) isPassive = true
    at--
  }
  if (at < floor || (isPassive && !/ing$|^quoted$/.test(wordAt(sentence, verbAt)))) return null
  return phraseEndingAt(sentence, at, floor)
}

/** The noun phrase whose last word is at `at`. */
export function phraseEndingAt(sentence: NamedSentence, at: number, floor: number, depth = 0): Source | null {
  const token = sentence.tokens[at]
  if (token === undefined || at < floor || depth > 6) return null
  const leader = leaderOfTeam(sentence, at)
  if (leader !== null && leader.from >= floor)
    return { kind: 'name', mention: leader, from: leader.from, to: leader.to }
  const word = wordAt(sentence, at)
  if (word === ',' || word === '—' || word === '–' || word === '-')
    return beforeAside(sentence, at, floor, depth)
  if (token.kind !== 'word') return null
  if (pronouns.has(word)) return { kind: 'pronoun', word, from: at, to: at + 1 }
  if (word === 'who' || word === 'which' || (word === 'that' && isPlainNoun(sentence.tokens[at - 1])))
    return phraseEndingAt(sentence, skipComma(sentence, at - 1), floor, depth + 1)
  const mention = sentence.names.find((name) => name.to === at + 1)
  if (mention !== undefined && !mention.isPossessive) return phraseOfName(sentence, mention, floor, depth)
  // "Article 33", "Section 5": what is numbered has its number behind it.
  if (/^\d{1,4}$/.test(word) && isNumbered(sentence, at - 1) && at > floor)
    return { kind: 'nominal', from: at - 1, to: at + 1 }
  if (mention === undefined && isStop(sentence, at)) return null
  return nominalEndingAt(sentence, at, floor, depth)
}

function isNumbered(sentence: NamedSentence, at: number): boolean {
  return /^(?:Article|Section|Chapter|Rule|Paragraph|Resolution|Artikel|Paragraf|Artículo|L['’]article)$/i.test(
    sentence.tokens[at]?.text ?? '',
  )
}

/** "Paganini and his team": the one who is named speaks for them. */
function leaderOfTeam(sentence: NamedSentence, at: number): NameMention | null {
  if (!/^(?:his|her|their)$/.test(wordAt(sentence, at - 1)) || wordAt(sentence, at - 2) !== 'and') return null
  return sentence.names.find((name) => name.to === at - 2 && !name.isPossessive) ?? null
}

/** The noun phrase that starts right at `from`, as after "said". */
export function phraseStartingAt(sentence: NamedSentence, from: number): Source | null {
  const word = wordAt(sentence, from)
  if (pronouns.has(word)) return { kind: 'pronoun', word, from, to: from + 1 }
  let isComplement = false
  let sawWord = false
  for (let at = from; at < Math.min(sentence.tokens.length, from + longestPhrase); at++) {
    const token = sentence.tokens[at]
    if (token === undefined) break
    const mention = sentence.names.find((name) => name.from <= at && at < name.to)
    if (
      mention !== undefined &&
      !mention.isPossessive &&
      (!isComplement || endsTitle(sentence, mention, from)) &&
      !describesNoun(sentence, mention)
    ) {
      return { kind: 'name', mention, from: Math.min(from, mention.from), to: mention.to }
    }
    if (mention !== undefined) {
      at = mention.to - 1
      sawWord = true
      continue
    }
    if (token.text === ',') return afterComma(sentence, from, at, sawWord)
    if (token.kind !== 'word') return sawWord ? { kind: 'nominal', from, to: at } : null
    if (
      complements.has(token.text) &&
      sawWord &&
      /^(?:of|for|from|at|with|von|der|des|de)$/.test(token.text)
    ) {
      isComplement = true
    } else if (
      endsPhrase.has(token.text) ||
      verbForm(token.text)?.strength === 'speaking' ||
      isVerbOfMany(sentence, at) ||
      (sentence.isGerman && isVerbBehindNoun(sentence, at))
    ) {
      return sawWord ? { kind: 'nominal', from, to: at } : null
    } else if (!determiners.has(token.text)) {
      sawWord = true
    }
  }
  return sawWord
    ? { kind: 'nominal', from, to: Math.min(sentence.tokens.length, from + longestPhrase) }
    : null
}

/** "said master of ceremonies Nina Ortiz": the title has a complement of its own, and the name comes behind it. */
function endsTitle(sentence: NamedSentence, mention: NameMention, from: number): boolean {
  const noun = sentence.tokens[mention.from - 1]
  return (
    mention.from - 2 > from &&
    wordAt(sentence, mention.from - 2) === 'of' &&
    !mention.isOrganisation &&
    !roleNouns.has(noun?.text ?? '') &&
    isPlainNoun(noun)
  )
}

/** "Hundreds of anglers marched": behind a plural, a word in -ed is what they did. */
function isVerbOfMany(sentence: NamedSentence, at: number): boolean {
  return /^\p{Ll}+ed$/u.test(sentence.tokens[at]?.text ?? '') && /^\p{Ll}+s$/u.test(wordAt(sentence, at - 1))
}

/** "des Verlages bietet das Buch": in German a small word in -t behind a noun is its verb. */
function isVerbBehindNoun(sentence: NamedSentence, at: number): boolean {
  return (
    /^\p{Ll}+(?:t|te|ten)$/u.test(sentence.tokens[at]?.text ?? '') &&
    /^\p{Lu}/u.test(sentence.tokens[at - 1]?.text ?? '')
  )
}

function isBetween(token: Token | undefined): boolean {
  if (token?.kind !== 'word') return false
  return betweenSubjectAndVerb.has(token.text) || (/^\p{Ll}+ly$/u.test(token.text) && token.text !== 'family')
}

function isStop(sentence: NamedSentence, at: number): boolean {
  const word = wordAt(sentence, at)
  if (prepositions.has(word) || determiners.has(word) || word === 'and' || word === 'but') return true
  return /^(?:that|what|so|then|how|why|or|not|there|said)$/.test(word) || /^\d/.test(word)
}

function phraseOfName(
  sentence: NamedSentence,
  mention: NameMention,
  floor: number,
  depth: number,
): Source | null {
  const own: Source = { kind: 'name', mention, from: mention.from, to: mention.to }
  const before = mention.from - 1 - (determiners.has(wordAt(sentence, mention.from - 1)) ? 1 : 0)
  const word = wordAt(sentence, before)
  if (before < floor) return own
  if (complements.has(word)) {
    const head = phraseEndingAt(sentence, before - 1, floor, depth + 1)
    if (head?.kind === 'name') return head
    if (head?.kind === 'nominal') return { ...head, to: mention.to }
    return own
  }
  // "talks with Russia and the United States ended": the last of a list of places is not the subject.
  if (word === 'and' && mention.isOrganisation) {
    const head = phraseEndingAt(sentence, before - 1, floor, depth + 1)
    if (head?.kind === 'nominal') return { ...head, to: mention.to }
  }
  return own
}

/** From a comma back over an apposition or relative clause to the phrase it explains. */
function beforeAside(sentence: NamedSentence, comma: number, floor: number, depth: number): Source | null {
  let fallback: Source | null = null
  let end = comma
  for (let asides = 0; asides < 4; asides++) {
    const opening = previousComma(sentence, end - 1, floor)
    const start = opening === null ? floor : opening + 1
    const inner = segmentSource(sentence, start, end, depth)
    const isLoneWord = inner?.kind === 'name' && start > floor && end - start === 1
    if (inner?.kind === 'name' && !inner.mention.isOrganisation && !isAside(sentence, start) && !isLoneWord) {
      return inner
    }
    if (inner !== null && !isAside(sentence, start) && fallback === null) fallback = inner
    if (opening === null) return fallback
    const head = phraseEndingAt(sentence, opening - 1, floor, depth + 1)
    if (head?.kind === 'pronoun' && head.from === opening - 1) return head
    if (head?.kind === 'name' && !isPlaceLike(sentence, head)) return head
    if (head?.kind === 'nominal' && inner?.kind !== 'name') fallback = head
    end = opening
  }
  return fallback
}

function segmentSource(sentence: NamedSentence, start: number, end: number, depth: number): Source | null {
  const mention = sentence.names.find((name) => name.to === end && name.from >= start)
  if (mention !== undefined && !mention.isPossessive && !isGoverned(sentence, mention)) {
    return { kind: 'name', mention, from: mention.from, to: mention.to }
  }
  const first = wordAt(sentence, start)
  if (end - start > longestPhrase || prepositions.has(first) || /ing$|ed$/.test(first)) return null
  return end - 1 > start ? phraseEndingAt(sentence, end - 1, start, depth + 1) : null
}

/** What explains the name before it: "a spokeswoman for X", "who led the team", "69", "of Ohio", "speaking in Iowa". */
function isAside(sentence: NamedSentence, start: number): boolean {
  const word = wordAt(sentence, start)
  return (
    start > 0 &&
    (determiners.has(word) ||
      prepositions.has(word) ||
      roleNouns.has(word) ||
      /^(?:who|which|whose|\d+|r|d|.*ing|.*ed)$/.test(word))
  )
}

function isPlaceLike(sentence: NamedSentence, source: Source): boolean {
  return source.kind === 'name' && (isGoverned(sentence, source.mention) || source.mention.isOrganisation)
}

function previousComma(sentence: NamedSentence, from: number, floor: number): number | null {
  for (let at = from; at >= Math.max(floor, from - 40); at--) {
    if (/^[,—–]$/.test(sentence.tokens[at]?.text ?? '')) return at
  }
  return null
}

function nominalEndingAt(sentence: NamedSentence, end: number, floor: number, depth: number): Source | null {
  for (let at = end; at >= Math.max(floor, end - longestPhrase); at--) {
    const token = sentence.tokens[at]
    if (token?.kind !== 'word')
      return at < end && isNominal(sentence, at + 1, end)
        ? { kind: 'nominal', from: at + 1, to: end + 1 }
        : null
    const word = token.text.toLowerCase()
    if (determiners.has(word) && !/^(?:that|this)$/.test(word)) {
      return extendLeft(sentence, at, end, floor, depth)
    }
    if ((word === 'who' || word === 'whose') && at > floor) {
      return phraseEndingAt(sentence, skipComma(sentence, at - 1), floor, depth + 1)
    }
    const mention = sentence.names.find((name) => name.to === at + 1)
    if (mention !== undefined) {
      const from = mention.from
      const isModifier = isCompound(sentence, mention) || isPlainNoun(sentence.tokens[mention.to])
      if (at === end || isModifier || mention.isPossessive)
        return extendLeft(sentence, from, end, floor, depth)
      return { kind: 'name', mention, from, to: mention.to }
    }
    if (complements.has(word) && at > floor && at < end) {
      const head = phraseEndingAt(sentence, at - 1, floor, depth + 1)
      if (head?.kind === 'nominal') return { ...head, to: end + 1 }
      return head
    }
    if (
      (at < end && verbForm(word)?.strength === 'speaking') ||
      /^(?:and|but|when|while|because|if)$/.test(word)
    ) {
      return at < end ? { kind: 'nominal', from: at + 1, to: end + 1 } : null
    }
  }
  return isNominal(sentence, Math.max(floor, end - longestPhrase), end)
    ? { kind: 'nominal', from: Math.max(floor, end - longestPhrase), to: end + 1 }
    : null
}

function isNominal(sentence: NamedSentence, from: number, end: number): boolean {
  return end - from < 7 && /\p{L}/u.test(sentence.tokens[from]?.text ?? '')
}

// "the head of the group": a complement goes with the noun before it, and a name there is the head.
function extendLeft(
  sentence: NamedSentence,
  from: number,
  end: number,
  floor: number,
  depth: number,
): Source {
  const own: Source = { kind: 'nominal', from, to: end + 1 }
  if (from - 2 < floor || !complements.has(wordAt(sentence, from - 1))) return own
  const head = phraseEndingAt(sentence, from - 2, floor, depth + 1)
  if (head === null || head.kind === 'pronoun') return own
  return head.kind === 'name' ? head : { ...head, to: end + 1 }
}

function afterComma(sentence: NamedSentence, from: number, comma: number, sawWord: boolean): Source | null {
  if (!sawWord) return null
  const mention = sentence.names.find((name) => name.from === comma + 1)
  const next = mention === undefined ? null : (sentence.tokens[mention.to]?.text ?? '.')
  const isName =
    mention !== undefined && !mention.isOrganisation && !mention.isPossessive && /\s/.test(mention.name)
  if (isName && /^(?:[,.;—–"]|of|from|who|at|in)$/.test(next ?? ''))
    return { kind: 'name', mention, from, to: mention.to }
  return { kind: 'nominal', from, to: comma }
}

function skipComma(sentence: NamedSentence, at: number): number {
  return sentence.tokens[at]?.text === ',' ? at - 1 : at
}
