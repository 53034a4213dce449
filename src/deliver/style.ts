/** How much of a post a channel wants to see: the headline; with summary and two quotes; everything. */
export type PostStyle = 'headline' | 'brief' | 'full'

export const postStyles: readonly PostStyle[] = ['headline', 'brief', 'full']
