import { detect } from 'tinyld/light'
import type { PageSources } from './page-sources.ts'

/** The language the page says it is in; null when it says none. */
export function languageOf({ document, structured, metas }: PageSources): string | null {
  const names = [
    document.documentElement.getAttribute('lang'),
    document.documentElement.getAttribute('xml:lang'),
    metas.get('content-language'),
    structured?.language,
    metas.get('og:locale'),
    metas.get('language'),
  ]
  return names.map((name) => languageTag(name ?? '')).find((tag) => tag !== null) ?? null
}

/** "en_us" and "en-US,en" are written as "en-US"; words such as "english" name no tag. */
function languageTag(name: string): string | null {
  const [first = ''] = name.trim().split(/[\s,;.]/)
  const tag = first.replaceAll('_', '-')
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(tag) || /^(?:und|zxx|mul|xx)(?:-|$)/i.test(tag)) return null
  const [code = '', ...rest] = tag.split('-')
  return [code.toLowerCase(), ...rest.map((part) => (part.length === 2 ? part.toUpperCase() : part))].join(
    '-',
  )
}

/** From here on a text says by itself what it is written in, whatever its template claims. */
const surelyEnough = 1_200
const fewestCharacters = 120
const looksAt = 400

/** Languages that no text of some length is mistaken in; for others the page is believed. */
const unmistakable = new Set([
  'ar',
  'de',
  'en',
  'es',
  'fr',
  'he',
  'it',
  'ja',
  'ko',
  'nl',
  'pl',
  'pt',
  'ru',
  'tr',
  'uk',
  'zh',
])

/** The language of the article: as the page says, unless it says nothing or the text surely is in another. */
export function languageOfArticle(text: string, said: string | null): string | null {
  const code = said?.split('-')[0] ?? null
  if (text.length < (code === null ? fewestCharacters : surelyEnough)) return said
  const start = text.slice(0, looksAt)
  if (code !== null && isPlainly(code, start)) return said
  const found = detectSurely(start)
  if (found === null || code === null) return said ?? found
  if (code === found || !unmistakable.has(code) || !unmistakable.has(found)) return said
  // Names of many places and people look like another language: its end has to look like that too.
  return detectSurely(text.slice(-looksAt)) === found ? found : said
}

// The library takes Ukrainian for Russian as often as not; their letters tell them apart.
function detectSurely(text: string): string | null {
  const found = detect(text) || null
  if (found !== 'ru' && found !== 'uk') return found
  const [ukrainian, russian] = [/[іїєґ]/gi, /[ыэъё]/gi].map((letters) => text.match(letters)?.length ?? 0)
  return (ukrainian ?? 0) > (russian ?? 0) ? 'uk' : 'ru'
}

/** Words that stand in nearly every sentence, and in no other of these languages. */
const everydayWords: Readonly<Record<string, RegExp>> = {
  de: /\b(?:der|und|das|ist|nicht|mit|eine?)\b/g,
  en: /\b(?:the|and|of|that|with|was)\b/g,
  es: /\b(?:el|los|las|una|por|con|del)\b/g,
  fr: /\b(?:les|des|une|est|dans|qui|du)\b/g,
}
const fewestEverydayWords = 8

// Saves the costly look for nearly every page: what it claims is true.
function isPlainly(code: string, text: string): boolean {
  const words = everydayWords[code]
  return words !== undefined && (text.match(words)?.length ?? 0) >= fewestEverydayWords
}
