import { z } from 'zod'
import type { Skips } from '../../feeds/feed.ts'

const skips = z.object({
  hours: z.array(z.number().int().min(0).max(23)),
  days: z.array(z.number().int().min(0).max(6)),
})

/** What the store remembers of the hours and days a publisher wants no questions. */
export function readSkips(stored: string | null): Skips | null {
  return stored === null ? null : skips.parse(JSON.parse(stored))
}
