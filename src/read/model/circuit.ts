/** How calls have gone lately: one that is out of order must not hold up every article. */
export type Circuit = { readonly failuresInARow: number; readonly pausedUntil: number }

export const newCircuit: Circuit = { failuresInARow: 0, pausedUntil: 0 }

const mostFailures = 5
const pauseMs = 10 * 60_000

/** True while no calls are made. */
export function isPaused({ pausedUntil }: Circuit, now: Date): boolean {
  // A clock that was set back must not make the pause longer.
  const leftMs = pausedUntil - now.getTime()
  return leftMs > 0 && leftMs <= pauseMs
}

/** After five failures in a row calls rest for ten minutes, and after that for each failure until one succeeds. */
export function afterCall(circuit: Circuit, hasWorked: boolean, now: Date): Circuit {
  if (hasWorked) return newCircuit
  const failuresInARow = circuit.failuresInARow + 1
  const pausedUntil = failuresInARow >= mostFailures ? now.getTime() + pauseMs : 0
  return { failuresInARow, pausedUntil }
}
