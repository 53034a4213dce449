export type Watch = {
  /** Tells those who wait that something happened. */
  changed(): void
  /** Resolves with what `look` finds as soon as that is neither undefined, null nor false; rejects after `withinMs`. */
  until<T>(look: () => T, withinMs: number, what: string): Promise<NonNullable<T>>
  close(): void
}

type Waiting = { check(): void; stop(): void }

/** Lets tests wait for a change instead of for time. */
export function createWatch(): Watch {
  const waiting = new Set<Waiting>()
  return {
    changed: () => {
      for (const one of [...waiting]) one.check()
    },
    until: (look, withinMs, what) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => end(new Error(`waited ${withinMs} ms for ${what}`)), withinMs)
        const end = (error: Error) => {
          stop()
          reject(error)
        }
        const stop = () => {
          clearTimeout(timer)
          waiting.delete(one)
        }
        const check = () => {
          const found = look()
          if (found === undefined || found === null || found === false) return
          stop()
          resolve(found)
        }
        const one = { check, stop: () => end(new Error(`the fake was closed while waiting for ${what}`)) }
        waiting.add(one)
        check()
      }),
    close: () => {
      for (const one of [...waiting]) one.stop()
    },
  }
}
