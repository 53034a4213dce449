import type { Started } from '../e2e/pullquote.ts'

/** Ends a program in order; what is wrong when it does not. */
export async function endInOrder(life: Started): Promise<readonly string[]> {
  life.process.kill('SIGTERM')
  const { code, stderr } = await life.ended
  return code === 0 ? [] : [`a program ended with ${code} when it was told to: ${stderr.slice(-300)}`]
}

/** A claim for each thing that is wrong. */
export function claimsOf(wrong: readonly string[]): Readonly<Record<string, boolean>> {
  return Object.fromEntries(wrong.map((what) => [what, false]))
}

export function secondsSince(startedAt: number): number {
  return Math.round((performance.now() - startedAt) / 100) / 10
}
