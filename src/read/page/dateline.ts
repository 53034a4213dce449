const date = '(?:,? \\p{Lu}\\p{L}{2,8}\\.? \\d{1,2},?)?'
const agency = '\\( ?(?:AP|Reuters|AFP|UPI|PA|dpa|CNN|Xinhua|IANS|PTI|BBC) ?\\)'
const name = "\\p{L}\\p{M} .,'’/-"

// How a story opens before it starts: group 1 is the place, the match ends where the story begins.
const openings: readonly RegExp[] = [
  // "ABU DHABI, UNITED ARAB EMIRATES: ...", "LONDON, March 4 (Reuters) - ...", "WASHINGTON — ..."
  new RegExp(
    `^((?=\\P{Ll}*\\p{Lu}{2})\\p{Lu}[\\p{Lu}\\p{M} .,'’/-]{1,58}?)${date}(?: ?\\([^()]{1,30}\\))?(?: ?[—–:] ?| -{1,2} )(?=\\S)`,
    'u',
  ),
  // "Kyiv, Ukraine (AP) — ...", "ST. JOHN’S, Newfoundland (AP) — ...", "(CNN) -- ...", "hong kong ( cnn ) - ..."
  new RegExp(`^(?:(\\p{L}[${name}]{1,50}?)${date} )?${agency}\\s*(?:--|[—–-])\\s*(?=\\S)`, 'iu'),
  // "Hong Kong (CNN)Six people"
  new RegExp(`^(\\p{Lu}[${name}]{1,50}?)${date} ${agency}\\s*(?=[\\p{Lu}"“‘])`, 'u'),
  // "(CNN)Six people"
  new RegExp(`^()${agency}\\s*(?=\\S)`, 'iu'),
]

// Words in capitals that open a line without being a place.
const notPlaces =
  /^(?:UPDATED?|BREAKING|EXCLUSIVE|WATCH|LIVE|VIDEO|OPINION|ANALYSIS|CORRECTION|NOTE|DEAR|EDITOR['’]S NOTE|READ MORE|RELATED|FACTBOX|Q ?& ?A|Q|A)\b/

/** The place an agency story opens with, as the text writes it; null when it opens with none. */
export function findDateline(text: string): string | null {
  return readOpening(text)?.place || null
}

/** The text of a story without the place, the date and the agency it opens with. */
export function withoutDateline(text: string): string {
  return text.slice(readOpening(text)?.length ?? 0)
}

function readOpening(text: string): { readonly place: string; readonly length: number } | null {
  const start = text.slice(0, 160)
  for (const opening of openings) {
    const match = opening.exec(start)
    if (match === null) continue
    const place = (match[1] ?? '').trim().replace(/[,.]$/, '')
    return notPlaces.test(place) ? null : { place, length: match[0].length }
  }
  return null
}
