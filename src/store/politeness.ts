/** A feed that may be taken; whose turn is sooner is taken first. */
export type Candidate = { readonly id: number; readonly host: string; readonly turn: number }

export type Manners = {
  readonly limit: number
  /** Of one host no more than this; without it, all. */
  readonly perHost?: number | undefined
  readonly busyHosts: ReadonlySet<string>
}

/** Those who are taken: in their turn, few of each host, and none of one that is busy. */
export function pickPolitely(
  candidates: readonly Candidate[],
  { limit, perHost = Number.POSITIVE_INFINITY, busyHosts }: Manners,
): Candidate[] {
  const picked: Candidate[] = []
  const ofHost = new Map<string, number>()
  for (const candidate of candidates) {
    if (picked.length >= limit) break
    const { host } = candidate
    const others = ofHost.get(host) ?? 0
    if (others >= perHost || busyHosts.has(host)) continue
    ofHost.set(host, others + 1)
    picked.push(candidate)
  }
  return picked
}

/** So many may wait for any host, however many hosts there are that feeds wait for. */
const roomOfHost = 50

/** Of those that wait for their host more than have room, the last: the hosts share the room. */
export function crowdOf(waiting: readonly Candidate[], room: number): Candidate[] {
  const byHost = Map.groupBy(waiting, ({ host }) => host)
  const share = Math.max(roomOfHost, Math.floor(room / byHost.size))
  return [...byHost.values()].flatMap((ofHost) => ofHost.slice(share))
}
