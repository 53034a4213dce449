import { RE2JS, RE2JSSyntaxException } from 're2js'
import type { Locale } from '../locale.ts'
import { filterTexts } from '../texts/filter.ts'
import {
  type Filter,
  type FilteredItem,
  type FilterField,
  judge,
  type Look,
  searchableOf,
  type Term,
} from './filter.ts'
import { needleOf } from './haystack.ts'

export type FilterOutcome =
  | { readonly kind: 'filter'; readonly filter: Filter }
  /** `at` counts characters from 0; the message names the place in words. */
  | { readonly kind: 'invalid'; readonly at: number; readonly message: string }

export const filterLimits = { characters: 1000, terms: 40, regexes: 5, regexCharacters: 200 }
/** Steps of the compiled regex; repetitions inside of repetitions multiply them. */
const mostRegexSteps = 1000

const fields: readonly FilterField[] = ['author', 'category', 'from']

/** What was written for a term: `-author:"Ada Smith"`. */
type Token = {
  readonly at: number
  readonly sign: string
  readonly field: string
  readonly form: 'word' | 'quoted' | 'regex'
  readonly value: string
  /** The closing quotation mark or slash is missing. */
  readonly isOpen: boolean
}

// Phones turn " into “ and - into –.
const token =
  /\s*([-+–—−]?)(?:(author|category|from):\s*)?(?:(["“”„«»])([^"“”„«»]*)(["“”„«»]?)|\/((?:[^/\\]|\\[\s\S])*)(\/?)|(\S+))/iuy
const mode = /^\s*(all|any):/iu

/** Reads a filter as people write it: `any: +budget -rumour "two words" author:smith from:reuters /wom[ae]n/`. Never throws. */
export function parseFilter(text: string, locale: Locale = 'en'): FilterOutcome {
  const texts = filterTexts[locale]
  const invalid = (at: number, message: string): FilterOutcome => ({ kind: 'invalid', at, message })
  if (text.length > filterLimits.characters)
    return invalid(filterLimits.characters, texts.tooLong(text.length, filterLimits.characters))
  const [start = '', needs = 'all'] = mode.exec(text) ?? []
  const tokens = tokensOf(text, start.length)
  const regexes = tokens.filter(({ form }) => form === 'regex')
  if (tokens.length === 0) return invalid(start.length, texts.empty)
  if (tokens.length > filterLimits.terms)
    return invalid(tokens[filterLimits.terms]?.at ?? 0, texts.tooMany(tokens.length, filterLimits.terms))
  if (regexes.length > filterLimits.regexes)
    return invalid(
      regexes[filterLimits.regexes]?.at ?? 0,
      texts.tooManyRegexes(regexes.length, filterLimits.regexes),
    )
  const terms: Term[] = []
  for (const each of tokens) {
    const term = termOf(each, locale)
    if (typeof term === 'string') return invalid(each.at, term)
    terms.push(term)
  }
  return { kind: 'filter', filter: { needs: needs.toLowerCase() === 'any' ? 'any' : 'all', terms } }
}

/** Whether an item passes a stored filter; one that cannot be read any more keeps everything. */
export function isWantedBy(filter: string, item: FilteredItem): boolean {
  const outcome = parseFilter(filter)
  return outcome.kind === 'invalid' || judge(outcome.filter, searchableOf(item)).isWanted
}

function tokensOf(text: string, start: number): Token[] {
  const found: Token[] = []
  token.lastIndex = start
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [whole, sign = '', field = '', mark, quoted, closing, regex, slash, word] = match
    found.push({
      at: match.index + whole.length - whole.trimStart().length,
      sign: sign === '' || sign === '+' ? '+' : '-',
      field: field.toLowerCase(),
      form: mark !== undefined ? 'quoted' : regex !== undefined ? 'regex' : 'word',
      value: quoted ?? regex ?? word ?? '',
      isOpen: closing === '' || slash === '',
    })
  }
  return found
}

/** The term, or what is wrong with it. */
function termOf({ at, sign, field, form, value, isOpen }: Token, locale: Locale): Term | string {
  const texts = filterTexts[locale]
  const place = at + 1
  if (isOpen) return form === 'regex' ? texts.openRegex(place) : texts.openQuote(place)
  if (form === 'regex' && field !== '') return texts.regexInField(place, field)
  const look = form === 'regex' ? regexLook(value, place, locale) : wordsLook(field, value)
  if (look === null) return texts.nothingToFind(place, value)
  if (typeof look === 'string') return look
  return { isWanted: sign === '+', written: sign + writtenOf(look), look }
}

function wordsLook(fieldName: string, value: string): Look | null {
  const text = value.replace(/[\s"“”„«»]+/g, ' ').trim()
  const needle = needleOf(text)
  if (needle === null) return null
  const field = fields.find((name) => name === fieldName)
  return field ? { kind: 'field', field, text, needle } : { kind: 'words', text, needle }
}

/** What means the same with and without quotation marks. */
const plainWord = /^(?!(?:author|category|from|any|all):)[^\s\-+–—−/][^\s]*$/iu

function writtenOf(look: Look): string {
  if (look.kind === 'regex') return `/${look.pattern}/`
  const value = plainWord.test(look.text) ? look.text : `"${look.text}"`
  return look.kind === 'field' ? `${look.field}:${value}` : value
}

function regexLook(pattern: string, place: number, locale: Locale): Look | string {
  const texts = filterTexts[locale]
  if (pattern === '') return texts.nothingToFind(place, '//')
  if (pattern.length > filterLimits.regexCharacters)
    return texts.longRegex(place, pattern.length, filterLimits.regexCharacters)
  try {
    const regex = RE2JS.compile(pattern.replaceAll('\\/', '/'), RE2JS.CASE_INSENSITIVE)
    if (regex.programSize() > mostRegexSteps) return texts.heavyRegex(place)
    return { kind: 'regex', pattern, isIn: (text) => regex.matcher(text).find() }
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) return texts.badRegex(place, pattern, 'unknown syntax')
    const broken = (error.getPattern() ?? '').replace(/^\(\?i\)/, '')
    const offset = Math.max(0, pattern.indexOf(broken))
    return texts.badRegex(place + 1 + offset, broken, error.getDescription())
  }
}
