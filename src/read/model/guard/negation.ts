import { fold } from '../../../store/fold.ts'
import type { GuardedLanguage } from './languages.ts'
import { isContent, normalise, stemOf } from './words.ts'

/**
 * True when a sentence denies what its source does not deny, or says what the source only denies: "resigned" of
 * somebody who "did not resign". Told by the words around a negation; a sentence of the source itself always passes.
 */
export function turnsAround(sentence: string, source: string, language: GuardedLanguage): boolean {
  const said = polarityOf(sentence, language)
  const held = polarityOf(source, language)
  const deniesAnew = said.denials.some((around) => !held.denials.some((other) => areAlike(around, other)))
  if (deniesAnew) return true
  return [...said.affirmed].some((stem) => held.deniedOnly.has(stem))
}

// One word in common is chance: an article denies much.
const fewestInCommon = 2

function areAlike(around: readonly string[], other: readonly string[]): boolean {
  const inCommon = new Set(around).intersection(new Set(other)).size
  return inCommon >= Math.min(fewestInCommon, new Set(around).size)
}

type Polarity = {
  /** The stems around each negation. */
  readonly denials: readonly (readonly string[])[]
  /** Stems that stand far from every negation. */
  readonly affirmed: ReadonlySet<string>
  /** Stems that always stand right behind a negation. */
  readonly deniedOnly: ReadonlySet<string>
}

/** Counted in words that carry meaning. */
const before = 2
const behind = 4
const rightBehind = 2

/** Of folded words: no accents, no case. */
const negations: Readonly<Record<GuardedLanguage, RegExp>> = {
  en: /^(?:not|no|never|none|nobody|nothing|neither|nor|cannot|without|den(?:y|ies|ied|ying)|refus\w*|reject\w*|fail\w*)$/,
  de: /^(?:nicht|nichts|kein\w*|nie|niemals|niemand\w*|ohne|weder|bestreite\w*|bestritt\w*|dementier\w*|verweiger\w*|weiger\w*|ablehn\w*|abgelehnt|lehnt\w*)$/,
  fr: /^(?:ne|n|pas|jamais|aucun\w*|sans|ni|rien|nie|nient|refus\w*|rejet\w*|dement\w*)$/,
  es: /^(?:no|nunca|jamas|ningun\w*|nadie|nada|sin|ni|tampoco|nieg\w*|nego|negaron|rechaz\w*|desmint\w*|desmient\w*)$/,
  uk: /^(?:не|ні|ані|ніколи|без|жоден|жодн\S*|ніхто|нічого|нема|немає|заперечу\S*|заперечи\S*|відмови\S*|відмовля\S*|відхили\S*)$/,
}

function polarityOf(text: string, language: GuardedLanguage): Polarity {
  const denials: string[][] = []
  const affirmed = new Set<string>()
  const deniedSomewhere = new Set<string>()
  const free = new Set<string>()
  for (const words of clausesOf(text, language)) {
    const marks = words.flatMap(({ isNegation }, at) => (isNegation ? [at] : []))
    for (const mark of marks)
      denials.push(stemsIn(words.slice(Math.max(0, mark - before), mark + 1 + behind)))
    for (const [at, { stem, isNegation }] of words.entries()) {
      if (isNegation) continue
      if (marks.every((mark) => at < mark - before || at > mark + behind)) affirmed.add(stem)
      if (marks.some((mark) => at > mark && at <= mark + rightBehind)) deniedSomewhere.add(stem)
      else free.add(stem)
    }
  }
  return {
    denials,
    affirmed,
    deniedOnly: deniedSomewhere.difference(free),
  }
}

type Sign = { readonly stem: string; readonly isNegation: boolean }

/** Words that carry meaning and negations, up to the next full stop each. */
function clausesOf(text: string, language: GuardedLanguage): readonly (readonly Sign[])[] {
  return fold(normalise(text))
    .replace(/n't\b/g, ' not')
    .split(/[.;!?](?=\s|$)/)
    .map((clause) =>
      (clause.match(/[\p{L}\p{N}]+/gu) ?? []).flatMap((word): Sign[] => {
        if (negations[language].test(word)) return [{ stem: word, isNegation: true }]
        return isContent(word) ? [{ stem: stemOf(word), isNegation: false }] : []
      }),
    )
}

function stemsIn(words: readonly Sign[]): string[] {
  return words.filter(({ isNegation }) => !isNegation).map(({ stem }) => stem)
}
