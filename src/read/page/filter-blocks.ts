import type { PageBlock } from './blocks.ts'
import {
  isBoilerplateAnywhere,
  isClosingCredit,
  isClosingLine,
  isFrameLine,
  isSectionTitle,
  isSurelyCaption,
} from './boilerplate.ts'
import { endsAsSentence, hasSentenceEnd, wordsOf } from './wording.ts'

/** What the page says outside the text and many bodies repeat: such lines are not part of the article. */
export type KnownTexts = {
  readonly titles: readonly string[]
  readonly byline: readonly string[]
  readonly descriptions: readonly string[]
  /** The lines under the headline, where they stand in a paragraph like any other. */
  readonly looseDek: string | null
}

/** Longer than any label, short enough for a sentence: from here on a block counts as prose. */
const proseCharacters = 80
const longestHead = 12

/** The blocks that are the article: without captions, boxes, and the lines around it. */
export function keepArticleBlocks(found: readonly PageBlock[], known: KnownTexts): readonly PageBlock[] {
  const blocks = beforeOtherStories(found)
  const body = findBody(blocks)
  const frame = frameOf(known)
  const kept = blocks.filter((block) => !isBoilerplate(block, body))
  return withoutRepeats(withoutTail(withoutHead(kept, frame, body), frame))
}

// Below "MORE STORIES" stand headlines and deks, which seldom end as sentences do; below a box in the story, its rest.
function beforeOtherStories(blocks: readonly PageBlock[]): readonly PageBlock[] {
  const at = blocks.findIndex((block) => block.text.length < 60 && isSectionTitle(block.text))
  if (at < 0) return blocks
  const isProse = (block: PageBlock) => block.text.length > proseCharacters
  const [before, after] = [blocks.slice(0, at), blocks.slice(at + 1).filter(isProse)]
  const sentences = after.filter((block) => endsAsSentence(block.text)).length
  const isMostlyBefore = sumLengths(before.filter(isProse)) >= sumLengths(after)
  return isMostlyBefore && sentences <= after.length * 0.3 ? before : blocks
}

/** Where most of the prose stands. */
type Body = {
  readonly element: number | null
  readonly isDominant: boolean
}

function findBody(blocks: readonly PageBlock[]): Body {
  const lengths = new Map<number, number>()
  for (const block of blocks) {
    if (block.text.length <= proseCharacters) continue
    const box = boxOf(block)
    lengths.set(box, (lengths.get(box) ?? 0) + block.text.length)
  }
  const [element] = [...lengths].reduce<readonly [number | null, number]>(
    (most, entry) => (entry[1] > most[1] ? entry : most),
    [null, 0],
  )
  const inside = sumLengths(blocks.filter((block) => isIn(block, element)))
  return { element, isDominant: inside > sumLengths(blocks) * 0.55 }
}

function boxOf(block: PageBlock): number {
  return block.isParagraph ? block.parent : block.element
}

function isIn(block: PageBlock, element: number | null): boolean {
  return block.element === element || block.parent === element
}

function sumLengths(blocks: readonly PageBlock[]): number {
  return blocks.reduce((sum, block) => sum + block.text.length, 0)
}

function isBoilerplate(block: PageBlock, body: Body): boolean {
  const length = block.text.length
  if (length < 320 ? isBoilerplateAnywhere(block.text) : isSurelyCaption(block.text)) return true
  if (block.kind === 'heading') return false
  if (isCaption(block, body)) return true
  if (block.kind === 'quote' || length >= 200 || !isMostlyLinked(block)) return false
  return !isIn(block, body.element) || isLinkLine(block)
}

// Words that share a small box with a picture and do not end as a sentence, or that are its alternative text.
function isCaption(block: PageBlock, body: Body): boolean {
  if (block.repeatsAlt) return true
  if (block.text.length >= 180 || block.kind === 'item' || /[.!?:…»”"'’]$/.test(block.text)) return false
  const mostlyThis = block.text.length * 1.6
  const sharesElement = block.hasPicture && block.element !== body.element && block.elementLength < mostlyThis
  const sharesBox = block.boxHasPicture && boxOf(block) !== body.element && block.boxLength < mostlyThis
  return sharesElement || sharesBox
}

// A whole paragraph that is one link and no sentence leads to another story.
function isLinkLine(block: PageBlock): boolean {
  return (
    block.kind === 'paragraph' &&
    block.text.length > 20 &&
    block.linkShare > 0.97 &&
    !endsAsSentence(block.text)
  )
}

function isMostlyLinked(block: PageBlock): boolean {
  return block.linkShare > 0.75
}

/** Texts of the frame, as words. */
type Frame = {
  readonly titles: readonly string[]
  readonly names: readonly string[]
  readonly looseDek: string
  readonly descriptions: readonly string[]
}

function frameOf(known: KnownTexts): Frame {
  const asWords = (texts: readonly string[]) => texts.map(wordsOf).filter((words) => words !== '')
  return {
    // A shorter one may as well be a word of the story.
    titles: asWords(known.titles.filter((title) => title.length > 12)),
    names: asWords(known.byline),
    looseDek: wordsOf(known.looseDek ?? ''),
    descriptions: asWords([known.looseDek ?? '', ...known.descriptions]),
  }
}

function isFrame(block: PageBlock, frame: Frame): boolean {
  const words = wordsOf(block.text)
  if (frame.titles.some((title) => repeatsTitle(words, title))) return true
  if (frame.names.some((name) => words.includes(name) && block.text.length < name.length + 25)) return true
  return block.text.length < 130 && isFrameLine(block.text) && !endsAsSentence(block.text)
}

function repeatsTitle(words: string, title: string): boolean {
  if (words.length > 25 && title.includes(words)) return true
  return words === title || (words.includes(title) && words.length < title.length + 30)
}

/** The lines before the story: up to its second long paragraph. */
function withoutHead(blocks: readonly PageBlock[], frame: Frame, body: Body): readonly PageBlock[] {
  const head = blocks.slice(0, endOfHead(blocks))
  const kept = head.filter((block, index) => {
    if (isFrame(block, frame)) return false
    const isBeforeProse = blocks.slice(index + 1).some((later) => later.text.length > proseCharacters)
    return !(isBeforeProse && (isDek(block, frame, body) || isLooseLabel(block, body)))
  })
  return [...kept, ...blocks.slice(head.length)]
}

function endOfHead(blocks: readonly PageBlock[]): number {
  const long = blocks
    .slice(0, longestHead)
    .flatMap((block, at) => (block.text.length > proseCharacters ? [at] : []))
  return Math.min(blocks.length, (long[1] ?? longestHead) + 1)
}

// A dek is left out only where it stands apart: the first paragraph of many stories is the description as well.
function isDek(block: PageBlock, frame: Frame, body: Body): boolean {
  const words = wordsOf(block.text)
  if (words.length <= 25) return false
  if (block.kind === 'heading' && frame.descriptions.includes(words)) return true
  if (words === frame.looseDek) return true
  if (isIn(block, body.element)) return false
  const isAlone = block.boxLength < block.text.length * 1.6 + 40 && boxOf(block) !== body.element
  if (block.kind !== 'heading' && !(isAlone && body.isDominant)) return false
  return frame.descriptions.some((one) => one.startsWith(words) || words.startsWith(one))
}

function isLooseLabel(block: PageBlock, body: Body): boolean {
  return (
    block.text.length < 60 &&
    block.kind !== 'heading' &&
    block.kind !== 'item' &&
    !/[.!?:”"'’)]$/.test(block.text) &&
    !isIn(block, body.element) &&
    body.isDominant
  )
}

const closingBlocks = 5
const longestClosing = 600

function withoutTail(blocks: readonly PageBlock[], frame: Frame): readonly PageBlock[] {
  const last = blocks.findLastIndex((block) => !isTail(block, frame))
  const kept = blocks.slice(0, Math.max(last, 0) + 1)
  const isCredit = (block: PageBlock) => block.text.length < longestClosing && isClosingCredit(block.text)
  return kept.filter((block, at) => at === 0 || at < kept.length - closingBlocks || !isCredit(block))
}

function isTail(block: PageBlock, frame: Frame): boolean {
  const length = block.text.length
  if (block.kind === 'heading' || isFrame(block, frame)) return true
  if (length < longestClosing && isClosingLine(block.text)) return true
  return length < 160 && block.linkShare > 0.5
}

// Pull quotes and galleries bring the same words twice.
function withoutRepeats(blocks: readonly PageBlock[]): readonly PageBlock[] {
  const seen = new Set<string>()
  return blocks.filter((block) => {
    if (block.text.length < 60) return true
    const words = wordsOf(block.text)
    const isNew = !seen.has(words)
    seen.add(words)
    return isNew
  })
}

/** How much of the blocks reads as an article: long, mostly unlinked. */
export function proseLength(blocks: readonly PageBlock[]): number {
  return sumLengths(blocks.filter((block) => block.text.length > proseCharacters && block.linkShare < 0.3))
}

/** True when something in the blocks is written in sentences, not only in labels. */
export function hasSentence(blocks: readonly PageBlock[]): boolean {
  return blocks.some((block) => block.kind !== 'heading' && hasSentenceEnd(block.text))
}
