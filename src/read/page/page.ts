import type { Article, ArticleOutcome } from '../article.ts'
import { blocksWithinLimits, mostTextCharacters, withinLimits } from './article-limits.ts'
import { joinBlocks } from './article-text.ts'
import type { PageBlock } from './blocks.ts'
import { findDateline } from './dateline.ts'
import { parseDocument } from './dom.ts'
import { hasSentence, proseLength } from './filter-blocks.ts'
import { type PageMetadata, readMetadata } from './metadata.ts'
import { findBody, type UnreadPage } from './page-body.ts'
import { languageOfArticle } from './page-language.ts'
import type { PageContext } from './page-sources.ts'
import { preflight } from './preflight.ts'
import { TooMuchWork } from './readable-body.ts'
import { siteRuleOf } from './site-rules.ts'
import { isOnlyTeaser, unread } from './unread.ts'
import { wallOfLines, wallOfTitles } from './walls.ts'
import { wordsOf } from './wording.ts'

/** The article of an HTML page, or why there is none. Costs up to seconds: not for the main thread. */
export function readPage(html: string, context: PageContext): ArticleOutcome {
  const checked = preflight(html)
  if (checked.kind === 'refused') return checked
  const page = { html: checked.html, document: parseDocument(checked.html) }
  const metadata = readMetadata(page.document, context)
  const found = bodyWithinReason(page, metadata, context.url)
  if (found === null) return tooMuchWork
  const blocks = blocksWithinLimits(found)
  if (blocks.length === 0 && found.length > 0) return tooLong
  if (!isArticle(blocks, metadata)) return unread(page.html, blocks, metadata)
  const article = withinLimits(compose(blocks, metadata, context))
  return { kind: isOnlyTeaser(page.html, article.text, metadata) ? 'teaser' : 'article', article }
}

const tooMuchWork: ArticleOutcome = {
  kind: 'refused',
  reason: 'too-much-work',
  message:
    'page not read: it takes over twenty times the work of a news page, as pages with many nested or empty elements do',
}

const tooLong: ArticleOutcome = {
  kind: 'refused',
  reason: 'too-much-work',
  message: `page not read: a paragraph of more than ${mostTextCharacters} characters, which no news page has`,
}

function bodyWithinReason(
  page: UnreadPage,
  metadata: PageMetadata,
  url: string | null,
): readonly PageBlock[] | null {
  try {
    return findBody(page, metadata, siteRuleOf(url))
  } catch (error) {
    if (error instanceof TooMuchWork) return null
    throw error
  }
}

const shortestArticle = 140
const longestWall = 1_500
const longestLogin = 400
/** Error pages list stories to go on with. */
const longestTitledWall = 3_000

function isArticle(blocks: readonly PageBlock[], metadata: PageMetadata): boolean {
  if (proseLength(blocks) < shortestArticle || !hasSentence(blocks)) return false
  // A page that says when it was published is not a wall and not a list.
  return metadata.publishedAt !== null || !(isWall(blocks, metadata) || isListing(blocks))
}

function isWall(blocks: readonly PageBlock[], { pageTitle }: PageMetadata): boolean {
  const prose = proseLength(blocks)
  const named = prose < longestWall ? wallOfLines(blocks.map((block) => block.text)) : null
  // Short stories may ask for a login as well, before their comments.
  if (named !== null && (named !== 'login' || prose < longestLogin)) return true
  return prose < longestTitledWall && wallOfTitles([pageTitle]) !== null
}

// Headings of a front page lead to stories; headings inside a story lead nowhere.
function isListing(blocks: readonly PageBlock[]): boolean {
  const headings = blocks.filter((block) => block.kind === 'heading')
  return (
    headings.length > 2 && headings.filter((heading) => heading.linkShare > 0.75).length > headings.length / 2
  )
}

function compose(blocks: readonly PageBlock[], metadata: PageMetadata, context: PageContext): Article {
  const { text, blocks: places } = joinBlocks(blocks)
  const first = blocks.find((block) => block.kind === 'paragraph')
  return {
    url: context.url,
    canonicalUrl: metadata.canonicalUrl,
    headline: metadata.headline,
    dek: dekOf(metadata, text),
    byline: metadata.byline,
    outlet: metadata.outlet,
    publishedAt: metadata.publishedAt,
    updatedAt: metadata.updatedAt,
    language: languageOfArticle(text, metadata.language),
    image: metadata.image,
    dateline: first === undefined ? null : findDateline(first.text),
    section: metadata.section,
    text,
    blocks: places,
  }
}

// Many descriptions are the first sentences of the story, and some the headline: neither is a dek.
function dekOf(metadata: PageMetadata, text: string): string | null {
  const opening = wordsOf(text.slice(0, 1_000))
  const headline = wordsOf(metadata.headline ?? '')
  const candidates = [metadata.dek, ...metadata.descriptions].filter((dek) => dek !== null)
  return candidates.find((dek) => isOwnText(wordsOf(dek), opening, headline)) ?? null
}

const openingCharacters = 250

function isOwnText(words: string, opening: string, headline: string): boolean {
  if (words === '' || words === headline) return false
  // Further down it is a sentence that was worth repeating.
  const at = opening.indexOf(words.slice(0, 60))
  return at < 0 || at > openingCharacters
}
