import type { Article } from '../article.ts'
import type { DraftBlock } from './article-text.ts'

/** The longest stories have 50,000 characters, the longest live blogs 200,000. */
export const mostTextCharacters = 300_000
const mostHeadlineCharacters = 1_000
const mostDekCharacters = 2_000
const mostNameCharacters = 200
const mostNames = 20
const longestUrl = 8_192

/** The blocks from the start that an article may have; what comes behind them belongs to no news story. */
export function blocksWithinLimits<Block extends DraftBlock>(blocks: readonly Block[]): readonly Block[] {
  let characters = 0
  const end = blocks.findIndex(({ text }) => {
    characters += text.length
    return characters > mostTextCharacters
  })
  return end < 0 ? blocks : blocks.slice(0, end)
}

/** The article with no field longer than any news page has it: each is kept, sent and searched outside of this thread. */
export function withinLimits(article: Article): Article {
  const { headline, dek, byline, outlet, section, language, canonicalUrl, image } = article
  return {
    ...article,
    headline: clip(headline, mostHeadlineCharacters),
    dek: clip(dek, mostDekCharacters),
    byline: byline.slice(0, mostNames).flatMap((name) => clip(name, mostNameCharacters) ?? []),
    outlet: clip(outlet, mostNameCharacters),
    section: clip(section, mostNameCharacters),
    language: clip(language, mostNameCharacters),
    canonicalUrl: canonicalUrl !== null && canonicalUrl.length > longestUrl ? null : canonicalUrl,
    image:
      image === null || image.url.length > longestUrl
        ? null
        : { ...image, alt: clip(image.alt, mostDekCharacters) },
  }
}

/** Its start, never half of a character. */
function clip(text: string | null, most: number): string | null {
  if (text === null || text.length <= most) return text
  return text
    .slice(0, most)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()
}
