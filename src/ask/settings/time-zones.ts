import type { ChannelRef } from '../../deliver/address.ts'
import { timeZoneOf } from '../../deliver/times/wall-clock.ts'
import type { Store } from '../../store/store.ts'
import { findChannel, findWorkspace } from '../../store/workspaces.ts'

const usualTimeZone = 'UTC'

/** The time zone that holds in a channel: its own, the workspace's, or the usual one. */
export async function timeZoneIn(store: Store, channel: ChannelRef): Promise<string> {
  const own = (await findChannel(store, channel))?.time_zone
  return own ?? (await findWorkspace(store, channel))?.time_zone ?? usualTimeZone
}

export type ZoneOutcome =
  | { readonly kind: 'zone'; readonly zone: string }
  /** With names that may have been meant. */
  | { readonly kind: 'unknown'; readonly suggestions: readonly string[] }

const mostSuggestions = 3
const leastLikeness = 0.45

/** Reads a time zone by its name, such as `Europe/Berlin` or only `berlin`. */
export function readTimeZone(typed: string): ZoneOutcome {
  const name = typed.trim().slice(0, 60)
  const wanted = folded(name)
  const exact = zones.find(({ written }) => written === wanted)
  if (exact !== undefined) return { kind: 'zone', zone: exact.zone }
  const cities = zones.filter(({ city }) => city === wanted)
  if (cities.length === 1 && cities[0] !== undefined) return { kind: 'zone', zone: cities[0].zone }
  // Old and alternative names are no part of the list, yet good: US/Eastern, Asia/Calcutta, UTC.
  const named = timeZoneOf(name)
  if (named !== null) return { kind: 'zone', zone: named }
  const near = cities.length > 0 ? cities : nearest(wanted)
  return { kind: 'unknown', suggestions: near.slice(0, mostSuggestions).map(({ zone }) => zone) }
}

type Zone = (typeof zones)[number]

/** The zones whose city is spelt most like what was typed. */
function nearest(wanted: string): readonly Zone[] {
  const pairs = pairsOf(cityOf(wanted))
  return zones
    .map((zone) => ({ zone, likeness: likenessOf(pairs, zone.pairs) }))
    .filter(({ likeness }) => likeness >= leastLikeness)
    .sort((one, other) => other.likeness - one.likeness)
    .map(({ zone }) => zone)
}

/** The share of letter pairs that both words have: https://en.wikipedia.org/wiki/Dice-S%C3%B8rensen_coefficient */
function likenessOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = [...one].filter((pair) => other.has(pair)).length
  return one.size + other.size === 0 ? 0 : (2 * shared) / (one.size + other.size)
}

function pairsOf(word: string): ReadonlySet<string> {
  const letters = ` ${word} `
  return new Set(Array.from({ length: letters.length - 1 }, (_, at) => letters.slice(at, at + 2)))
}

function folded(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '_')
}

function cityOf(written: string): string {
  return written.split('/').at(-1) ?? ''
}

const zones = Intl.supportedValuesOf('timeZone').map((zone) => {
  const written = folded(zone)
  return { zone, written, city: cityOf(written), pairs: pairsOf(cityOf(written)) }
})
