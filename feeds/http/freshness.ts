type Headers = Readonly<Record<string, string>>

// A misconfigured server that says "next year" must not silence a feed.
const longestWaitMs = 24 * 60 * 60_000

const httpDate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? [\w :-]+$/i

/** How long the server asks us not to come back: the longest of max-age, Expires and Retry-After, at most a day. */
export function waitMs(headers: Headers, now: Date): number | null {
  const waits = [maxAgeMs(headers), expiresMs(headers, now), retryAfterMs(headers, now)].filter(
    (ms) => ms !== null,
  )
  return waits.length === 0 ? null : Math.max(...waits)
}

/** Retry-After in both its forms, seconds and a date; null when it is missing or says nothing. At most a day. */
export function retryAfterMs(headers: Headers, now: Date): number | null {
  const value = (headers['retry-after'] ?? '').trim()
  if (/^\d+(?:\.\d+)?$/.test(value)) return atMostADay(Number(value) * 1000)
  const at = parseHttpDate(value)
  return at === null ? null : atMostADay(at - now.getTime())
}

/** The three forms of a date that HTTP allows, as epoch milliseconds. */
export function parseHttpDate(value: string): number | null {
  const text = value.trim()
  if (!httpDate.test(text)) return null
  // The oldest form carries no zone and always means GMT.
  const at = Date.parse(/(?:GMT|UTC)$/i.test(text) ? text : `${text} GMT`)
  return Number.isNaN(at) ? null : at
}

// `Age` is the time the answer has already spent in a cache on its way; the rest of max-age is what remains.
function maxAgeMs(headers: Headers): number | null {
  const directives = (headers['cache-control'] ?? '').toLowerCase()
  if (/\bno-(?:cache|store)\b/.test(directives)) return null
  const seconds = /(?:^|[\s,])max-age\s*=\s*"?(\d+)/.exec(directives)?.[1]
  if (seconds === undefined) return null
  const age = /^\d+$/.test(headers.age ?? '') ? Number(headers.age) : 0
  return positive((Number(seconds) - age) * 1000)
}

// Measured against the server's own clock where it tells us, because ours may differ.
function expiresMs(headers: Headers, now: Date): number | null {
  const expires = parseHttpDate(headers.expires ?? '')
  if (expires === null) return null
  return positive(expires - (parseHttpDate(headers.date ?? '') ?? now.getTime()))
}

function positive(ms: number): number | null {
  return ms > 0 ? atMostADay(ms) : null
}

function atMostADay(ms: number): number {
  return Math.min(Math.max(0, Math.round(ms)), longestWaitMs)
}
