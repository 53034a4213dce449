import { germanSubject } from './german-clauses.ts'
import { describesNoun, isCompound, isGoverned } from './name-place.ts'
import { compoundNouns } from './name-tables.ts'
import { type NamedSentence, type Source, wordAt } from './named-sentence.ts'
import type { NameMention } from './names.ts'
import { phraseStartingAt } from './noun-phrases.ts'

/** The first person or thing a sentence is about: a name or pronoun no preposition stands before. */
export function mainSubject(sentence: NamedSentence, until = sentence.tokens.length): Source | null {
  const german = sentence.isGerman ? germanSubject(sentence, 0, until) : null
  if (german !== null) return german
  const comma = isSubordinator.test(wordAt(sentence, 0)) ? firstComma(sentence, until) : datelineEnd(sentence)
  return firstSubject(sentence, comma, until) ?? firstSubject(sentence, 0, until)
}

// "After Clinton spoke, Trump hit back": the main clause starts behind the comma.
const isSubordinator =
  /^(?:when|as|while|after|before|although|though|because|since|if|once|asked|pressed|als|nachdem|während)$/

/** "ABU DHABI, UNITED ARAB EMIRATES: …", "PHILADELPHIA, July 25 (UPI) — …": the sentence starts behind it. */
function datelineEnd(sentence: NamedSentence): number {
  if (!/^\p{Lu}{3,}$/u.test(sentence.tokens[0]?.text ?? '')) return 0
  const end = sentence.tokens.slice(0, 14).findIndex((token) => /^[—–:-]$/.test(token.text))
  return end < 0 ? 0 : end + 1
}

function firstComma(sentence: NamedSentence, until: number): number {
  const comma = sentence.tokens.findIndex((token) => token.text === ',')
  return comma < until ? Math.max(0, comma) : 0
}

function firstSubject(sentence: NamedSentence, from: number, until: number): Source | null {
  if (
    /^(?:a|an|one|two|three|another|many|several|some|hundreds|thousands|dozens|scores)$/.test(
      wordAt(sentence, from),
    )
  ) {
    const phrase = phraseStartingAt(sentence, from)
    if (phrase !== null && phrase.to <= until) return phrase
  }
  for (let at = from; at < until; at++) {
    const word = wordAt(sentence, at)
    if (/^(?:he|she|they|er|sie)$/.test(word)) return { kind: 'pronoun', word, from: at, to: at + 1 }
    const mention = sentence.names.find((name) => name.from === at)
    if (mention === undefined) continue
    if (isGroupOf(sentence, mention)) return phraseStartingAt(sentence, mention.from)
    if (
      !mention.isPossessive &&
      !isGoverned(sentence, mention) &&
      !isCompound(sentence, mention) &&
      !describesNoun(sentence, mention)
    ) {
      return { kind: 'name', mention, from: mention.from, to: mention.to }
    }
    at = mention.to - 1
  }
  return null
}

/** "Rubio’s campaign", "Clinton aides": somebody around the one who is named. */
function isGroupOf(sentence: NamedSentence, mention: NameMention): boolean {
  if (isGoverned(sentence, mention)) return false
  return mention.isPossessive
    ? compoundNouns.test(wordAt(sentence, mention.to))
    : isCompound(sentence, mention) && !describesPerson(sentence, mention)
}

function describesPerson(sentence: NamedSentence, mention: NameMention): boolean {
  return sentence.names.some((name) => name.from > mention.to && name.from <= mention.to + 4)
}
