import { genderOfGivenName, isFamilyFirst, isGivenName } from './given-names.ts'
import { honorifics } from './name-tables.ts'
import type { NamedSentence } from './named-sentence.ts'
import type { NameMention } from './names.ts'
import { verbForm } from './speech-verbs.ts'

export type Gender = 'f' | 'm'

/** A person of the article under the fullest form of the name it gives. */
export type Person = {
  readonly name: string
  readonly gender: Gender | null
  readonly mentions: number
  /** Where the full form stands, in order. */
  readonly positions: readonly number[]
}

/** The article's people by the key of each part of their name. */
export type People = {
  readonly byPart: ReadonlyMap<string, readonly Person[]>
  /** What "Mr." and "Ms." say about a surname. */
  readonly courtesy: ReadonlyMap<string, Gender>
  /** Surnames seen with a title or a verb of speech. */
  readonly surnames: ReadonlySet<string>
}

/** Collects the people of an article; a short form later means the full form given elsewhere. */
export function peopleOf(sentences: readonly NamedSentence[]): People {
  const full = new Map<string, FullForm>()
  const courtesy = new Map<string, Gender>()
  const surnames = new Set<string>()
  const alone = new Map<string, number>()
  for (const sentence of sentences) {
    for (const mention of sentence.names) {
      if (mention.isOrganisation) continue
      if (!mention.name.includes(' ')) {
        const key = nameKey(mention.name)
        alone.set(key, (alone.get(key) ?? 0) + 1)
      }
      const gender = genderOfTitle(mention.title)
      const surname = nameKey(lastWord(mention.name))
      if (gender !== null) courtesy.set(surname, gender)
      const isPerson = mention.title !== null || speaks(sentence, mention)
      if (isPerson) surnames.add(surname)
      addFullForm(full, mention, isPerson)
    }
  }
  const byPart = new Map<string, Person[]>()
  for (const { name, count, positions, isPerson } of full.values()) {
    const isSpeaker =
      (alone.get(nameKey(lastWord(name))) ?? 0) >= timesAlone ||
      surnames.has(nameKey(lastWord(name))) ||
      (isFamilyFirst(name) && surnames.has(nameKey(name.split(' ')[0] ?? '')))
    if (!isPerson && !isSpeaker) continue
    const person = { name, mentions: count, positions, gender: genderOfGivenName(name.split(' ')[0] ?? '') }
    const parts = new Set([nameKey(lastWord(name)), nameKey(name.split(' ')[0] ?? '')])
    for (const part of parts) byPart.set(part, [...(byPart.get(part) ?? []), person].slice(0, 20))
  }
  return { byPart, courtesy, surnames }
}

/** "Patti Davis" who is "Davis" from then on is a person. */
const timesAlone = 2

type FullForm = { readonly name: string; count: number; isPerson: boolean; readonly positions: number[] }

function addFullForm(full: Map<string, FullForm>, mention: NameMention, isPerson: boolean): void {
  const words = mention.name.split(' ')
  if (words.length < 2 || words.length > 5) return
  const key = words.map(nameKey).join(' ')
  const entry = full.get(key) ?? { name: mention.name, count: 0, isPerson: false, positions: [] }
  entry.count++
  entry.positions.push(mention.start)
  if (isPerson || isGivenName(words[0] ?? '')) entry.isPerson = true
  full.set(key, entry)
}

/** True when a verb of speech stands right before or behind the name; ", said" closes an apposition. */
export function speaks(sentence: NamedSentence, mention: NameMention): boolean {
  const next = sentence.tokens[mention.to]?.text ?? ''
  const isAside = next === ',' && mention.name.includes(' ')
  const verb =
    isAside || /^(?:also|then|later|has|had|\p{Ll}+ly)$/u.test(next)
      ? (sentence.tokens[mention.to + 1]?.text ?? '')
      : next
  const form = verbForm(verb)
  if (form?.strength === 'speaking' && !form.isParticiple) return true
  const before = sentence.tokens[mention.from - 2]
  // "…, said Tyvak would go on": Tyvak is what was spoken of.
  const isSubject =
    /^(?:would|will|had|has|have|was|were|is|are|could|can|should|might|may|must|did|does)$/.test(next)
  const isInverted = (before === undefined || before.kind !== 'word') && !isSubject
  return (
    isInverted &&
    /^(?:said|says|wrote|tweeted|sagte|dijo)$/.test(sentence.tokens[mention.from - 1]?.text ?? '')
  )
}

/** The fullest form of a name at a place in the article: a namesake counts only near where it was named in full. */
export function fullName(people: People, mention: Pick<NameMention, 'name' | 'title' | 'start'>): string {
  const { name, start: at } = mention
  const gender = genderOfTitle(mention.title)
  const words = name.split(' ')
  const last = nameKey(lastWord(name))
  const known = people.byPart.get(last) ?? []
  const candidates = known.filter(
    (person) =>
      canBe(person, words) && (gender === null || person.gender === null || person.gender === gender),
  )
  if (candidates.length === 0) return name
  if (words.length > 1) return candidates.toSorted((a, b) => b.name.length - a.name.length)[0]?.name ?? name
  const bySurname = candidates.filter((person) => nameKey(lastWord(person.name)) === last)
  return mostLikely(bySurname.length > 0 ? bySurname : candidates, at)?.name ?? name
}

/** What the article or the given name says about gender; null when nothing. */
export function genderOf(people: People, name: string): Gender | null {
  return genderOfGivenName(name.split(' ')[0] ?? '') ?? people.courtesy.get(nameKey(lastWord(name))) ?? null
}

export function genderOfTitle(title: string | null): Gender | null {
  for (const word of title?.toLowerCase().split(' ') ?? []) {
    const gender = honorifics.get(word.replace(/\.$/, ''))
    if (gender !== undefined) return gender
  }
  return null
}

export function isKnownPerson(people: People, name: string): boolean {
  if (isGivenName(name.split(' ')[0] ?? '')) return true
  const key = nameKey(lastWord(name))
  return people.surnames.has(key) || (people.byPart.get(key) ?? []).length > 0
}

/** Folds accents and the spellings of the same sound: Zelenskyy, Zelensky, Zelenskiy. */
export function nameKey(word: string): string {
  const isPlain = /^[A-Za-z]+$/.test(word)
  const plain = (isPlain ? word : word.normalize('NFKD').replace(/\p{M}|['’.]/gu, '')).toLowerCase()
  return plain.replace(/(?:yy|iy|ij|ii|yi|yj)$/, 'y')
}

const nearCharacters = 1500

function mostLikely(candidates: readonly Person[], at: number): Person | null {
  const distance = (person: Person): number =>
    at - (lastBefore(person.positions, at) ?? Number.NEGATIVE_INFINITY)
  const near = candidates.filter((person) => distance(person) < nearCharacters)
  if (near.length > 0) return near.toSorted((a, b) => distance(a) - distance(b))[0] ?? null
  return candidates.toSorted((a, b) => b.mentions - a.mentions)[0] ?? null
}

function lastBefore(sorted: readonly number[], at: number): number | undefined {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return sorted[low - 1]
}

function canBe(person: Person, words: readonly string[]): boolean {
  const own = person.name.split(' ').map(nameKey)
  const given = words.map(nameKey)
  if (given.length === 1 || own.slice(-given.length).join(' ') === given.join(' ')) return true
  return own.at(-1) === given.at(-1) && (own[0] === given[0] || own[0]?.[0] === given[0])
}

function lastWord(name: string): string {
  const words = name.split(' ')
  const last = words.at(-1) ?? name
  return /^(?:Jr|Sr|II|III|IV)\.?$/.test(last) ? (words.at(-2) ?? last) : last
}
