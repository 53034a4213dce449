export type Watch = {
  /** Tells those who wait that something happened. */
  changed(): void
  /** Resolves with what `look` finds as soon as that is neither undefined, null nor false; rejects after `withinMs` or when looking throws. */
  until<T>(look: () => T, withinMs: number, what: string): Promise<NonNullable<T>>
  close(): void
}

type Waiting = { check(): void; stop(): void }

// What the app remembers changes after the answer that the fake sends, so there is more than the changes to look at.
const lookAgainMs = 10

/** Lets tests wait for a change instead of for time. */
export function createWatch(): Watch {
  const waiting = new Set<Waiting>()
  return {
    changed: () => {
      for (const one of [...waiting]) one.check()
    },
    until: (look, withinMs, what) =>
      new Promise((resolve, reject) => {
        const stop = () => {
          clearTimeout(timer)
          clearInterval(again)
          waiting.delete(one)
        }
        const end = (error: unknown) => {
          stop()
          reject(error)
        }
        const check = () => {
          try {
            const found = look()
            if (found === undefined || found === null || found === false) return
            stop()
            resolve(found)
          } catch (error) {
            end(error)
          }
        }
        const timer = setTimeout(() => end(new Error(`waited ${withinMs} ms for ${what}`)), withinMs)
        const again = setInterval(check, lookAgainMs)
        const one = { check, stop: () => end(new Error(`the fake was closed while waiting for ${what}`)) }
        waiting.add(one)
        check()
      }),
    close: () => {
      for (const one of [...waiting]) one.stop()
    },
  }
}
