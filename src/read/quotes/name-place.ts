import { betweenSubjectAndVerb, determiners, endsPhrase, prepositions } from './function-words.ts'
import { compoundNouns, roleNouns } from './name-tables.ts'
import { type NamedSentence, wordAt } from './named-sentence.ts'
import type { NameMention } from './names.ts'
import { verbForm } from './speech-verbs.ts'
import type { Token } from './tokens.ts'

/** True when a preposition stands before the name, so that it is no subject. */
export function isGoverned(sentence: NamedSentence, mention: NameMention): boolean {
  for (let at = mention.from - 1; at >= Math.max(0, mention.from - 5); at--) {
    const word = wordAt(sentence, at)
    if (prepositions.has(word))
      return !/^(?:after|as|when|while|before|because|if|where|since|until)$/.test(word)
    if (sentence.tokens[at]?.kind !== 'word' || verbForm(word) !== null) return false
    if (!determiners.has(word) && !/^(?:former|\p{Lu}.*|.*['’]s?)$/u.test(sentence.tokens[at]?.text ?? ''))
      return false
  }
  return false
}

/** "said Clinton ally James Carville", "said Monmouth University scientist Patrick Murray": the last name counts. */
export function describesNoun(sentence: NamedSentence, mention: NameMention): boolean {
  if (isCompound(sentence, mention) || (mention.isOrganisation && isPlainNoun(sentence.tokens[mention.to])))
    return true
  if (leadsToRole(sentence, mention)) return true
  for (let at = mention.to; at < mention.to + 5; at++) {
    const token = sentence.tokens[at]
    if (token?.kind !== 'word' || endsPhrase.has(token.text) || prepositions.has(token.text)) return false
    if (at > mention.to && sentence.names.some((name) => name.from === at && !name.isPossessive)) return true
    if (at === mention.to && isVerbOfOne(token.text)) return false
    if (/ly$|ed$|['’]s$/.test(token.text) || verbForm(token.text)?.strength === 'speaking') return false
  }
  return false
}

/** "a former top Soviet security official": nouns up to one for a person. */
function leadsToRole(sentence: NamedSentence, mention: NameMention): boolean {
  for (let at = mention.to; at < mention.to + 4; at++) {
    const token = sentence.tokens[at]
    if (!isPlainNoun(token) || token === undefined || isVerbOfOne(token.text)) return false
    if (roleNouns.has(token.text)) return true
  }
  return false
}

/** "Roloson supports": a word in -s behind a name is a verb, unless it is people of some kind. */
function isVerbOfOne(word: string): boolean {
  return /^\p{Ll}+[^s'’]s$/u.test(word) && !compoundNouns.test(word) && !roleNouns.has(word.slice(0, -1))
}

export function isPlainNoun(token: Token | undefined): boolean {
  if (token?.kind !== 'word' || !/^\p{Ll}/u.test(token.text) || /ly$|ed$|ing$/.test(token.text)) return false
  const isTied =
    endsPhrase.has(token.text) || prepositions.has(token.text) || betweenSubjectAndVerb.has(token.text)
  const form = verbForm(token.text)
  return !isTied && (form === null || form.isBase || form.isAlsoNoun)
}

// "the Clinton campaign", "Trump supporters": the name only describes the noun that follows.
export function isCompound(sentence: NamedSentence, mention: NameMention): boolean {
  const next = sentence.tokens[mention.to]
  const last = sentence.tokens[mention.to - 1]
  if (next?.kind !== 'word' || last === undefined || next.start - last.end !== 1) return false
  return compoundNouns.test(next.text)
}
