import { z } from 'zod'

const lookup = z.object({
  results: z.array(z.object({ feedUrl: z.url().optional().catch(undefined) })).max(200),
})

/** The publishers' own feeds that an answer of Apple's podcast directory names (https://performance-partners.apple.com/search-api). */
export function feedsOfLookup(value: unknown): readonly string[] {
  const read = lookup.safeParse(value)
  return read.success ? read.data.results.flatMap(({ feedUrl }) => feedUrl ?? []) : []
}
