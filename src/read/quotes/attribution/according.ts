import { type NamedSentence, wordAt } from '../named-sentence.ts'
import { phraseStartingAt } from '../noun-phrases.ts'
import { accordingTo } from '../speech-verbs.ts'
import type { Attribution } from './attribution.ts'

/** "according to X", "in X’s words", "laut X" right at `from`. */
export function accordingAt(sentence: NamedSentence, from: number): Attribution | null {
  const inWords = inTheWordsOf(sentence, from)
  if (inWords !== null) return inWords
  for (const words of accordingTo) {
    if (!words.every((word, index) => word.test(wordAt(sentence, from + index)))) continue
    const next = from + words.length
    const source = phraseStartingAt(sentence, /^(?:von|vom)$/.test(wordAt(sentence, next)) ? next + 1 : next)
    if (source !== null) return { kind: 'source', rule: 'according-to', source }
  }
  return null
}

/** "in Bolton’s view", "in Forbes’ words". */
function inTheWordsOf(sentence: NamedSentence, from: number): Attribution | null {
  if (wordAt(sentence, from) !== 'in') return null
  const mention = sentence.names.find((name) => name.from === from + 1)
  if (
    !mention?.isPossessive ||
    !/^(?:words?|view|opinion|phrase|telling)$/.test(wordAt(sentence, mention.to))
  )
    return null
  return {
    kind: 'source',
    rule: 'according-to',
    source: { kind: 'name', mention, from: mention.from, to: mention.to },
  }
}

/** According to X, "…". */
export function accordingBefore(sentence: NamedSentence, at: number): Attribution | null {
  for (let from = at - 2; from >= Math.max(0, at - 20); from--) {
    const found = accordingAt(sentence, from)
    if (found !== null) return found
  }
  return null
}
