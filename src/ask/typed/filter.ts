import type { Word } from './words.ts'

/** Whether a word can only belong to a filter: `+budget`, `-rumour`, `"two words"`, `author:smith`, `/regex/`, `any:`. */
export function isFilterWord({ raw, isQuoted }: Word): boolean {
  if (isQuoted) return !/^.https?:\/\//iu.test(raw)
  return /^(?:[-+–—−]\S|\/.|(?:author|category|from|any|all):)/iu.test(raw)
}

/** Regular expressions may hold white space: `/red (wine|cheese)/` is one word. */
export function joinRegexes(words: readonly Word[]): readonly Word[] {
  const joined: Word[] = []
  let open: Word | null = null
  for (const word of words) {
    const current: Word = open ? { ...open, raw: `${open.raw} ${word.raw}` } : word
    const isOpen: boolean = open ? !closing.test(word.raw) : opening.test(word.raw)
    open = isOpen ? current : null
    if (!isOpen) joined.push(current)
  }
  return open ? [...joined, open] : joined
}

const opening = /^[-+–—−]?\/(?:[^/\\]|\\.)*$/su
const closing = /(?:^|[^\\])\//
