import { isGivenName } from './given-names.ts'
import {
  compoundNouns,
  honorifics,
  modifiers,
  nameParticles,
  notNames,
  organisationWords,
  placeStarts,
  places,
  portfolios,
  roleNouns,
} from './name-tables.ts'
import { verbForm } from './speech-verbs.ts'
import type { Sentence, Token } from './tokens.ts'

export type NameMention = {
  /** Token positions in the sentence; `to` is exclusive. Titles in front are inside. */
  readonly from: number
  readonly to: number
  /** Where the name without its title starts. */
  readonly nameFrom: number
  readonly name: string
  readonly title: string | null
  readonly isPossessive: boolean
  readonly isOrganisation: boolean
  readonly start: number
}

/** Finds the names of people and organisations in a sentence, titles and honorifics taken off. */
export function findNames(tokens: readonly Token[], words: ArticleWords): readonly NameMention[] {
  const mentions: NameMention[] = []
  let at = 0
  while (at < tokens.length) {
    const end = runEnd(tokens, at)
    if (end === at) {
      at++
      continue
    }
    const from = isSurnameAlone(tokens, at, words) ? at : skipStarters(tokens, at, end, words.small)
    const mention = mentionOf(tokens, { from: withParticle(tokens, from), to: end, surnames: words.surnames })
    if (mention !== null && !isDoubtful(tokens, mention, words)) mentions.push(mention)
    at = end
  }
  return mentions
}

/** How the article writes its words: what stands first in a sentence is a name only if it looks like one elsewhere. */
export type ArticleWords = {
  readonly small: ReadonlySet<string>
  readonly capitalised: ReadonlySet<string>
  /** Ordinary words that are somebody's surname here: George Will, Al From. */
  readonly surnames: ReadonlySet<string>
}

export function wordsOf(sentences: readonly Sentence[]): ArticleWords {
  const small = new Set<string>()
  const capitalised = new Set<string>()
  const surnames = new Set<string>()
  for (const { tokens } of sentences) {
    for (const [at, token] of tokens.entries()) {
      if (small.has(token.text)) continue
      if (/^\p{Ll}+$/u.test(token.text)) small.add(token.text)
      if (!isCapitalised(token)) continue
      if (at > 0) capitalised.add(token.text.replace(/['’]s?$/, ''))
      if (isOrdinary(token.text) && followsGivenName(tokens, at)) surnames.add(token.text)
    }
  }
  return { small, capitalised, surnames }
}

/** A word that is a name only where the article makes it one: Will, Doctor, King. */
function isOrdinary(word: string): boolean {
  return notNames.has(word.toLowerCase()) || isTitle(bare(word))
}

function followsGivenName(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]?.text ?? ''
  const given = /^\p{Lu}\.$/u.test(before) ? (tokens[at - 2]?.text ?? '') : before
  return /^\p{Lu}/u.test(given) && isGivenName(given)
}

// "Promising to …", "Back in 1999": a lone first word that is never capitalised elsewhere.
function isDoubtful(tokens: readonly Token[], mention: NameMention, words: ArticleWords): boolean {
  if (mention.from > 0 || mention.to > 1 || words.capitalised.has(mention.name)) return false
  if (isGivenName(mention.name) || places.has(mention.name.toLowerCase())) return false
  return (
    /ing$/.test(mention.name) ||
    !/^(?:[:,]|has|had|is|was|\p{Ll}+(?:ed|s)|said|told|wrote)$/u.test(tokens[1]?.text ?? '')
  )
}

/** "de Blasio" at the start of a clause: the small word belongs to the name. */
function withParticle(tokens: readonly Token[], from: number): number {
  if (!/^(?:de|van|von|al)$/.test(tokens[from - 1]?.text ?? '')) return from
  const before = tokens[from - 2]
  return before === undefined || before.kind !== 'word' || honorifics.has(bare(before.text)) ? from - 1 : from
}

/** "Will said": an ordinary word that is a surname in this article, with what only a name has behind it. */
function isSurnameAlone(tokens: readonly Token[], at: number, { surnames }: ArticleWords): boolean {
  if (!surnames.has(tokens[at]?.text ?? '') || isCapitalised(tokens[at + 1])) return false
  const isReported = [tokens[at + 1], tokens[at - 1]].some((token) => {
    const form = verbForm(token?.text ?? '')
    return form?.strength === 'speaking' && !form.isBase && !form.isParticiple
  })
  return isReported && !isCapitalised(tokens[at - 1])
}

export function isCapitalised(token: Token | undefined): boolean {
  return token?.kind === 'word' && /^\p{Lu}/u.test(token.text)
}

/** No name with its titles is longer; shouted text is. */
const longestRun = 16

function runEnd(tokens: readonly Token[], from: number): number {
  let at = from
  const limit = Math.min(tokens.length, from + longestRun)
  while (at < limit && isCapitalised(tokens[at]) && isJoined(tokens, from, at)) {
    const word = tokens[at]?.text ?? ''
    at++
    if (isPossessive(word)) return at
    const link = linkLength(tokens, at)
    if (link > 0) at += link
  }
  return at
}

function isJoined(tokens: readonly Token[], from: number, at: number): boolean {
  const before = tokens[at - 1]
  const token = tokens[at]
  return at === from || (before !== undefined && token !== undefined && token.start - before.end === 1)
}

/** "van", "de la" and "of" (in "Department of Justice") between two capitalised words belong to the name. */
function linkLength(tokens: readonly Token[], at: number): number {
  if (isNickname(tokens[at]) && isCapitalised(tokens[at + 1])) return 1
  for (const length of [1, 2]) {
    if (!isCapitalised(tokens[at + length])) continue
    const words = tokens.slice(at, at + length).map((token) => token.text)
    if (words.every((word) => nameParticles.has(word))) return length
    const before = tokens[at - 1]?.text.toLowerCase() ?? ''
    const isOffice = organisationWords.has(before) || before === 'secretary' || before === 'director'
    if (isOffice && words[0] === 'of' && (length === 1 || words[1] === 'the')) return length
  }
  return 0
}

/** Juan “Chico” Manriquez */
function isNickname(token: Token | undefined): boolean {
  return token?.kind === 'quote' && token.end - token.start < 16
}

function isPossessive(word: string): boolean {
  return /['’]s?$/.test(word)
}

function skipStarters(
  tokens: readonly Token[],
  from: number,
  end: number,
  commonWords: ReadonlySet<string>,
): number {
  let at = from
  while (at < end && isNoName(tokens[at]?.text ?? '', at === 0, commonWords)) at++
  return at
}

function isNoName(word: string, isFirst: boolean, commonWords: ReadonlySet<string>): boolean {
  const lower = word.toLowerCase().replace(/[.’']+$/, '')
  if (honorifics.has(lower)) return false
  if (notNames.has(lower)) return !isGivenName(lower) || lower === 'may'
  if (!isFirst || roleNouns.has(lower) || modifiers.has(lower) || isGivenName(lower)) return false
  return commonWords.has(lower) || compoundNouns.test(lower) || /ly$/.test(lower)
}

function mentionOf(
  tokens: readonly Token[],
  {
    from,
    to,
    surnames,
  }: { readonly from: number; readonly to: number; readonly surnames: ReadonlySet<string> },
): NameMention | null {
  if (from >= to) return null
  const isSurname = to - from === 1 && surnames.has(tokens[from]?.text ?? '')
  const nameFrom = isSurname ? from : skipTitles(tokens, from, to)
  const first = tokens[nameFrom]
  const last = tokens[to - 1]
  if (first === undefined || last === undefined || nameFrom >= to) return null
  const words = tokens.slice(nameFrom, to).flatMap((token) => (token.kind === 'quote' ? [] : [token.text]))
  const name = words.join(' ').replace(/['’]s?$/, '')
  if (
    words.length > 6 ||
    name.length < 2 ||
    /^\p{Lu}\.$|^[RDI]-\p{L}|^(?:der|die|das|den|dem|des)\s/u.test(name) ||
    (notNames.has(name.toLowerCase()) && !surnames.has(name))
  )
    return null
  const isBareModifier = words.length === 1 && nameFrom === from && modifiers.has(name.toLowerCase())
  if (isBareModifier) return null
  const titles = tokens.slice(from, nameFrom).map((token) => token.text)
  return {
    from,
    to,
    nameFrom,
    name,
    title: titles.length === 0 ? null : titles.join(' '),
    isPossessive: isPossessive(last.text),
    isOrganisation: isOrganisation(words),
    start: first.start,
  }
}

function skipTitles(tokens: readonly Token[], from: number, to: number): number {
  let nameFrom = from
  for (let at = from; at < to; at++) {
    const word = bare(tokens[at]?.text ?? '')
    if (
      !(isTitle(word) || isRank(tokens, at)) ||
      tokens[at - 1]?.text === 'of' ||
      isSurname(tokens, from, at, to)
    )
      continue
    nameFrom = at + 1
    while (bare(tokens[nameFrom]?.text ?? '') === 'of' && nameFrom < to) {
      nameFrom++
      while (nameFrom < to && portfolios.has(bare(tokens[nameFrom]?.text ?? ''))) nameFrom++
    }
    at = Math.max(at, nameFrom - 1)
  }
  while (
    nameFrom < to - 1 &&
    modifiers.has(bare(tokens[nameFrom]?.text ?? '')) &&
    !startsOrganisation(tokens, nameFrom, to)
  ) {
    nameFrom++
  }
  return nameFrom
}

// "White House", "State Department": the first word is part of the name although it can also be a modifier.
function startsOrganisation(tokens: readonly Token[], at: number, to: number): boolean {
  return tokens.slice(at + 1, to).some((token) => organisationWords.has(bare(token.text)))
}

function isTitle(word: string): boolean {
  return honorifics.has(word) || roleNouns.has(word)
}

/** "Marine John Tiegen" is a marine; Marine Le Pen is not. */
function isRank(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.text === 'Marine' && isGivenName(tokens[at + 1]?.text ?? '')
}

// Steve King, Larry Bishop: a title at the end, behind a given name or an initial, is a surname.
function isSurname(tokens: readonly Token[], from: number, at: number, to: number): boolean {
  if (at !== to - 1 || at === from) return false
  const before = tokens[at - 1]?.text ?? ''
  return isGivenName(before) || /^\p{Lu}\.$/u.test(before)
}

function bare(word: string): string {
  return word.toLowerCase().replace(/['’]s?$|\.$/g, '')
}

/** Organisation words that are surnames behind a given name: Lena Fox, Emily Post. */
const surnamesToo = /^(?:fox|post|court|bank|house|church|center|service|police|guardian|herald)$/

function isOrganisation(words: readonly string[]): boolean {
  const last = bare(words.at(-1) ?? '')
  const isSurname = words.length === 2 && surnamesToo.test(last) && isGivenName(words[0] ?? '')
  if (!isSurname && words.some((word) => organisationWords.has(bare(word)))) return true
  const [only] = words
  if (words.length > 1 && words.every((word) => /^[\p{Lu}\d’'-]{2,}$/u.test(word))) return true
  if (words.length > 4) return true
  if (words.length > 1 && placeStarts.has(bare(words[0] ?? ''))) return true
  return words.length === 1 && only !== undefined && (/^\p{Lu}{2,}$/u.test(only) || places.has(bare(only)))
}
