import type { Locale } from '../locale.ts'
import { type ReasonName, reasonTexts } from '../texts/reasons.ts'

/** A stored reason in the reader's language; a part that is none of ours stays as it is. */
export function tellReason(reason: string, locale: Locale): string {
  return reason
    .split('; ')
    .map((part) => tellPart(part, locale))
    .join('; ')
}

// Those with words before the place are tried first: `{} is not in it` fits nearly everything.
const names = Object.keys(reasonTexts.en)
  .filter((name): name is ReasonName => name in reasonTexts.en)
  .toSorted((one, other) => reasonTexts.en[other].indexOf('{}') - reasonTexts.en[one].indexOf('{}'))

function tellPart(part: string, locale: Locale): string {
  for (const name of names) {
    const [before = '', after] = reasonTexts.en[name].split('{}')
    if (after === undefined ? part !== before : !isAround(part, before, after)) continue
    const value = part.slice(before.length, part.length - (after ?? '').length)
    return reasonTexts[locale][name].replace('{}', () => value)
  }
  return part
}

function isAround(part: string, before: string, after: string): boolean {
  return part.startsWith(before) && part.endsWith(after) && part.length > before.length + after.length
}
