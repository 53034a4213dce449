import type { Post } from '../read/post.ts'

/** How much of a post a channel wants to see: the headline; with two sentences and two quotes; everything. */
export type PostStyle = 'headline' | 'brief' | 'full'

export const postStyles: readonly PostStyle[] = ['headline', 'brief', 'full']

/** How many quotes a post of this style has at most. */
export const quotesInStyle: Readonly<Record<PostStyle, number>> = {
  headline: 0,
  brief: 2,
  full: Number.POSITIVE_INFINITY,
}

/** The sentences of the summary that a post of this style has. */
export function summaryIn({ summary, briefly }: Post, style: PostStyle): readonly string[] {
  if (style === 'headline') return []
  return style === 'full' ? summary : (briefly ?? summary)
}
