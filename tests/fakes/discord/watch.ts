/** Lets a test await what a server has seen instead of sleeping. */
export type Watch = {
  changed(): void
  /** Resolves as soon as the check holds, at once if it does already. */
  until(check: () => boolean): Promise<void>
}

export function createWatch(): Watch {
  const waiting = new Set<() => void>()
  return {
    changed: () => {
      for (const look of waiting) look()
    },
    until: (check) =>
      new Promise((resolve) => {
        const look = () => {
          if (!check()) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
      }),
  }
}
