import type { GuardedLanguage } from './languages.ts'
import { isContent, stemOf, type Word, wordsOf } from './words.ts'

export type AttributionSource = {
  readonly text: string
  readonly language: GuardedLanguage
  /** Keys of the last names of those the article quotes. */
  readonly speakers: readonly string[]
}

/** Of folded words: verbs that make somebody the source of what the sentence says. */
const reporting: Readonly<Record<GuardedLanguage, RegExp>> = {
  en: /^(?:said|says?|told|tells?|call(?:s|ed)|warn(?:s|ed)?|add(?:s|ed)|announce[sd]?|state[sd]|claim(?:s|ed)|argue[sd]?|explain(?:s|ed)|insist(?:s|ed)?|believe[sd]?|confirm(?:s|ed)|declare[sd]?|den(?:y|ies|ied)|note[sd]|describe[sd]|admit(?:s|ted)?|suggest(?:s|ed)?|accuse[sd]?|promise[sd]?|vow(?:s|ed)|thinks?|thought|wrote|writes?|demand(?:s|ed)|urge[sd]?|according)$/,
  de: /^(?:sag(?:t|te|ten|en)|erklar(?:t|te|ten|en)|teil(?:t|te|ten)|warn(?:t|te|ten|en)|betont?e?n?|kundig(?:t|te|ten)|behauptet?e?n?|forder(?:t|te|ten|n)|meint?e?n?|schrieb(?:en)?|schreib(?:t|en)|bestatig(?:t|te|ten|en)|raumt?e?n?|nann?te?n?|nennt|laut|zufolge)$/,
  fr: /^(?:dit|disent|declare|declarent|affirme|affirment|annonce|annoncent|explique|expliquent|estime|estiment|averti|avertit|ajoute|indique|assure|confirme|denonce|accuse|promet|promis|ecrit|selon)$/,
  es: /^(?:dijo|dice|dicen|dijeron|afirm[ao]|afirmaron|declar[ao]|declararon|anunci[ao]|anunciaron|explic[ao]|asegur[ao]|aseguraron|advirti[o]|advierte|anadi[o]|confirm[ao]|denunci[ao]|acus[ao]|prometi[o]|escribi[o]|segun)$/,
  uk: /^(?:сказа\S+|каже|кажуть|заяви\S+|заявля\S+|повідоми\S+|повідомля\S+|поясни\S+|пояснює|наголоси\S+|зазначи\S+|додав|додала|додали|оголоси\S+|попереди\S+|підтверди\S+|звинувати\S+|вважа\S+|написа\S+|стверджу\S+|словами)$/,
}

/** As much of what somebody is said to have said stands near their name. */
const leastShare = 0.5

/**
 * True when a sentence lets somebody say what the article does not say of them: a source that is not in the article, or
 * words of which fewer than half stand where the article has the name, or goes on about it.
 */
export function misattributes(sentence: string, source: AttributionSource): boolean {
  const words = wordsOf(sentence)
  const isVerb = ({ key }: Word) => reporting[source.language].test(key)
  const beside = words.flatMap((word, at) => (isVerb(word) ? [words[at - 1], words[at + 1]] : []))
  const neighbours = beside
    .filter((word) => word !== undefined)
    .filter((word) => isContent(word.key) && !isVerb(word))
  if (neighbours.length === 0 && beside.length === 0) return false
  const paragraphs = paragraphsOf(source.text)
  if (!neighbours.every(({ key }) => paragraphs.some(({ stems }) => stems.has(stemOf(key))))) return true
  const said = words.filter((word) => isContent(word.key) && !isVerb(word) && !word.isCapital)
  const sources = words.filter(
    (word) => source.speakers.includes(word.key) || (word.isCapital && neighbours.includes(word)),
  )
  return sources.some(({ key }) => shareNear(key, said, paragraphs) < leastShare)
}

type Paragraph = {
  readonly keys: ReadonlySet<string>
  readonly stems: ReadonlySet<string>
  /** True when it speaks of somebody named before it, or goes on quoting. */
  readonly goesOn: boolean
}

const pronoun = /^(?:he|she|they|er|sie|il|elle|ils|elles|el|ella|він|вона|вони)$/

function paragraphsOf(text: string): readonly Paragraph[] {
  return text.split(/\n\s*\n/).map((paragraph) => {
    const keys = wordsOf(paragraph).map(({ key }) => key)
    const goesOn = keys.some((key) => pronoun.test(key)) || /^["“„«]/.test(paragraph)
    return { keys: new Set(keys), stems: new Set(keys.map(stemOf)), goesOn }
  })
}

function shareNear(name: string, said: readonly Word[], paragraphs: readonly Paragraph[]): number {
  if (said.length === 0) return 1
  const near = paragraphs.filter(
    ({ keys, goesOn }, at) => keys.has(name) || (goesOn && paragraphs[at - 1]?.keys.has(name)),
  )
  const held = said.filter(({ key }) => near.some(({ stems }) => stems.has(stemOf(key))))
  return held.length / said.length
}
