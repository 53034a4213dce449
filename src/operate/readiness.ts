/** What is known of one thing the program needs, and what to do when it is missing. */
export type ReadyCheck = {
  readonly name: string
  readonly isGood: boolean
  readonly found: string
  readonly fix: string | null
}

/** How a chat platform and the program are connected. */
export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected'; readonly as: string }
  /** It has nothing to say to us, or calls us. */
  | { readonly kind: 'needsNone' }
  | { readonly kind: 'down'; readonly reason: string; readonly fix: string | null }

export type Queue = 'feeds' | 'items' | 'posts'

export type ReadyFacts = {
  readonly store: StoreProbe
  readonly connections: Readonly<Record<string, ConnectionState>>
  /** Platforms that take nothing for a while: they refused the token, or asked for a rest. */
  readonly closed: readonly string[]
  /** How long ago each loop took its last step. */
  readonly stepAgesMs: Readonly<Record<string, number>>
  /** For how long the oldest piece of work has waited although it could have been done; null when none waits. */
  readonly lateMs: Readonly<Partial<Record<Queue, number | null>>>
  /** What is left on the disk of the store; null when the store is elsewhere. */
  readonly freeBytes: number | null
}

export type StoreProbe =
  | { readonly kind: 'writable'; readonly ms: number }
  | { readonly kind: 'failed'; readonly found: string; readonly fix: string }

/** Loops look up at least every 30 seconds, even when there is nothing to do. */
const stuckAfterMs = 120_000
const lateAfterMs = 15 * 60_000
const leastFreeBytes = 200 * 1024 * 1024

/** Whether the program can do its work now, thing by thing. */
export function checksOf(facts: ReadyFacts): readonly ReadyCheck[] {
  return [
    storeCheck(facts.store),
    ...(facts.freeBytes === null ? [] : [diskCheck(facts.freeBytes)]),
    ...Object.entries(facts.connections).map(([platform, state]) =>
      connectionCheck(platform, state, facts.closed.includes(platform)),
    ),
    ...Object.entries(facts.stepAgesMs).map(([loop, ageMs]) => loopCheck(loop, ageMs)),
    ...queues.flatMap((queue) => {
      const lateMs = facts.lateMs[queue]
      return lateMs === undefined ? [] : queueCheck(queue, lateMs)
    }),
  ]
}

export function isReady(checks: readonly ReadyCheck[]): boolean {
  return checks.every(({ isGood }) => isGood)
}

function good(name: string, found: string): ReadyCheck {
  return { name, isGood: true, found, fix: null }
}

function bad(name: string, found: string, fix: string | null): ReadyCheck {
  return { name, isGood: false, found, fix }
}

function storeCheck(probe: StoreProbe): ReadyCheck {
  return probe.kind === 'writable'
    ? good('store', `writable, ${Math.round(probe.ms)} ms`)
    : bad('store', probe.found, probe.fix)
}

function diskCheck(freeBytes: number): ReadyCheck {
  const found = `${Math.floor(freeBytes / 1024 / 1024)} MB free`
  return freeBytes >= leastFreeBytes
    ? good('disk', found)
    : bad('disk', found, 'free space, or lower PULLQUOTE_KEEP_ARTICLE_DAYS and PULLQUOTE_KEEP_ITEM_DAYS')
}

function connectionCheck(platform: string, state: ConnectionState, isClosed: boolean): ReadyCheck {
  if (isClosed)
    return bad(
      platform,
      'it takes no messages for now',
      'look into the log, and run doctor to check the token',
    )
  switch (state.kind) {
    case 'connected':
      return good(platform, `connected as ${state.as}`)
    case 'needsNone':
      return good(platform, 'needs no connection')
    case 'connecting':
      return bad(platform, 'is being connected', 'wait a moment')
    case 'down':
      return bad(platform, state.reason, state.fix ?? 'it is tried again; run doctor when it lasts')
  }
}

function loopCheck(loop: string, ageMs: number): ReadyCheck {
  const found = `last step ${secondsOf(ageMs)} ago`
  return ageMs <= stuckAfterMs
    ? good(`loop ${loop}`, found)
    : bad(`loop ${loop}`, found, 'look into the log and restart the program; nothing is lost by that')
}

const queues: readonly Queue[] = ['feeds', 'items', 'posts']

const fixOfQueue: Readonly<Record<Queue, string>> = {
  feeds: 'raise PULLQUOTE_FEEDS_AT_ONCE or PULLQUOTE_POLL_SHORTEST_SECONDS',
  items: 'raise PULLQUOTE_PAGES_AT_ONCE, or run a process more that reads',
  posts: 'look into the log for what the platforms answer',
}

function queueCheck(queue: Queue, lateMs: number | null): ReadyCheck {
  if (lateMs === null || lateMs <= 0) return good(`queue of ${queue}`, 'nothing waits')
  const found = `the oldest waits for ${secondsOf(lateMs)}`
  return lateMs <= lateAfterMs
    ? good(`queue of ${queue}`, found)
    : bad(`queue of ${queue}`, found, fixOfQueue[queue])
}

function secondsOf(ms: number): string {
  return `${Math.round(ms / 1000)} s`
}
