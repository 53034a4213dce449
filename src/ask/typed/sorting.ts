import type { Command, Option } from '../commands.ts'
import { isFilterWord, joinRegexes } from './filter.ts'
import { isOptionName, optionNamed } from './spoken.ts'
import { meaningOf } from './values.ts'
import { isQuoted, plainText, straightQuotes, unquoted, type Word } from './words.ts'

/** What was typed for each option, and the first word that belongs to none. */
export type Sorted = { readonly given: ReadonlyMap<Option, readonly string[]>; readonly left: string | null }

type Given = { readonly option: Option; readonly text: string }

/** Tells which words belong to which option: by their names, by what they look like, and by their place. */
export function sortWords(command: Command, words: readonly Word[]): Sorted {
  const { named, free } = takeNamed(command, words)
  const { filtering, others } = takeFilter(command, free)
  const { placed, left } = takePlaced(command, others)
  const given = new Map<Option, string[]>()
  for (const { option, text } of [...named, ...placed])
    if (text !== '') given.set(option, [...(given.get(option) ?? []), text])
  const filter = command.options.find(isFilter)
  const terms = filter
    ? [...(given.get(filter) ?? []), ...filtering.map((each) => meaningOf(filter, each))]
    : []
  if (filter && terms.length > 0) given.set(filter, [terms.join(' ')])
  return { given, left: left === null ? null : plainText(left) }
}

/** Takes what has a name: `from:bbc`, and the words behind it where a value is usually several. */
function takeNamed(
  command: Command,
  words: readonly Word[],
): { readonly named: readonly Given[]; readonly free: readonly Word[] } {
  const [main] = command.options
  const named: Given[] = []
  const free: Word[] = []
  for (let index = 0; index < words.length; index++) {
    const word = words[index]
    const option = word?.key ? sayable(command, word.key) : null
    if (!word || !option) {
      if (word) free.push(word)
      continue
    }
    // `in: #news` is written too.
    if (word.value === '') index++
    const value = word.value === '' ? (words[index]?.raw ?? '') : word.value
    const isMainKnown = option === main || free.length > 0 || named.some((each) => each.option === main)
    const behind = isQuoted(value)
      ? []
      : wordsBehind(command, { option, value, isMainKnown }, words.slice(index + 1))
    index += behind.length
    const texts = [unquoted(value), ...behind.map(({ raw }) => raw)]
    named.push({ option, text: meaningOf(option, texts.join(' ')) })
  }
  return { named, free }
}

/** The option of this name, unless its value can't be typed. */
function sayable(command: Command, key: string): Option | null {
  const option = optionNamed(command, key)
  return option?.kind === 'file' ? null : option
}

/** The words that belong to a named value although nothing but white space holds them together. */
function wordsBehind(
  command: Command,
  named: { readonly option: Option; readonly value: string; readonly isMainKnown: boolean },
  words: readonly Word[],
): readonly Word[] {
  if (named.option.name === 'every') return words.slice(0, countTimes(named.value, words))
  // Before the first option is known, a word without a name belongs to that: `from:bbc ukraine`.
  if (!isPhrase(named.option) || !named.isMainKnown) return []
  const end = words.findIndex(({ key }) => key !== null && (optionNamed(command, key) || isOptionName(key)))
  return end < 0 ? words : words.slice(0, end)
}

/** How many words are the times of `daily 09:00` and `weekly mon 09:00`. */
function countTimes(value: string, words: readonly Word[]): number {
  const days = /^weekly$/i.test(value) && /^\p{L}{2,12},?$/u.test(words[0]?.raw ?? '') ? 1 : 0
  const end = words.findIndex(({ raw }, index) => index >= days && !/^\d{1,2}(?:[:.]\d|[,ap]|$)/i.test(raw))
  return end < 0 ? words.length : end
}

/** Takes what can only be meant as a filter, where the command has one. */
function takeFilter(
  command: Command,
  words: readonly Word[],
): { readonly filtering: readonly string[]; readonly others: readonly Word[] } {
  if (!command.options.some(isFilter)) return { filtering: [], others: words }
  const joined = joinRegexes(words)
  return {
    filtering: joined.filter(isFilterWord).map(({ raw }) => raw),
    others: joined.filter((word) => !isFilterWord(word)),
  }
}

/** What has no name belongs to the first option, a number at the end to the count behind it. */
function takePlaced(
  command: Command,
  words: readonly Word[],
): { readonly placed: readonly Given[]; readonly left: string | null } {
  // `since:` behind `latest` is an option, but of other commands.
  const stray = words.find(({ key }) => key !== null && isOptionName(key))
  if (stray) return { placed: [], left: stray.raw }
  const [main, next] = command.options
  const last = words.at(-1)
  const counted =
    next?.kind === 'count' && last && isCount(last.raw) ? [{ option: next, text: last.raw }] : []
  const meant = counted.length > 0 ? words.slice(0, -1) : words
  if (!main || main.kind === 'file' || meant.length === 0)
    return { placed: counted, left: meant[0]?.raw ?? null }
  if (isPhrase(main))
    return {
      placed: [{ option: main, text: meaningOf(main, phraseOf(main, meant)) }, ...counted],
      left: null,
    }
  const [first, surplus] = meant
  const text = meaningOf(main, unquoted(first?.raw ?? ''))
  return { placed: [{ option: main, text }, ...counted], left: surplus?.raw ?? null }
}

function isFilter({ name }: Option): boolean {
  return name === 'filter'
}

/** Options of several words, such as `about:peace talks` and `from:New York Times`. */
function isPhrase({ name }: Option): boolean {
  return ['topic', 'words', 'person', 'about', 'from'].includes(name)
}

/** `latest ukraine 2026` asks for a year, `latest ukraine 5` for five. */
function isCount(raw: string): boolean {
  return /^\d{1,3}$/.test(raw)
}

function phraseOf(option: Option, words: readonly Word[]): string {
  const [only] = words
  // Of a name the quotation marks are no part; among words they hold a phrase together.
  if (option.name === 'person' && words.length === 1) return unquoted(only?.raw ?? '')
  return words.map(({ raw }) => straightQuotes(raw)).join(' ')
}
