import { type NamedSentence, type Source, wordAt } from '../named-sentence.ts'
import { phraseEndingAt, phraseStartingAt, subjectBefore } from '../noun-phrases.ts'
import { isGermanVerb, verbForm } from '../speech-verbs.ts'
import { mainSubject } from '../subjects.ts'
import { isNoun } from './report-verbs.ts'

/** "Said Dorothy Poynter, “…”", "Zum Rücktritt sagte Kardinal Sodano: „…“": the verb comes first. */
export function subjectBehind(sentence: NamedSentence, verbAt: number): Source | null {
  const verb = wordAt(sentence, verbAt)
  if (/^zitier(?:t|te|ten)$/.test(verb)) return phraseStartingAt(sentence, verbAt + 1)
  const isFirst = verbAt === 0 && /^(?:said|says|sagte|dijo|wrote)$/.test(verb)
  const isSecond = verbAt > 0 && isGermanVerb(verb) && germanFrontField.test(wordAt(sentence, 0))
  return isFirst || isSecond ? phraseStartingAt(sentence, verbAt + 1) : null
}

/** What German puts before the verb when the subject comes after it. */
const germanFrontField =
  /^(?:am|im|in|an|auf|bei|beim|zu|zum|zur|nach|vor|mit|gegenüber|gegen|über|als|auch|weiter|zudem|außerdem|dazu|daraufhin|dagegen|demgegenüber|später|zuvor|anschließend|gestern|heute|bereits|so|dabei|damit|wörtlich|ähnlich|entsprechend)$/

/** Participles whose owner may be the object before them: "attacked Hart for saying". */
const utters =
  /^(?:saying|telling|writing|claiming|declaring|stating|arguing|suggesting|boasting|calling|describing|comparing|tweeting|posting|insisting|asking|joking|warning)$/

/** The subject of a verb, also of "saying", "to say" and "and said", which borrow it from the main clause. */
export function subjectOf(sentence: NamedSentence, verbAt: number): Source | null {
  const word = wordAt(sentence, verbAt)
  const before = wordAt(sentence, verbAt - 1)
  if (/ing$/.test(word)) {
    if (/^(?:for|as|of)$/.test(before) && utters.test(word)) {
      const owner = phraseEndingAt(sentence, verbAt - 2, 0)
      if (owner?.kind === 'name' && !owner.mention.isOrganisation) return owner
    }
    return ownerBefore(sentence, verbAt) ?? reporterBefore(sentence, verbAt) ?? mainSubject(sentence, verbAt)
  }
  const moved = before === 'to' ? movedToSay(sentence, verbAt - 1) : null
  if (moved !== null) return moved
  if (/^(?:to|and|but|then|or|,)$/.test(before)) {
    const own = before === ',' ? subjectBefore(sentence, verbAt) : null
    return own ?? mainSubject(sentence, verbAt)
  }
  return subjectBefore(sentence, verbAt)
}

/** "with Gorka noting that “…”", "the paper’s editorial telling him to “…”": whom the words right before it name. */
function ownerBefore(sentence: NamedSentence, participleAt: number): Source | null {
  const mention = sentence.names.find((name) => name.to === participleAt && !name.isPossessive)
  if (mention !== undefined && wordAt(sentence, mention.from - 1) === 'with')
    return { kind: 'name', mention, from: mention.from, to: mention.to }
  const isOwned = /['’]s$/.test(wordAt(sentence, participleAt - 2))
  return isOwned ? phraseEndingAt(sentence, participleAt - 1, 0) : null
}

/** "leading aides to counter that “…”": whoever was led to it speaks. */
function movedToSay(sentence: NamedSentence, toAt: number): Source | null {
  for (let at = toAt - 2; at >= Math.max(0, toAt - 14); at--) {
    if (sentence.tokens[at]?.kind !== 'word') return null
    if (
      /^(?:leading|led|prompting|prompted|forcing|forced|causing|caused|pushing|pushed)$/.test(
        wordAt(sentence, at),
      )
    )
      return phraseStartingAt(sentence, at + 1)
  }
  return null
}

/** "Law said, noting that “…”": the clause right before the participle has the speaker. */
function reporterBefore(sentence: NamedSentence, participleAt: number): Source | null {
  for (let at = participleAt - 1; at >= Math.max(0, participleAt - 8); at--) {
    if (sentence.tokens[at]?.kind === 'quote') return null
    const form = verbForm(wordAt(sentence, at))
    if (form?.strength !== 'speaking' || form.isParticiple || isNoun(sentence, at)) continue
    const source = subjectBefore(sentence, at)
    if (source !== null) return source
  }
  return null
}
