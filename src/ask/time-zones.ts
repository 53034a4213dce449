import type { ChannelRef } from '../deliver/address.ts'
import type { Store } from '../store/store.ts'
import { findChannel, findWorkspace } from '../store/workspaces.ts'

const usualTimeZone = 'UTC'

/** The time zone that holds in a channel: its own, the workspace's, or the usual one. */
export async function timeZoneOf(store: Store, channel: ChannelRef): Promise<string> {
  const own = (await findChannel(store, channel))?.time_zone
  return own ?? (await findWorkspace(store, channel))?.time_zone ?? usualTimeZone
}

export type ZoneOutcome =
  | { readonly kind: 'zone'; readonly zone: string }
  /** With names that may have been meant. */
  | { readonly kind: 'unknown'; readonly suggestions: readonly string[] }

const mostSuggestions = 3

/** Reads a time zone by its name, such as `Europe/Berlin` or only `berlin`. */
export function readTimeZone(typed: string): ZoneOutcome {
  const name = typed.trim().slice(0, 60)
  const known = Intl.supportedValuesOf('timeZone')
  const wanted = folded(name)
  const exact = known.find((zone) => folded(zone) === wanted)
  if (exact !== undefined) return { kind: 'zone', zone: exact }
  const cities = known.filter((zone) => folded(zone.split('/').at(-1) ?? '') === wanted)
  if (cities.length === 1 && cities[0] !== undefined) return { kind: 'zone', zone: cities[0] }
  // Old and alternative names are no part of the list, yet good: US/Eastern, Asia/Calcutta, UTC.
  if (isZone(name)) return { kind: 'zone', zone: name }
  const near = cities.length > 0 ? cities : known.filter((zone) => isNear(folded(zone), wanted))
  return { kind: 'unknown', suggestions: near.slice(0, mostSuggestions) }
}

function isNear(zone: string, wanted: string): boolean {
  const words = wanted.split('/').filter((word) => word.length >= 3)
  return words.some((word) => zone.includes(word.slice(0, Math.max(4, word.length - 2))))
}

function folded(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '_')
}

function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
