/** What the work gives, or `otherwise` when it takes longer. Work that lasts ends by its own deadline, unheard. */
export async function within<Value, Other>(
  ms: number,
  work: Promise<Value>,
  otherwise: Other,
): Promise<Value | Other> {
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<Other>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), Math.max(0, ms))
  })
  // Whoever comes late has nobody to complain to.
  work.catch(() => undefined)
  try {
    return await Promise.race([work, deadline])
  } finally {
    clearTimeout(timer)
  }
}
