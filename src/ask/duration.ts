import type { Locale } from '../deliver/locale.ts'

const dayMs = 86_400_000

/** `45 seconds`, `12 minutes`, `3 hours`. */
export function durationInWords(ms: number, locale: Locale): string {
  const [unit, size] = unitFor(ms)
  const number = Math.max(1, Math.round(ms / size))
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(number)
}

function unitFor(ms: number): readonly [unit: string, size: number] {
  if (ms < 90_000) return ['second', 1000]
  if (ms < 90 * 60_000) return ['minute', 60_000]
  return ms < 2 * dayMs ? ['hour', 3_600_000] : ['day', dayMs]
}
