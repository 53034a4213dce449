import type { AdminParts } from './admin-parts.ts'
import type { SearchParts } from './news/search-parts.ts'

/** What the desk works with: the store, a search that blocks nobody, and the way out to the feeds. */
export type DeskParts = AdminParts & SearchParts
