// "ABU DHABI, UNITED ARAB EMIRATES: ...", "LONDON (Reuters) - ...", "WASHINGTON — ...", "Kyiv, Ukraine (AP) — ..."
const capitals =
  /^((?=\P{Ll}*\p{Lu}{2})\p{Lu}[\p{Lu}\p{M} .,'’/-]{1,58}?)(?:,? \p{Lu}\p{L}{2,8}\.? \d{1,2})?(?: ?\([^()]{1,30}\))?(?: ?[—–:] ?| -{1,2} )(?=\S)/u
const withAgency =
  /^(\p{Lu}[\p{L} .'’-]{1,30}(?:, \p{Lu}[\p{L} .'’-]{1,30})?) \((?:AP|Reuters|AFP|UPI|dpa|CNN|Xinhua|IANS|PTI|BBC)\) ?[—–-]{1,2} ?(?=\S)/u

// Words in capitals that open a line without being a place.
const notPlaces =
  /^(?:UPDATED?|BREAKING|EXCLUSIVE|WATCH|LIVE|VIDEO|OPINION|ANALYSIS|CORRECTION|NOTE|EDITOR['’]S NOTE|READ MORE|RELATED|FACTBOX|Q ?& ?A|Q|A)\b/

/** The place an agency story opens with, as the text writes it; null when it opens with none. */
export function findDateline(text: string): string | null {
  const opening = text.slice(0, 160)
  const place = (capitals.exec(opening) ?? withAgency.exec(opening))?.[1]?.trim()
  if (place === undefined || notPlaces.test(place)) return null
  return place.replace(/[,.]$/, '')
}
