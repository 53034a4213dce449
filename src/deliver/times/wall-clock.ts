/** Reads `9`, `9:00`, `09.00` or `9pm` as minutes since midnight; null for anything else. */
export function minuteOfDay(text: string): number | null {
  const [, hours, minutes = '0', half] = /^(\d{1,2})(?:[:.h](\d{2}))?(am|pm)?$/i.exec(text) ?? []
  if (hours === undefined) return null
  const isAfternoon = half?.toLowerCase() === 'pm'
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (isAfternoon ? 12 : 0)
  const isPossible = hour < 24 && Number(minutes) < 60 && (half === undefined || Number(hours) <= 12)
  return isPossible ? hour * 60 + Number(minutes) : null
}

/** `09:00` */
export function clockTime(minute: number): string {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}

/** What the clocks show in the zone, as minutes since midnight. */
export function wallMinute(timeZone: string, at: number): number {
  const [hour = 0, minute = 0] = clockOf(timeZone).format(at).split(':').map(Number)
  return hour * 60 + minute
}

/** The zone as the program knows it, such as `Europe/Berlin`; null when there is none of this name. */
export function timeZoneOf(text: string): string | null {
  try {
    return clockOf(text.trim()).resolvedOptions().timeZone
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** The zone, or the other one for a name that nobody knows any more. */
export function timeZoneOr(text: string, other: string): string {
  return timeZoneOf(text) === null ? other : text.trim()
}

/** Made once for each zone: making one takes far longer than asking it. */
const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  clocks.set(timeZone, made)
  return made
}
