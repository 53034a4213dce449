import { organisationWords, places } from '../name-tables.ts'
import { type NamedSentence, type Source, wordAt } from '../named-sentence.ts'
import { phraseStartingAt } from '../noun-phrases.ts'
import { verbForm } from '../speech-verbs.ts'
import { mainSubject } from '../subjects.ts'
import type { Attribution } from './attribution.ts'
import { subjectBehind, subjectOf } from './clause-subject.ts'
import { isNoun, pointMade } from './report-verbs.ts'

/** What a sentence that ends with a colon says about the quote in the next paragraph. */
export function attributionBehind(sentence: NamedSentence): Attribution | null {
  return clauseBefore(sentence, sentence.tokens.length)
}

const farthestVerb = 60

/** "it" and "they" inside a clause usually mean whoever the outer clause names. */
function isSomebody(source: Source): boolean {
  return source.kind === 'name' || (source.kind === 'pronoun' && isSingular.test(source.word))
}

const isSingular = /^(?:he|she|er|sie|il|elle|él|ella|він|вона|он|она)$/

/** X said (that): "…", and fragments: X called it "…", X emphasized that participants reached "…". */
export function clauseBefore(sentence: NamedSentence, at: number): Attribution | null {
  let weak: Attribution | null = null
  for (let verbAt = at - 1; verbAt >= Math.max(0, at - farthestVerb); verbAt--) {
    if (sentence.tokens[verbAt]?.kind !== 'word') continue
    const form = verbForm(sentence.tokens[verbAt]?.text ?? '') ?? pointMade(sentence, verbAt)
    if (form === null || isNoun(sentence, verbAt)) continue
    const source = subjectBehind(sentence, verbAt) ?? subjectOf(sentence, verbAt)
    if (source !== null && !isSomebody(source)) {
      const inserted = insertedReport(sentence, verbAt)
      if (inserted !== null) return { kind: 'source', rule: 'inverted', source: inserted }
    }
    if (source === null || isEmbedded(sentence, source)) continue
    const found: Attribution = { kind: 'source', rule: 'before', source }
    const isTied = form.strength === 'speaking' && isTiedTo(sentence, verbAt, at)
    if (isSomebody(source)) return found
    if (isTied) return weak ?? found
    weak ??= form.strength === 'speaking' ? found : null
  }
  return weak
}

/** "a headline that said “…”" says it itself; otherwise whoever is said to do it in a clause of its own. */
function isTiedTo(sentence: NamedSentence, verbAt: number, at: number): boolean {
  return at - verbAt <= (isRelative(sentence, verbAt) ? 2 : 5)
}

/** "The bridge, says Nina Ortiz, historian of the town, is “…”": a report between two commas. */
function insertedReport(sentence: NamedSentence, verbAt: number): Source | null {
  for (let at = verbAt; at >= Math.max(1, verbAt - farthestVerb); at--) {
    const isReport = /^(?:says|said|writes|wrote|argues|argued|notes|noted)$/.test(wordAt(sentence, at))
    if (!isReport || wordAt(sentence, at - 1) !== ',') continue
    const source = phraseStartingAt(sentence, at + 1)
    return source?.kind === 'name' && wordAt(sentence, source.to) === ',' ? source : null
  }
  return null
}

function isRelative(sentence: NamedSentence, verbAt: number): boolean {
  return /^(?:who|which|that)$/.test(wordAt(sentence, verbAt - 1))
}

/** "Zelenskyy said that two days of talks ended with “…”": the thing in the that-clause says nothing. */
function isEmbedded(sentence: NamedSentence, source: Source): boolean {
  return source.kind === 'nominal' && wordAt(sentence, source.from - 1) === 'that'
}

/** A colon or dash without a verb of speech: "Trump was blunt: “…”". */
export function colonBefore(sentence: NamedSentence, at: number): Attribution | null {
  if (!/^(?::|--?|—|–)$/.test(sentence.tokens[at - 1]?.text ?? '')) return null
  const source = mainSubject(sentence, at)
  if (source === null || (source.kind === 'name' && isPlace(source.mention.name))) return null
  return { kind: 'source', rule: 'introduced', source }
}

/** A place, or one word of the name of one: countries and towns do things, but what is quoted is somebody's. */
function isPlace(name: string): boolean {
  return places.has(name.toLowerCase()) || (!name.includes(' ') && organisationWords.has(name.toLowerCase()))
}

/** "Many commentators called him “…”", "The report found “…”", where the sentence names nobody else. */
export function groupBefore(sentence: NamedSentence, at: number): Attribution | null {
  for (let verbAt = at - 1; verbAt >= Math.max(0, at - 4); verbAt--) {
    const form = verbForm(wordAt(sentence, verbAt))
    if (form === null || form.isParticiple || isNoun(sentence, verbAt)) continue
    const source = subjectOf(sentence, verbAt)
    if (source?.kind === 'nominal' && !isEmbedded(sentence, source)) {
      return { kind: 'source', rule: 'before', source }
    }
  }
  return null
}

/** "To Nina Ortiz, a professor, it is “…”", "Pour Claire Morel, « … »": whose view a sentence opens with. */
export function viewBefore(sentence: NamedSentence, at: number): Attribution | null {
  if (!/^(?:to|for|pour|para)$/.test(wordAt(sentence, 0))) return null
  const mention = sentence.names.find((name) => name.from <= longestViewer && !name.isPossessive)
  if (mention === undefined || mention.isOrganisation || mention.to >= at || !mention.name.includes(' '))
    return null
  if (wordAt(sentence, mention.to) !== ',') return null
  const source: Source = { kind: 'name', mention, from: mention.from, to: mention.to }
  return { kind: 'source', rule: 'introduced', source }
}

const longestViewer = 8
