/** What happens to a request instead of, or besides, its answer. */
export type Trouble =
  /** The socket is destroyed before anything happened. */
  | { readonly kind: 'drop' }
  /** It takes effect, then the socket is destroyed. */
  | { readonly kind: 'commitThenDrop' }
  /** It waits before it takes effect, or between effect and answer. */
  | { readonly kind: 'slow'; readonly ms: number; readonly when: 'before' | 'after' }
  /** The same, until the test lets it go. */
  | { readonly kind: 'held'; readonly until: Promise<unknown>; readonly when: 'before' | 'after' }
  /** This answer, and no effect. */
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly body?: unknown
      readonly headers?: Readonly<Record<string, string>>
    }
  /** It takes effect, but the answer is this one. */
  | { readonly kind: 'commitThenAnswer'; readonly status: number; readonly body?: unknown }
  /** 429 as Discord writes it, and no effect. */
  | {
      readonly kind: 'rateLimit'
      readonly retryAfterMs: number
      readonly scope: 'user' | 'shared' | 'global'
    }
  /** It takes effect; the connection ends in the middle of the answer. */
  | { readonly kind: 'halfBody' }
  /** It takes effect; the answer is a page of a proxy. */
  | { readonly kind: 'notJson'; readonly status?: number }

/** Which requests meet the trouble: the next `times` (1) that match; every method unless one is named. */
export type Fault = Trouble & {
  readonly method?: string
  readonly path: RegExp
  readonly times?: number
}

/** Trouble by dice: shares are between 0 and 1 of all matching requests. */
export type Chaos = {
  readonly seed: number
  /** Every request waits up to this long before it takes effect. */
  readonly lagMs?: number
  /** Answered with 500, 502 or 503, half of them after the request took effect. */
  readonly errorShare?: number
  /** Answered with 429, without effect. */
  readonly rateLimitShare?: number
  /** Takes effect, then the socket is destroyed. */
  readonly resetShare?: number
  /** Only these paths; all of them otherwise. */
  readonly path?: RegExp
}

export type Faults = {
  add(fault: Fault): void
  setChaos(chaos: Chaos | null): void
  /** What this request meets; uses up the fault that matches first. */
  take(method: string, path: string): readonly Trouble[]
}

export function createFaults(): Faults {
  const waiting: { fault: Fault; left: number }[] = []
  let rollChaos: (path: string) => readonly Trouble[] = () => []
  return {
    add: (fault) => {
      waiting.push({ fault, left: fault.times ?? 1 })
    },
    setChaos: (chaos) => {
      rollChaos = chaos === null ? () => [] : chaosOf(chaos)
    },
    take: (method, path) => {
      const next = waiting.find(({ fault, left }) => left > 0 && matches(fault, method, path))
      if (next === undefined) return rollChaos(path)
      next.left--
      return [next.fault]
    },
  }
}

const matches = (fault: Fault, method: string, path: string): boolean =>
  (fault.method === undefined || fault.method === method) && fault.path.test(path)

const serverErrors = [500, 502, 503]

function chaosOf(chaos: Chaos): (path: string) => readonly Trouble[] {
  const dice = seededDice(chaos.seed)
  return (path) => {
    if (chaos.path && !chaos.path.test(path)) return []
    const lag: Trouble = { kind: 'slow', ms: Math.round(dice() * (chaos.lagMs ?? 0)), when: 'before' }
    return [lag, ...misfortune(chaos, dice)]
  }
}

function misfortune(chaos: Chaos, dice: () => number): Trouble[] {
  const { errorShare = 0, rateLimitShare = 0, resetShare = 0 } = chaos
  const [lot, kind, isCommitted, wait] = [dice(), dice(), dice() < 0.5, dice()]
  const status = serverErrors[Math.floor(kind * serverErrors.length)] ?? 500
  if (lot < errorShare) return [{ kind: isCommitted ? 'commitThenAnswer' : 'answer', status }]
  if (lot < errorShare + rateLimitShare)
    return [{ kind: 'rateLimit', retryAfterMs: 50 + Math.round(wait * 250), scope: 'user' }]
  return lot < errorShare + rateLimitShare + resetShare ? [{ kind: 'commitThenDrop' }] : []
}

/** Mulberry32: small, and the same everywhere for one seed. */
function seededDice(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
