/** Calls back when the launcher that started this process for an older Node is gone, even if it was killed. */
export function whenLauncherEnds(callback: () => void): void {
  if (!process.connected) return
  process.once('disconnect', callback)
  // The listener alone must not keep the process alive.
  process.channel?.unref()
}
