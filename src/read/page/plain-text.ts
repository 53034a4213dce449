import type { Article, ArticleOutcome } from '../article.ts'
import { blocksWithinLimits, withinLimits } from './article-limits.ts'
import { type DraftBlock, joinBlocks } from './article-text.ts'
import {
  isBoilerplateAnywhere,
  isClosingLine,
  isCredited,
  isFrameLine,
  isSectionTitle,
} from './boilerplate.ts'
import { bylineOf } from './byline.ts'
import { findDateline } from './dateline.ts'
import { parsePageDate } from './page-dates.ts'
import { languageOfArticle } from './page-language.ts'
import { type TextLine, toLines } from './text-lines.ts'
import { endsAsSentence, hasSentenceEnd, wordsOf } from './wording.ts'

/** The article of a page that was saved as text. What the text does not say stays null. */
export function readPlainText(text: string, context: { readonly now: Date }): ArticleOutcome {
  const lines = toLines(text.slice(0, longestText))
  const { head, story } = parts(lines)
  const drafts = story.flatMap((line, at) => draftOf(line, at, story))
  const body = blocksWithinLimits(withoutEmptyHeadings(drafts))
  if (!isArticle(body)) return noArticle(lines)
  return { kind: 'article', article: withinLimits(compose(head, body, context.now)) }
}

const longestText = 3_000_000
const proseCharacters = 80

/** What stands above the first paragraph, and the story with all that stands between its paragraphs. */
type Parts = { readonly head: readonly TextLine[]; readonly story: readonly TextLine[] }

function parts(all: readonly TextLine[]): Parts {
  const lines = beforeOtherStories(all)
  const headlineAt = Math.max(lines.findIndex(isHeadline), 0)
  const from = lines.findIndex((line, at) => at > headlineAt && startsStory(line, at, lines, headlineAt))
  if (from < 0) return { head: lines, story: [] }
  return { head: lines.slice(headlineAt, from), story: lines.slice(from) }
}

/** A line of a page saved as text that is a headline: some words, no label, no menu. */
function isHeadline({ text }: TextLine): boolean {
  return text.split(' ').length > 3 && text.length <= 250 && !isLabel(text)
}

function startsStory(line: TextLine, at: number, lines: readonly TextLine[], headlineAt: number): boolean {
  if (isLabel(line.text) || repeats(line, lines[headlineAt])) return false
  if (findDateline(line.text) !== null) return true
  if (line.text.length < proseCharacters || !hasSentenceEnd(line.text)) return false
  return !isDek(line, at, lines)
}

// A dek stands before the line that names the time, the author or the first picture.
function isDek(line: TextLine, at: number, lines: readonly TextLine[]): boolean {
  if (line.text.length > 250) return false
  const after = lines[at + 1]?.text
  if (after === undefined || !isLabel(after) || lines.slice(0, at).some(isLabelLine)) return false
  // A picture below a blank line may as well follow the first paragraph.
  return !line.blankAfter || !isCredited(after)
}

function isLabelLine({ text }: TextLine): boolean {
  return isLabel(text)
}

function isLabel(text: string): boolean {
  return (
    isCredited(text) ||
    (text.length < 320 && isBoilerplateAnywhere(text)) ||
    (text.length < 130 && isFrameLine(text) && !endsAsSentence(text)) ||
    bylineOf(text).length > 0
  )
}

function repeats(line: TextLine, headline: TextLine | undefined): boolean {
  return headline !== undefined && wordsOf(line.text) === wordsOf(headline.text)
}

// Below "MORE STORIES" there is nothing of this story, unless most of the text is still to come.
function beforeOtherStories(lines: readonly TextLine[]): readonly TextLine[] {
  const at = lines.findIndex((line, index) => isSectionTitle(line.text) && isMostlyBefore(lines, index))
  return at < 0 ? lines : lines.slice(0, at)
}

function isMostlyBefore(lines: readonly TextLine[], at: number): boolean {
  return proseLength(lines.slice(0, at)) >= proseLength(lines.slice(at))
}

function proseLength(lines: readonly TextLine[]): number {
  const prose = lines.filter(({ text }) => text.length > proseCharacters && !isLabel(text))
  return prose.reduce((sum, line) => sum + line.text.length, 0)
}

function draftOf(line: TextLine, at: number, story: readonly TextLine[]): readonly DraftBlock[] {
  if (isLabel(line.text) || (isClosingLine(line.text) && isAtEnd(at, story))) return []
  const text = line.text.replace(/^[•▪●‣*]\s+/, '')
  if (text !== line.text) return [{ kind: 'item', text }]
  return [{ kind: isHeading(line, story) ? 'heading' : 'paragraph', text }]
}

function isAtEnd(at: number, story: readonly TextLine[]): boolean {
  return story.slice(at + 1).filter((line) => line.text.length > proseCharacters).length < 3
}

function isHeading(line: TextLine, story: readonly TextLine[]): boolean {
  const standsAlone = (line.blankBefore && line.blankAfter) || !story.some((other) => other.blankAfter)
  return standsAlone && line.text.length < 100 && !/[.!?…”"'’:;,)]$/.test(line.text)
}

function withoutEmptyHeadings(drafts: readonly DraftBlock[]): readonly DraftBlock[] {
  const last = drafts.findLastIndex((draft) => draft.kind !== 'heading')
  return drafts.slice(0, last + 1)
}

function isArticle(drafts: readonly DraftBlock[]): boolean {
  return drafts.some((draft) => draft.text.length > proseCharacters && endsAsSentence(draft.text))
}

function noArticle(lines: readonly TextLine[]): ArticleOutcome {
  const message = `text not read: found ${lines.length} lines, expected a headline and paragraphs`
  return { kind: 'refused', reason: 'no-article', message }
}

function compose(head: readonly TextLine[], drafts: readonly DraftBlock[], now: Date): Article {
  const { text, blocks } = joinBlocks(drafts)
  const [headline, ...below] = head.filter((line) => !isLabel(line.text))
  const dek = below.find((line) => !repeats(line, headline) && line.text.split(' ').length > 4)
  return {
    url: null,
    canonicalUrl: null,
    headline: headline?.text ?? null,
    dek: dek?.text ?? null,
    byline: head.map((line) => bylineOf(line.text)).find((names) => names.length > 0) ?? [],
    outlet: null,
    ...datesIn(head, now),
    language: languageOfArticle(text, null),
    image: null,
    dateline: findDateline(drafts[0]?.text ?? ''),
    section: null,
    text,
    blocks,
  }
}

const updatedLabel = /^(?:last )?(?:updated|modified)\b[\s:]*(?:on |at )?/i
const publishedLabel = /^(?:first )?(?:published|posted)?\b[\s:]*(?:on |at )?/i

// Only absolute dates: "1 hour ago" says nothing without the hour the page was saved.
function datesIn(head: readonly TextLine[], now: Date): Pick<Article, 'publishedAt' | 'updatedAt'> {
  const labels = head.map((line) => line.text).filter((text) => text.length < 60)
  const dateAfter = (label: RegExp, text: string) => parsePageDate(text.replace(label, ''), now)
  const updated = labels.filter((text) => updatedLabel.test(text))
  const other = labels.filter((text) => !updatedLabel.test(text))
  return {
    publishedAt: other.map((text) => dateAfter(publishedLabel, text)).find((ms) => ms !== null) ?? null,
    updatedAt: updated.map((text) => dateAfter(updatedLabel, text)).find((ms) => ms !== null) ?? null,
  }
}
