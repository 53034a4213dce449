import { determiners } from '../function-words.ts'
import { type NamedSentence, wordAt } from '../named-sentence.ts'
import { type VerbForm, verbForm } from '../speech-verbs.ts'

/** "the claim", "his call": a noun, not the verb. */
export function isNoun(sentence: NamedSentence, at: number): boolean {
  const form = verbForm(wordAt(sentence, at))
  if (form?.isAlsoNoun && !endsSubject(sentence, at - 1)) return true
  if (form?.isBase && !takesBaseForm.test(sentence.tokens[at - 1]?.text ?? '')) return true
  if (/^continue/.test(wordAt(sentence, at)) && wordAt(sentence, at + 1) === 'to') return true
  const before = wordAt(sentence, at - 1)
  if (isAuxiliary(sentence, at - 1)) return false
  return (
    determiners.has(before) ||
    /['’]s$/.test(before) ||
    (/^(?:of|in|with|for|without|no|any)$/.test(before) && !/ing$/.test(wordAt(sentence, at)))
  )
}

/** What can stand before "say", as it never does before "says" or "said". */
const takesBaseForm =
  /^(?:they|we|i|you|who|to|would|will|could|should|did|do|does|may|might|must|can|cannot|not|also|and|\p{Ll}+s|\p{Ll}+n['’]t|people|police|They|We|I|You|\p{Ll}+ly|["])$/u

function endsSubject(sentence: NamedSentence, at: number): boolean {
  if (/^(?:he|she|they|also|who|later|then|\p{Ll}+ly)$/u.test(wordAt(sentence, at))) return true
  return sentence.names.some((name) => name.to === at + 1 && !name.isPossessive)
}

/** "a déclaré", "ha dicho", "hat gesagt": but "a remark" is English. */
export function isAuxiliary(sentence: NamedSentence, at: number): boolean {
  if (!/^(?:a|ont|s['’]est|ha|han|hat|hatte|haben)$/.test(wordAt(sentence, at))) return false
  const verb = wordAt(sentence, at + 1)
  return verbForm(verb) !== null && (wordAt(sentence, at) !== 'a' || /(?:é|i|it|u)$/.test(verb))
}

/** "made the point that", "makes the case for". */
export function pointMade(sentence: NamedSentence, verbAt: number): VerbForm | null {
  if (
    !/^(?:made|makes|make)$/.test(wordAt(sentence, verbAt)) ||
    !determiners.has(wordAt(sentence, verbAt + 1))
  )
    return null
  return /^(?:point|case|argument|claim|promise|pledge|joke|accusation|statement|remark|comment|observation|prediction)s?$/.test(
    wordAt(sentence, verbAt + 2),
  )
    ? verbForm('said')
    : null
}
