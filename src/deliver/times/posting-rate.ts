const dayMs = 86_400_000
const days = 7

/**
 * How many posts a day the feed may be expected to give: the median of the last seven days. A feed that lists less
 * than a week is judged by what it lists. null when its items have no dates.
 */
export function postsPerDay(
  items: readonly { readonly publishedAt: number | null }[],
  now: number,
): number | null {
  const times = items.flatMap(({ publishedAt }) =>
    publishedAt === null || publishedAt > now ? [] : [publishedAt],
  )
  if (times.length === 0) return null
  const oldest = times.reduce((one, other) => Math.min(one, other))
  const listedDays = (now - oldest) / dayMs
  if (listedDays < days) return rounded(times.length / Math.max(listedDays, 1))
  const counts = Array.from({ length: days }, () => 0)
  for (const time of times) {
    const day = Math.floor((now - time) / dayMs)
    if (day < days) counts[day] = (counts[day] ?? 0) + 1
  }
  const median = counts.toSorted((one, other) => one - other)[Math.floor(days / 2)] ?? 0
  const mean = counts.reduce((sum, count) => sum + count, 0) / days
  return rounded(median === 0 ? mean : median)
}

function rounded(rate: number): number {
  return rate >= 10 ? Math.round(rate) : Math.round(rate * 10) / 10
}
