const zoneWords: readonly (readonly [minutes: number, words: string])[] = [
  [-600, 'hst'],
  [-540, 'akst'],
  [-480, 'pst akdt'],
  [-420, 'mst pdt'],
  [-360, 'cst mdt'],
  [-300, 'est cdt'],
  [-240, 'ast edt'],
  [-210, 'nst'],
  [-180, 'adt brt art'],
  [-150, 'ndt'],
  [0, 'z ut utc gmt wet'],
  [60, 'west bst cet mez met'],
  [120, 'cest mesz mest eet sast'],
  [180, 'eest msk'],
  [330, 'ist'],
  [480, 'sgt hkt awst'],
  [540, 'jst kst'],
  [570, 'acst'],
  [600, 'aest'],
  [660, 'aedt'],
  [720, 'nzst'],
  [780, 'nzdt'],
]

const abbreviationMinutes = new Map(
  zoneWords.flatMap(([minutes, words]) => words.split(' ').map((word) => [word, minutes] as const)),
)

/**
 * Minutes a zone is ahead of UTC, read from the end of a date ("+0200", "GMT-5", "PST", "America/Los_Angeles").
 * UTC when there is none we know. `localMs` is the wall clock as if it were UTC; a named place needs it for summer time.
 */
export function zoneMinutes(text: string, localMs: number): number {
  const place = text.match(/\b[A-Za-z]{2,20}(?:\/[A-Za-z_+-]{2,30}){1,2}/)?.[0]
  if (place) return placeMinutes(place, localMs) ?? 0
  return numericMinutes(text) ?? abbreviated(text)
}

function numericMinutes(text: string): number | null {
  const match = text.match(/^\s*(?:GMT|UTC|UT|Z)?\s*-?([+-])(\d{1,2}):?(\d{2})?/i)
  if (!match) return null
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0)
  const signed = match[1] === '-' ? -minutes : minutes
  // No place on Earth is further from UTC; such an offset is noise.
  return signed > 14 * 60 || signed < -12 * 60 ? 0 : signed
}

function abbreviated(text: string): number {
  const word = text.match(/[A-Za-z]+/)?.[0].toLowerCase()
  return word === undefined ? 0 : (abbreviationMinutes.get(word) ?? 0)
}

function placeMinutes(place: string, localMs: number): number | null {
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: place, timeZoneName: 'longOffset' })
    const guess = offsetAt(format, localMs)
    return offsetAt(format, localMs - guess * 60_000)
  } catch {
    return null
  }
}

function offsetAt(format: Intl.DateTimeFormat, ms: number): number {
  const name = format.formatToParts(ms).find((part) => part.type === 'timeZoneName')?.value ?? ''
  const match = name.match(/([+-])(\d{2}):(\d{2})/)
  if (!match) return 0
  const minutes = Number(match[2]) * 60 + Number(match[3])
  return match[1] === '-' ? -minutes : minutes
}
