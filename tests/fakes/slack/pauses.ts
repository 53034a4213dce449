import type { Wait } from './faults.ts'

/** Waits that end with the server. */
export type Pauses = { pause(wait: Wait): Promise<void>; close(): void }

export function createPauses(): Pauses {
  const timers = new Set<NodeJS.Timeout>()
  return {
    pause: async (wait) => {
      if (typeof wait !== 'number') return void (await wait)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => {
          timers.delete(timer)
          resolve()
        }, wait)
        timers.add(timer)
      })
    },
    close: () => {
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
