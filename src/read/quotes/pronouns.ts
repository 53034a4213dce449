import { isCompound, isGoverned } from './name-place.ts'
import { type NamedSentence, type Source, wordAt } from './named-sentence.ts'
import type { NameMention } from './names.ts'
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
import { mainSubject } from './subjects.ts'

/** A person a sentence is about: whom the next "he" or "she" can mean. */
export type Subject = {
  readonly sentenceStart: number
  readonly start: number
  readonly name: string
  readonly gender: Gender | null
  /** Where the name stands that says who it is. */
  readonly named: Span
}

/** A place in the article's text; `end` is exclusive. */
export type Span = { readonly start: number; readonly end: number }

/** The subjects of an article's sentences in order. */
export function subjectsOf(sentences: readonly NamedSentence[], people: People): readonly Subject[] {
  const subjects: Subject[] = []
  for (const sentence of sentences) {
    const named = sentence.names
      .filter((mention) => isSubject(sentence, mention, people))
      .map((mention): Named => ({ mention, subject: subjectOf(sentence, mention, people) }))
    const main = mainSubject(sentence)
    subjects.push(
      ...byLikelihood(sentence, named, {
        main,
        meant: meantByPronoun(sentence, named, { main, before: subjects }),
      }),
    )
  }
  return subjects
}

type Named = { readonly mention: NameMention; readonly subject: Subject }

function subjectOf(sentence: NamedSentence, mention: NameMention, people: People): Subject {
  const name = fullName(people, mention)
  const gender = genderOfTitle(mention.title) ?? genderOf(people, name)
  const { start } = mention
  const named = { start, end: sentence.tokens[mention.to - 1]?.end ?? start }
  return { sentenceStart: sentence.tokens[0]?.start ?? 0, start, name, gender, named }
}

/** "In her post, she reminded Trump of Hinckley": whoever she is stays the one the next sentence is about. */
function meantByPronoun(
  sentence: NamedSentence,
  named: readonly Named[],
  { main, before }: { readonly main: Source | null; readonly before: readonly Subject[] },
): Subject | null {
  const gender = main?.kind === 'pronoun' ? genderOfPronoun(main.word) : null
  if (main === null || gender === null) return null
  const start = sentence.tokens[main.from]?.start ?? 0
  if (named.some(({ subject }) => subject.start < start)) return null
  const meant = nearestSubject(before, { gender, at: start })
  return meant && { ...meant, sentenceStart: sentence.tokens[0]?.start ?? 0, start, gender }
}

/** The people of a sentence, the likeliest referent last. */
function byLikelihood(
  sentence: NamedSentence,
  named: readonly Named[],
  { main, meant }: { readonly main: Source | null; readonly meant: Subject | null },
): readonly Subject[] {
  const first =
    named.find(({ mention }) => main?.kind === 'name' && mention === main.mention) ?? named[0] ?? null
  const others = named.filter((each) => each !== first).map(({ subject }) => subject)
  const topic = meant ?? first?.subject ?? null
  // "Cruz charmed the crowd, Stovall said": the sentence is about Cruz, but "he" who goes on talking is Stovall.
  const speaker = named.findLast(({ mention }) => reports(sentence, mention))?.subject
  const last = speaker !== undefined && speaker.start > (topic?.start ?? 0) ? speaker : null
  return [...others.toReversed(), meant === null ? null : (first?.subject ?? null), topic, last].filter(
    (subject) => subject !== null,
  )
}

/** True when the name is the subject of a report, and not of what is reported: "because Lynch agreed to take part". */
function reports(sentence: NamedSentence, mention: NameMention): boolean {
  if (!speaks(sentence, mention) || wordAt(sentence, mention.to + 1) === 'to') return false
  return !/^(?:because|that|when|if|while|whether|where|after|before|as|who|whom|what|how)$/.test(
    wordAt(sentence, mention.from - 1),
  )
}

/** Where the person was the subject of a sentence shortly before; null when nowhere. */
export function lastNamed(
  subjects: readonly Subject[],
  person: { readonly name: string; readonly at: number },
): Span | null {
  const until = firstAfter(subjects, person.at)
  const last = subjects
    .slice(Math.max(0, until - 40), until)
    .findLast((subject) => subject.name === person.name && person.at - subject.start < farthestSubject)
  return last?.named ?? null
}

function isPerson(mention: NameMention): boolean {
  return !mention.isOrganisation && !mention.isPossessive
}

const farthestSubject = 3000

/** Whom a pronoun means, and whether the text leaves a doubt about it. */
export type Referent = { readonly name: string; readonly named: Span; readonly isDoubtful: boolean }

/** Decides whom "he" or "she" means; null when nobody it can mean was named near enough. */
export function referentOf(
  subjects: readonly Subject[],
  pronoun: { readonly gender: Gender; readonly at: number },
): Referent | null {
  const meant = nearestSubject(subjects, pronoun)
  if (meant === null) return null
  const until = firstAfter(subjects, pronoun.at)
  const able = subjects
    .slice(Math.max(0, until - mostRivals), until)
    .filter(
      ({ start, gender }) =>
        start < pronoun.at &&
        pronoun.at - start < rivalryDistance &&
        (gender ?? pronoun.gender) === pronoun.gender,
    )
  const rivals = new Set(able.map(({ name }) => name).filter((name) => name !== meant.name))
  const isAlone = !able.some(
    ({ name, sentenceStart }) => sentenceStart === meant.sentenceStart && name !== meant.name,
  )
  const isNear = pronoun.at - meant.start < farthestSure
  const isSure = meant.gender !== null && rivals.size < 2 && isAlone && isNear
  return { name: meant.name, named: meant.named, isDoubtful: !isSure }
}

const rivalryDistance = 900
const mostRivals = 100
const farthestSure = 600

/** The last subject before a place that the pronoun can mean; null when there is none near enough. */
function nearestSubject(
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

/** The gender a pronoun tells; null when it tells none. */
export function genderOfPronoun(word: string): Gender | null {
  if (/^(?:he|er|il|él|він|он)$/.test(word)) return 'm'
  return /^(?:she|sie|elle|ella|вона|она)$/.test(word) ? 'f' : null
}
