/** All of them in their order, few together: engines take so many values in one statement. */
export function slicesOf<T>(all: readonly T[], size: number): T[][] {
  return slicesWithin(all, size, () => 1)
}

/** All of them in their order, as many together as come to at most so much; one that is larger is alone. */
export function slicesWithin<T>(all: readonly T[], most: number, sizeOf: (one: T) => number): T[][] {
  const slices: T[][] = []
  let room = 0
  for (const one of all) {
    const size = sizeOf(one)
    const last = slices.at(-1)
    if (last === undefined || size > room) {
      slices.push([one])
      room = most
    } else last.push(one)
    room -= size
  }
  return slices
}
