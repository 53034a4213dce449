/** The same sequence in every run, in 0..1; where in a program's life a moment falls still differs. */
export function diceOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
}
