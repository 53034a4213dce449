import { type Company, companiesOf } from './companies.ts'
import { germanNames, looksGerman } from './german-names.ts'
import type { NamedSentence } from './named-sentence.ts'
import { findNames, wordsOf } from './names.ts'
import { fullName, type People, peopleOf } from './people.ts'
import { type Subject, subjectsOf } from './pronouns.ts'
import type { QuoteSpan } from './quote-marks.ts'
import { roleOf } from './roles.ts'
import { readSentences, type Sentence } from './tokens.ts'

/** What the reading of an article needs to know at every quote. */
export type ArticleReading = {
  readonly text: string
  readonly sentences: readonly NamedSentence[]
  readonly people: People
  readonly roles: ReadonlyMap<string, string>
  readonly subjects: readonly Subject[]
  readonly companies: readonly Company[]
}

/** Where a quote stands: its sentence and its token there. */
export type QuotePlace = { readonly sentence: number; readonly token: number }

/** Splits an article into sentences and collects its people, their roles and what each sentence is about. */
export function readArticle(
  text: string,
  spans: readonly QuoteSpan[],
  language: string | null,
): ArticleReading {
  const plain = readSentences(text, spans)
  const words = wordsOf(plain)
  const isGerman = language === null ? looksGerman(words) : /^de\b/i.test(language)
  const named = plain.map((sentence) => ({ ...sentence, names: findNames(sentence.tokens, words) }))
  const sentences = isGerman ? germanNames(named) : named
  const people = peopleOf(sentences)
  return {
    text,
    sentences,
    people,
    roles: rolesOf(text, sentences, people),
    subjects: subjectsOf(sentences, people),
    companies: companiesOf(text),
  }
}

function rolesOf(
  text: string,
  sentences: readonly NamedSentence[],
  people: People,
): ReadonlyMap<string, string> {
  const roles = new Map<string, string>()
  for (const sentence of sentences) {
    for (const mention of sentence.names) {
      if (mention.isOrganisation) continue
      const name = fullName(people, mention)
      const role = roles.has(name) ? null : roleOf(text, sentence, mention)
      if (role !== null) roles.set(name, role)
    }
  }
  return roles
}

/** Where each quote stands; null where hostile text left it out. */
export function placesOf(sentences: readonly Sentence[], count: number): readonly (QuotePlace | null)[] {
  const places: (QuotePlace | null)[] = new Array<QuotePlace | null>(count).fill(null)
  for (const [sentence, { tokens }] of sentences.entries()) {
    for (const [token, found] of tokens.entries()) {
      if (found.kind === 'quote') places[found.quote] = { sentence, token }
    }
  }
  return places
}
