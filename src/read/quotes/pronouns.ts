import type { NameMention } from './names.ts'
import { isCompound, isGoverned, type NamedSentence } from './noun-phrases.ts'
import {
  fullName,
  type Gender,
  genderOf,
  genderOfTitle,
  isKnownPerson,
  type People,
  speaks,
} from './people.ts'
import { verbForm } from './speech-verbs.ts'

/** A person a sentence is about: whom the next "he" or "she" can mean. */
export type Subject = {
  readonly sentenceStart: number
  readonly start: number
  readonly name: string
  readonly gender: Gender | null
}

/** The subjects of an article's sentences in order. */
export function subjectsOf(sentences: readonly NamedSentence[], people: People): readonly Subject[] {
  const subjects: Subject[] = []
  for (const sentence of sentences) {
    const sentenceStart = sentence.tokens[0]?.start ?? 0
    for (const mention of byLikelihood(sentence, people)) {
      const name = fullName(people, mention)
      const gender = genderOfTitle(mention.title) ?? genderOf(people, name)
      subjects.push({ sentenceStart, start: mention.start, name, gender })
    }
  }
  return subjects
}

/** The people of a sentence, the likeliest referent last. */
function byLikelihood(sentence: NamedSentence, people: People): readonly NameMention[] {
  const able = sentence.names.filter((mention) => isSubject(sentence, mention, people))
  const [first, ...others] = able
  // "Cruz charmed the crowd, Stovall said": the sentence is about Cruz, but "he" who goes on talking is Stovall.
  const speaker = sentence.names.findLast((mention) => isPerson(mention) && speaks(sentence, mention))
  const last = speaker !== undefined && speaker.start > (first?.start ?? 0) ? speaker : undefined
  return [...others.toReversed(), first, last].filter((mention) => mention !== undefined)
}

/** True when the person was the subject of a sentence shortly before. */
export function isRecent(
  subjects: readonly Subject[],
  person: { readonly name: string; readonly at: number },
): boolean {
  const until = firstAfter(subjects, person.at)
  return subjects
    .slice(Math.max(0, until - 40), until)
    .some((subject) => subject.name === person.name && person.at - subject.start < farthestSubject)
}

function isPerson(mention: NameMention): boolean {
  return !mention.isOrganisation && !mention.isPossessive
}

const farthestSubject = 3000

/** The last subject before a place that the pronoun can mean; null when there is none near enough. */
export function nearestSubject(
  subjects: readonly Subject[],
  pronoun: { readonly gender: Gender; readonly at: number },
): Subject | null {
  let index = firstAfter(subjects, pronoun.at) - 1
  for (; index >= 0; index--) {
    const subject = subjects[index]
    if (subject === undefined || pronoun.at - subject.start > farthestSubject) return null
    if (subject.start >= pronoun.at) continue
    if (subject.gender === null || subject.gender === pronoun.gender) return subject
  }
  return null
}

function firstAfter(subjects: readonly Subject[], at: number): number {
  let low = 0
  let high = subjects.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((subjects[middle]?.sentenceStart ?? 0) < at) low = middle + 1
    else high = middle
  }
  return low
}

function isSubject(sentence: NamedSentence, mention: NameMention, people: People): boolean {
  if (!isPerson(mention) || isGoverned(sentence, mention) || isCompound(sentence, mention)) return false
  if (isKnownPerson(people, mention.name)) return true
  const isFull = mention.name.includes(' ')
  return isFull && (mention.from < 3 || verbForm(sentence.tokens[mention.to]?.text ?? '') !== null)
}
