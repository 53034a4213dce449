const datelineEnd = /^[.,]?(?: \p{L}{3,9}\.? \d{1,2},?)?(?: ?\([^()]{1,30}\))?\s*(?:--|[—–:-])\s*/u
// "(CNN) -- Six people", "Hong Kong (CNN)Six people", "hong kong ( cnn ) - six people"
const agency = '\\( ?(?:CNN|AP|Reuters|AFP|UPI|PA|dpa|Xinhua|BBC) ?\\)'
const agencyStarts = [
  new RegExp(`^(?:[^()]{1,50} )?${agency}\\s*(?:--|[—–-])\\s*`, 'i'),
  new RegExp(`^${agency}\\s*`, 'i'),
  new RegExp(`^\\p{Lu}[\\p{L} .,'’-]{1,50} ${agency}\\s*(?=[\\p{Lu}"“‘])`, 'u'),
]

/** The first sentence of a story without the place and the agency it opens with. */
export function withoutDateline(text: string, dateline: string | null): string {
  const start = agencyStarts.map((pattern) => pattern.exec(text)?.[0]).find((found) => found !== undefined)
  if (start !== undefined) return text.slice(start.length)
  if (dateline === null || !text.startsWith(dateline)) return text
  const rest = text.slice(dateline.length)
  const end = datelineEnd.exec(rest)?.[0]
  return end === undefined ? text : rest.slice(end.length)
}
