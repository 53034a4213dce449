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
export type Subject = { readonly start: number; readonly name: string; readonly gender: Gender | null }

/** The subjects of an article's sentences in order. */
export function subjectsOf(sentences: readonly NamedSentence[], people: People): readonly Subject[] {
  const subjects: Subject[] = []
  for (const sentence of sentences) {
    const first = sentence.names.find((mention) => isSubject(sentence, mention, people))
    // "Cruz charmed the crowd, Stovall said": the sentence is about Cruz, but "he" who goes on talking is Stovall.
    const speaker = sentence.names.findLast((mention) => isPerson(mention) && speaks(sentence, mention))
    const last = speaker !== undefined && speaker.start > (first?.start ?? 0) ? speaker : undefined
    for (const mention of [first, last]) {
      if (mention === undefined) continue
      const name = fullName(people, mention)
      subjects.push({
        start: mention.start,
        name,
        gender: genderOfTitle(mention.title) ?? genderOf(people, name),
      })
    }
  }
  return subjects
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
    if (subject.gender === null || subject.gender === pronoun.gender) return subject
  }
  return null
}

function firstAfter(subjects: readonly Subject[], at: number): number {
  let low = 0
  let high = subjects.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((subjects[middle]?.start ?? 0) < at) low = middle + 1
    else high = middle
  }
  return low
}

function isSubject(sentence: NamedSentence, mention: NameMention, people: People): boolean {
  if (!isPerson(mention) || isGoverned(sentence, mention) || isCompound(sentence, mention)) return false
  return (
    isKnownPerson(people, mention.name) ||
    mention.from < 3 ||
    verbForm(sentence.tokens[mention.to]?.text ?? '') !== null
  )
}
