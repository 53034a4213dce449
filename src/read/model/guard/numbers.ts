import { fold } from '../../../store/fold.ts'
import type { GuardedLanguage } from './languages.ts'
import { amountWords, numberWords } from './number-words.ts'
import { isContent, normalise, stemOf } from './words.ts'

/** A number of a text; `key` says amount, scale, currency and whether it is a share, so that "20%" is not "20". */
type Figure = {
  readonly key: string
  /** Stems of the words right behind it: what is counted. Empty where nothing is, as in "$5m" or "2026". */
  readonly counted: readonly string[]
  /** Stems of the words that follow. */
  readonly after: readonly string[]
}

/** The numbers of a sentence that its source does not hold, or only of something else. */
export function foreignNumbers(
  sentence: string,
  source: string,
  language: GuardedLanguage,
): readonly string[] {
  const held = Map.groupBy(figuresOf(source, language), ({ key }) => key)
  const single = singlesIn(source, language)
  return figuresOf(sentence, language)
    .filter(({ key, counted }) => !held.get(key)?.some(({ after }) => isOfTheSame(counted, after)))
    .filter(({ key, counted }) => key !== '1' || !counted.some((stem) => single.has(stem)))
    .map(({ key }) => key)
}

function isOfTheSame(counted: readonly string[], after: readonly string[]): boolean {
  return counted.length === 0 || counted.some((stem) => after.includes(stem))
}

/** Stems of what the source has one of, in other words: "a person", "the only witness". */
function singlesIn(source: string, language: GuardedLanguage): ReadonlySet<string> {
  if (language !== 'en') return new Set()
  const tokens = tokensOf(source)
  return new Set(
    tokens.flatMap(({ text }, at) =>
      /^(?:an?|only|sole|single|another)$/.test(text)
        ? wordsBehind(tokens, at + 1).slice(0, mostBetween)
        : [],
    ),
  )
}

const mostBetween = 3

type Token = { readonly text: string; readonly gap: string; readonly kind: 'digits' | 'word' | 'sign' }

const tokenShape = /(?<digits>\p{Nd}+(?:[.,:/-]\p{Nd}+)*)|(?<word>\p{L}[\p{L}\p{M}]*)|(?<sign>[$€£¥₴₽%])/gu

/** Signs, words and digits of a folded text, each with what stands before it. */
function tokensOf(text: string): readonly Token[] {
  // The Ukrainian apostrophe is part of its word.
  const folded = fold(normalise(text)).replace(/(?<=\p{Script=Cyrillic})'(?=\p{Script=Cyrillic})/gu, '')
  // Groups of three: 1,500 and 10 000.
  const joined = folded.replace(
    /(?<![\p{Nd}.,])\p{Nd}{1,3}(?:([., '])\p{Nd}{3})(?:\1\p{Nd}{3})*(?!\p{Nd}|[.,]\p{Nd})/gu,
    (group) => group.replace(/[., ']/g, ''),
  )
  let at = 0
  return [...joined.matchAll(tokenShape)].map(({ 0: found, index, groups }) => {
    const gap = joined.slice(at, index)
    at = index + found.length
    const kind = groups?.digits !== undefined ? 'digits' : groups?.word !== undefined ? 'word' : 'sign'
    return { text: found, gap, kind }
  })
}

function figuresOf(text: string, language: GuardedLanguage): readonly Figure[] {
  const tokens = tokensOf(text)
  const figures: Figure[] = []
  for (let at = 0; at < tokens.length; ) {
    const amount = amountAt(tokens, at, language)
    if (amount === null) {
      const word = tokens[at]?.text ?? ''
      if (amountWords[language].has(word)) figures.push({ key: word, counted: [], after: [] })
      at++
      continue
    }
    const { key, end, isCount } = unitsAround(tokens, at, amount)
    const after = wordsBehind(tokens, end)
    figures.push({ key, counted: isCount ? countedBehind(tokens, end) : [], after })
    at = end
  }
  return figures
}

const lookAhead = 6
const mostCounted = 2

function wordsBehind(tokens: readonly Token[], from: number): readonly string[] {
  return tokens.slice(from, from + lookAhead).map(({ text }) => stemOf(text))
}

/** "400 Siberian tigers" may be "400 tigers" in the article. An age, "the 32-year-old", is written in many ways. */
function countedBehind(tokens: readonly Token[], from: number): readonly string[] {
  const start = partitive.test(tokens[from]?.text ?? '') ? nextContent(tokens, from) : from
  const next = tokens.slice(start, start + mostCounted)
  if (next[0]?.text === 'year' && next[1]?.text === 'old') return []
  const end = next.findIndex(
    ({ kind, gap, text }) => kind !== 'word' || !/^[ -]$/.test(gap) || !isContent(text),
  )
  return next.slice(0, end === -1 ? next.length : end).map(({ text }) => stemOf(text))
}

/** "3 of the 12 crossings" counts crossings. */
const partitive = /^(?:of|der|von|des|de|del|із|з|зі)$/

function nextContent(tokens: readonly Token[], from: number): number {
  const near = tokens.slice(from + 1, from + lookAhead - mostCounted + 1)
  const found = near.findIndex(({ kind, text }) => kind === 'word' && isContent(text))
  return found === -1 ? from : from + 1 + found
}

/** "One person", but not "one of them"; in the other languages it is the article too, as in "eine Person". */
const singular: Readonly<Partial<Record<GuardedLanguage, string>>> = { en: 'one', uk: fold('один') }

type Amount = { readonly value: string; readonly end: number }

function amountAt(tokens: readonly Token[], at: number, language: GuardedLanguage): Amount | null {
  const token = tokens[at]
  if (token === undefined || token.kind === 'sign') return null
  // "G7" and "F16" are names.
  if (token.kind === 'digits')
    return token.gap === '' && tokens[at - 1]?.kind === 'word'
      ? null
      : { value: token.text.replace(/^0+(?=\p{Nd})/u, ''), end: at + 1 }
  if (token.text === singular[language])
    return isContent(tokens[at + 1]?.text ?? '') ? { value: '1', end: at + 1 } : null
  const worth = numberWords[language].get(token.text)
  if (worth === undefined) return null
  const next = tokens[at + 1]
  const ones = next?.gap === '-' ? numberWords[language].get(next.text) : undefined
  const isCompound = ones !== undefined && worth >= 20 && ones < 10
  return isCompound ? { value: String(worth + ones), end: at + 2 } : { value: String(worth), end: at + 1 }
}

const ordinal = /^(?:st|nd|rd|th|er|e|eme|a|o|s)$/
const oneYear = /^(?:1[5-9]|20)\p{Nd}\p{Nd}$/u

/** Takes in what belongs to an amount: "$5m", "5 million dollars", "20 per cent", "24th". */
function unitsAround(
  tokens: readonly Token[],
  at: number,
  amount: Amount,
): { key: string; end: number; isCount: boolean } {
  let { end } = amount
  const take = (isUnit: (token: Token) => string | undefined): string => {
    const token = tokens[end]
    const unit = token === undefined || token.gap.length > 1 ? undefined : isUnit(token)
    if (unit === undefined) return ''
    end++
    return unit
  }
  take(({ text, gap }) => (gap === '' && ordinal.test(text) ? text : undefined))
  const before = tokens[at - 1]
  const sign =
    before?.kind === 'sign' && before.text !== '%' && (tokens[at]?.gap ?? '').trim() === '' ? before.text : ''
  const scale = take(({ text, gap }) => (gap === '' ? attachedScales : scales).get(text))
  const share = take(({ text }) => shares.get(text)) || shareOfTwoWords(tokens, end)
  if (share === 'of-two-words') end += 2
  const currency = sign || take(({ text }) => currencies.get(text))
  const isCount = share === '' && currency === '' && !oneYear.test(amount.value)
  return { key: `${currency}${amount.value}${scale}${share === '' ? '' : '%'}`, end, isCount }
}

function shareOfTwoWords(tokens: readonly Token[], at: number): string {
  const words = `${tokens[at]?.text} ${tokens[at + 1]?.text}`
  return /^(?:per cent|pour cent|por ciento)$/.test(words) ? 'of-two-words' : ''
}

const shares = lookUp({ '%': '% percent pct prozent відсоток відсотки відсотків' })
const currencies = lookUp({
  $: '$ dollar dollars dolar dolares долар долари доларів usd',
  '€': '€ euro euros eur євро',
  '£': '£ pound pounds pfund livres gbp',
  '₴': '₴ гривня гривні гривень грн uah hryvnia hryvnias',
  '₽': '₽ rouble roubles ruble rubles rubel rub',
  '¥': '¥ yen yuan',
})
const scales = lookUp({
  thousand: 'thousand tausend mille mil тисяча тисячі тисяч тис',
  million: 'million millions millionen mio millón millones mln мільйон мільйона мільйони мільйонів млн',
  billion:
    'billion billions bn milliarde milliarden mrd milliard milliards мільярд мільярда мільярди мільярдів млрд',
  trillion: 'trillion trillions tn billones',
})
const attachedScales = new Map([...scales, ['k', 'thousand'], ['m', 'million'], ['b', 'billion']])

function lookUp(forms: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(forms).flatMap(([meaning, words]) =>
      words.split(' ').map((word) => [fold(word), meaning] as const),
    ),
  )
}
