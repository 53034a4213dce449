import type { ArticleOutcome, ArticleRefusal } from '../article.ts'
import { refusalMessages } from '../refusals.ts'
import { type PageBlock, toBlocks } from './blocks.ts'
import { elements, parseDocument } from './dom.ts'
import { proseLength } from './filter-blocks.ts'
import type { PageMetadata } from './metadata.ts'
import { isGateLine, isTeaser, longestTeaserAtGate, mayHaveGate } from './paywall.ts'
import { type Wall, wallOf, wallOfTitles } from './walls.ts'
import { oneLine } from './wording.ts'

/** Why a page with these blocks was not read: what stands on it in place of an article. */
export function unread(html: string, blocks: readonly PageBlock[], metadata: PageMetadata): ArticleOutcome {
  const shown = linesOf(html)
  if (metadata.access.isFree === false || shown.lines.some(isGateLine))
    return refusedAs('subscribers-only', refusalMessages['subscribers-only'])
  const wall = wallOfPage(html, shown)
  return wall === null ? noArticle(blocks) : refusedAs(wall, refusalMessages[wall])
}

/** True when the page shows only what everybody may read of an article for subscribers. */
export function isOnlyTeaser(html: string, text: string, { access }: PageMetadata): boolean {
  const isShort = access.isFree !== true && text.length < longestTeaserAtGate
  const hasGate = isShort && mayHaveGate(html) && linesOf(html).lines.some(isGateLine)
  return isTeaser(access, { text, hasGate })
}

function noArticle(blocks: readonly PageBlock[]): ArticleOutcome {
  const found = `${proseLength(blocks)} characters of prose in ${blocks.length} blocks`
  return refusedAs('no-article', `page not read: found ${found}, expected an article`)
}

function refusedAs(reason: ArticleRefusal, message: string): ArticleOutcome {
  return { kind: 'refused', reason, message }
}

/** What the page shows, whole: the first reading has used up its document. */
type Shown = { readonly titles: readonly string[]; readonly lines: readonly string[] }

function linesOf(html: string): Shown {
  const document = parseDocument(html)
  const titles = elements(document, 'title, h1').slice(0, 10)
  return {
    titles: titles.map((title) => oneLine((title.textContent ?? '').slice(0, 1_000))),
    lines: toBlocks(document.body).map((block) => block.text),
  }
}

const longestWall = 3_000

// Cookie banners, log-in forms and robot checks of comment forms stand on good pages too, beside much else.
function wallOfPage(html: string, { titles, lines }: Shown): Wall | null {
  const characters = lines.reduce((sum, line) => sum + line.length, 0)
  return characters < longestWall ? wallOf({ titles, lines, html }) : wallOfTitles(titles)
}
