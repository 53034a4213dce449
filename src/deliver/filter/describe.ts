import type { Locale } from '../locale.ts'
import { filterTexts } from '../texts/filter.ts'
import { alternativesOf, type Filter, type Term } from './filter.ts'

/** The filter in words: `only with “budget” and “tax” and from Reuters or AP; without “rumour”`. */
export function describeFilter({ needs, terms }: Filter, locale: Locale = 'en'): string {
  const texts = filterTexts[locale]
  const wanted = terms.filter((term) => term.isWanted)
  const unwanted = terms.filter((term) => !term.isWanted)
  const either = (group: readonly Term[]) => listed(group, 'disjunction', locale)
  const need =
    needs === 'any'
      ? either(wanted)
      : new Intl.ListFormat(locale, { type: 'conjunction' }).format(alternativesOf(wanted).map(either))
  return [
    ...(wanted.length === 0 ? [] : [texts.onlyWith(need)]),
    ...(unwanted.length === 0 ? [] : [texts.without(either(unwanted))]),
  ].join('; ')
}

function listed(terms: readonly Term[], type: 'conjunction' | 'disjunction', locale: Locale): string {
  return new Intl.ListFormat(locale, { type }).format(terms.map((term) => inWords(term, locale)))
}

function inWords({ look }: Term, locale: Locale): string {
  const texts = filterTexts[locale]
  switch (look.kind) {
    case 'words':
      return texts.quoted(look.text)
    case 'regex':
      return texts.matching(`/${look.pattern}/`)
    case 'field':
      return { author: texts.by, category: texts.inCategory, from: texts.fromOutlet }[look.field](look.text)
  }
}
