import { setTimeout as sleepMs } from 'node:timers/promises'

/** Looks again and again until it holds; throws with what was waited for when that takes too long. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  { withinMs = 60_000, everyMs = 50 }: { readonly withinMs?: number; readonly everyMs?: number } = {},
): Promise<void> {
  const givenUpAt = performance.now() + withinMs
  while (!(await holds())) {
    if (performance.now() > givenUpAt) throw new Error(`waited ${withinMs} ms in vain: ${what}`)
    await sleepMs(everyMs)
  }
}
