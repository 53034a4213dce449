/** How long: so many milliseconds, or until something has happened. */
export type Wait = number | Promise<unknown>

/** What goes wrong with one call. Where nothing is said about it, the call has no effect. */
export type Fault =
  /** The connection is reset and nothing was done. */
  | { readonly kind: 'drop' }
  /** The call takes effect and the connection is reset instead of an answer. */
  | { readonly kind: 'commitThenDrop' }
  /** The usual answer, late: the call takes effect after or before the wait. */
  | { readonly kind: 'slow'; readonly wait: Wait; readonly commits: 'after' | 'before' }
  /** An answer of `{ok: false, error}` with status 200, as Slack says no. */
  | { readonly kind: 'error'; readonly error: string; readonly more?: Readonly<Record<string, unknown>> }
  | { readonly kind: 'rateLimited'; readonly retryAfterSeconds: number }
  /** Any answer, such as a 503 or a page of HTML. */
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly body: string
      readonly headers?: Readonly<Record<string, string>>
      readonly commits?: boolean
    }
  /** The usual answer, cut in the middle; the call takes effect. */
  | { readonly kind: 'halfBody' }

/** Trouble by chance for chat.* and conversations.*, the same for the same seed and order of calls. Shares are from 0 to 1. */
export type Chaos = {
  readonly seed: number
  /** Each call waits up to so long before it takes effect, even when the client is gone by then. */
  readonly lagMs?: number
  /** Share of 503, half of them after the call took effect. */
  readonly serverErrors?: number
  /** Share of 429; they say to wait `retryAfterSeconds`, by default 1. */
  readonly rateLimits?: number
  readonly retryAfterSeconds?: number
  /** Share of calls that take effect and are reset instead of answered. */
  readonly resets?: number
}

export type Reply = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What happens to one call, in this order. */
export type Plan = {
  readonly before: Wait
  readonly commits: boolean
  readonly after: Wait
  readonly reply: 'usual' | 'half' | 'reset' | Reply
}

export type Faults = {
  add(method: string, fault: Fault, times: number): void
  chaos(chaos: Chaos | null): void
  clear(): void
  plan(method: string): Plan
}

const smooth: Plan = { before: 0, commits: true, after: 0, reply: 'usual' }

/** Faults that were asked for come first, in order; then chance. */
export function createFaults(): Faults {
  const waiting: { method: string; fault: Fault; left: number }[] = []
  let byChance: (() => Plan) | null = null
  return {
    add: (method, fault, times) => waiting.push({ method, fault, left: times }),
    chaos: (chaos) => {
      byChance = chaos === null ? null : chance(chaos)
    },
    clear: () => {
      waiting.length = 0
      byChance = null
    },
    plan: (method) => {
      const next = waiting.find((entry) => entry.left > 0 && [method, '*'].includes(entry.method))
      if (next === undefined)
        return byChance !== null && /^(chat|conversations)\./.test(method) ? byChance() : smooth
      next.left--
      return planOf(next.fault)
    },
  }
}

function planOf(fault: Fault): Plan {
  switch (fault.kind) {
    case 'drop':
      return { ...smooth, commits: false, reply: 'reset' }
    case 'commitThenDrop':
      return { ...smooth, reply: 'reset' }
    case 'slow':
      return fault.commits === 'after' ? { ...smooth, before: fault.wait } : { ...smooth, after: fault.wait }
    case 'error':
      return { ...smooth, commits: false, reply: jsonReply({ ok: false, error: fault.error, ...fault.more }) }
    case 'rateLimited':
      return { ...smooth, commits: false, reply: rateLimitReply(fault.retryAfterSeconds) }
    case 'answer':
      return {
        ...smooth,
        commits: fault.commits ?? false,
        reply: { status: fault.status, body: fault.body, headers: fault.headers ?? {} },
      }
    case 'halfBody':
      return { ...smooth, reply: 'half' }
  }
}

export function jsonReply(body: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return {
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  }
}

export function rateLimitReply(retryAfterSeconds: number): Reply {
  const reply = jsonReply({ ok: false, error: 'ratelimited' }, { 'retry-after': String(retryAfterSeconds) })
  return { ...reply, status: 429 }
}

function chance(chaos: Chaos): () => Plan {
  const dice = seededDice(chaos.seed)
  const unavailable = { status: 503, headers: {}, body: 'upstream connect error' }
  return () => {
    const before = Math.round(dice() * (chaos.lagMs ?? 0))
    const fate = dice()
    const commitsAnyway = dice() < 0.5
    const errors = chaos.serverErrors ?? 0
    const limits = errors + (chaos.rateLimits ?? 0)
    const resets = limits + (chaos.resets ?? 0)
    if (fate < errors) return { ...smooth, before, commits: commitsAnyway, reply: unavailable }
    if (fate < limits)
      return { ...smooth, before, commits: false, reply: rateLimitReply(chaos.retryAfterSeconds ?? 1) }
    if (fate < resets) return { ...smooth, before, reply: 'reset' }
    return { ...smooth, before }
  }
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function seededDice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
