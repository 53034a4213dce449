import { wordsOf } from './wording.ts'

const separator = /\s+(?:[-–—|·•»«:/]|::|\|\|)\s+/

/** What is known about the page when its headline is cleaned. */
export type HeadlineClues = {
  readonly siteName: string | null
  readonly host: string | null
  /** The main heading of the page, null when it has none. */
  readonly heading: string | null
}

/** The headline without the site's name: "Floods in Porto | The Courier" becomes "Floods in Porto". */
export function cleanHeadline(title: string, clues: HeadlineClues): string {
  if (clues.heading !== null && isPartedFromRest(title, clues.heading)) return clues.heading
  const parts = partsOf(title)
  let from = 0
  let to = parts.length
  while (to - from > 1 && isSiteName(parts[to - 1]?.text ?? '', clues)) to--
  while (to - from > 1 && isSiteName(parts[from]?.text ?? '', clues)) from++
  return title.slice(parts[from]?.start ?? 0, parts[to - 1]?.end ?? title.length)
}

function isPartedFromRest(title: string, heading: string): boolean {
  if (heading.length < 12) return false
  if (title.startsWith(heading)) return separator.exec(title.slice(heading.length))?.index === 0
  const before = title.endsWith(heading) ? title.slice(0, -heading.length) : ''
  // "Opinion | Nobody wants the bridge"; a longer start belongs to the headline.
  return before.length < 30 && /\S\s+[|·•»]\s+$/.test(before)
}

type TitlePart = { readonly text: string; readonly start: number; readonly end: number }

function partsOf(title: string): readonly TitlePart[] {
  const parts: TitlePart[] = []
  let start = 0
  for (const mark of title.matchAll(new RegExp(separator, 'g'))) {
    parts.push({ text: title.slice(start, mark.index), start, end: mark.index })
    start = mark.index + mark[0].length
  }
  return [...parts, { text: title.slice(start), start, end: title.length }]
}

/** True for "Ellery News" on the pages of Ellery News. */
export function isSiteName(title: string, clues: HeadlineClues): boolean {
  const name = wordsOf(title)
  if (name === '') return true
  if (clues.siteName !== null && isSameName(name, wordsOf(clues.siteName))) return true
  return clues.host !== null && isNameOfHost(name, clues.host)
}

function isSameName(name: string, siteName: string): boolean {
  return name === siteName || name === `the ${siteName}` || `the ${name}` === siteName
}

// "The Guardian" and theguardian.com: the letters of the name stand in the host, and make up most of it.
function isNameOfHost(name: string, host: string): boolean {
  const domain = host
    .replace(/^www\./, '')
    .split('.')
    .slice(0, -1)
    .join('')
  const letters = name.replaceAll(' ', '').replace(/(?:com|net|org)$/, '')
  return letters.length > 2 && domain.includes(letters) && letters.length >= domain.length * 0.6
}
