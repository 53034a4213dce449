/** Platforms that take nothing for a while: all of their channels wait, those of the others go on. */
export type Closures = {
  close(platform: string, until: number): void
  /** Which of the platforms take messages at this time. */
  open(platforms: readonly string[], now: number): readonly string[]
  /** When the first of the closed ones opens; null when all are open. */
  nextOpeningAt(now: number): number | null
  /** Opens all: by a clock that was set back they would stay closed for too long. */
  forget(): void
}

/** Kept in memory: a new process finds out for itself, with one request. */
export function openClosures(): Closures {
  const closedUntil = new Map<string, number>()
  const isOpen = (platform: string, now: number) => (closedUntil.get(platform) ?? 0) <= now
  return {
    close: (platform, until) =>
      void closedUntil.set(platform, Math.max(until, closedUntil.get(platform) ?? 0)),
    open: (platforms, now) => platforms.filter((platform) => isOpen(platform, now)),
    forget: () => closedUntil.clear(),
    nextOpeningAt(now) {
      const times = [...closedUntil.values()].filter((until) => until > now)
      return times.length === 0 ? null : Math.min(...times)
    },
  }
}
