import { fold } from '../../../store/fold.ts'
import type { GuardedLanguage } from './languages.ts'
import { isContent, normalise, stemOf } from './words.ts'

/** Of folded words: what follows is somebody's word, and not known. */
const doubts: Readonly<Record<GuardedLanguage, RegExp>> = {
  en: /^(?:alleg\w*|accus\w*|suspect\w*|claim\w*|reportedly|rumou?r\w*|unconfirmed|apparently|charged|purported\w*)$/,
  de: /^(?:angeblich\w*|mutmasslich\w*|vorgeworfen|vorwurf\w*|vorwirft|beschuldig\w*|verdacht\w*|verdachtig\w*|behaupt\w*|geruchte\w*|unbestatigt\w*)$/,
  fr: /^(?:presume\w*|accus\w*|soupconn\w*|suspect\w*|pretendu\w*|aurait|auraient|serait|seraient|rumeur\w*|allegu\w*)$/,
  es: /^(?:presunt\w*|supuest\w*|acusa\w*|acuso|sospech\w*|habria|habrian|alega\w*|rumor\w*)$/,
  uk: /^(?:нібито|ймовірно|імовірно|підозрю\S*|підозр\S*|звинувачу\S*|звинувати\S*|начебто|чутк\S*|непідтверджен\S*)$/,
}

const doubted = 4

/** True when a sentence states as fact what its source has only as an accusation or a rumour. */
export function dropsDoubt(sentence: string, source: string, language: GuardedLanguage): boolean {
  const said = wordsIn(sentence)
  if (said.some((word) => doubts[language].test(word))) return false
  const onlyDoubted = onlyDoubtedIn(source, language)
  return said.some((word) => isContent(word) && onlyDoubted.has(stemOf(word)))
}

/** Stems that stand right behind a doubt wherever they stand. */
function onlyDoubtedIn(source: string, language: GuardedLanguage): ReadonlySet<string> {
  const behind = new Set<string>()
  const free = new Set<string>()
  for (const clause of normalise(source).split(/[.;!?](?=\s|$)/)) {
    let left = 0
    for (const word of wordsIn(clause)) {
      if (doubts[language].test(word)) left = doubted
      else if (isContent(word)) (left-- > 0 ? behind : free).add(stemOf(word))
    }
  }
  return behind.difference(free)
}

function wordsIn(text: string): readonly string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? []
}
