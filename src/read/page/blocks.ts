import type { BlockKind } from '../article.ts'
import type { DomElement, DomNode } from './dom.ts'
import { tagOf } from './dom.ts'
import { hasWords, oneLine, wordsOf } from './wording.ts'

/** A run of text between two block boundaries of the page, with what its surroundings tell about it. */
export type PageBlock = {
  readonly kind: BlockKind
  readonly text: string
  /** Share of the text that is linked, 0..1. */
  readonly linkShare: number
  /** Number of the element the text stands in, and of that element's parent; siblings share the parent. */
  readonly element: number
  readonly parent: number
  readonly isParagraph: boolean
  /** Characters in the element, and in the box it stands in (for a paragraph its parent, else itself). */
  readonly elementLength: number
  readonly boxLength: number
  /** A picture stands in the element, or in that box. */
  readonly hasPicture: boolean
  readonly boxHasPicture: boolean
  /** The text is the alternative text of a picture as well. */
  readonly repeatsAlt: boolean
}

const blockTags = new Set(
  'ADDRESS ARTICLE ASIDE BLOCKQUOTE BR CENTER DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION TABLE TBODY TD TH THEAD TR UL'.split(
    ' ',
  ),
)
const skippedTags = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'FIGCAPTION', 'SVG'])
const pictureTags = new Set(['IMG', 'PICTURE', 'FIGURE'])

/** The blocks of the trees in reading order. Walks with its own stack: pages may be deep. */
export function toBlocks(...roots: readonly DomElement[]): readonly PageBlock[] {
  const walk = new BlockWalk()
  const waiting: Step[] = roots
    .toReversed()
    .map((node) => ({ kind: 'enter', node, isLink: false, isQuote: false }))
  for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
    if (step.kind === 'leave') walk.leave(step.isBlock)
    else if (step.node.nodeType === 3) walk.addText(step.node.data, step)
    else if (step.node.nodeType === 1) enterElement(step.node, step, walk, waiting)
  }
  return walk.blocks()
}

/** Whether the text is inside a link, inside a quotation. */
type Place = { readonly isLink: boolean; readonly isQuote: boolean }
type Enter = Place & { readonly kind: 'enter'; readonly node: DomNode }
type Step = Enter | { readonly kind: 'leave'; readonly isBlock: boolean }

// What is pushed last is done first: children go on the stack in reverse order, above their parent's end.
function enterElement(element: DomElement, place: Place, walk: BlockWalk, waiting: Step[]): void {
  const tag = tagOf(element)
  if (skippedTags.has(tag)) return
  const isBlock = blockTags.has(tag)
  walk.enter(tag, isBlock)
  if (tag === 'IMG') walk.addAlt(element.getAttribute('alt') ?? '')
  waiting.push({ kind: 'leave', isBlock })
  const inside = { isLink: place.isLink || tag === 'A', isQuote: place.isQuote || tag === 'BLOCKQUOTE' }
  for (let child = element.lastChild; child !== null; child = child.previousSibling)
    waiting.push({ kind: 'enter', node: child, ...inside })
}

/** A block-level element met on the way; `parent` is the number of the element around it, block-level or not. */
type Box = {
  readonly tag: string
  readonly number: number
  readonly parent: number
  readonly charactersBefore: number
  characters: number
  pictures: number
}

type OpenBlock = {
  readonly box: Box | null
  readonly isQuote: boolean
  text: string
  linked: number
}

class BlockWalk {
  private readonly boxes = new Map<number, Box>()
  private readonly open: number[] = []
  private readonly openBoxes: Box[] = []
  private readonly done: OpenBlock[] = []
  private readonly alts = new Set<string>()
  private current: OpenBlock | null = null
  private elements = 0
  private characters = 0

  enter(tag: string, isBlock: boolean): void {
    if (isBlock) this.close()
    if (pictureTags.has(tag)) for (const box of this.openBoxes) box.pictures++
    const number = ++this.elements
    if (isBlock) {
      const parent = this.open.at(-1) ?? 0
      const box = { tag, number, parent, charactersBefore: this.characters, characters: 0, pictures: 0 }
      this.boxes.set(number, box)
      this.openBoxes.push(box)
    }
    this.open.push(number)
  }

  leave(isBlock: boolean): void {
    this.open.pop()
    if (!isBlock) return
    this.close()
    const box = this.openBoxes.pop()
    if (box !== undefined) box.characters = this.characters - box.charactersBefore
  }

  addText(data: string, place: Place): void {
    if (this.current === null && data.trim() === '') return
    this.current ??= { box: this.openBoxes.at(-1) ?? null, isQuote: place.isQuote, text: '', linked: 0 }
    this.current.text += data
    if (place.isLink) this.current.linked += oneLine(data).length
  }

  addAlt(alt: string): void {
    const words = wordsOf(alt)
    // "photo" or a name alone says nothing.
    if (words.split(' ').length > 2) this.alts.add(words)
  }

  private close(): void {
    if (this.current === null) return
    this.current.text = oneLine(this.current.text)
    this.characters += this.current.text.length
    if (hasWords(this.current.text)) this.done.push(this.current)
    this.current = null
  }

  blocks(): readonly PageBlock[] {
    this.close()
    return this.done.map((block) => this.describe(block))
  }

  private describe({ box, isQuote, text, linked }: OpenBlock): PageBlock {
    const around = this.boxes.get(box?.parent ?? 0)
    const isParagraph = box?.tag === 'P'
    const elementLength = box?.characters ?? text.length
    const hasPicture = (box?.pictures ?? 0) > 0
    return {
      kind: kindOf(box?.tag ?? 'DIV', isQuote),
      text,
      linkShare: Math.min(1, linked / text.length),
      element: box?.number ?? 0,
      parent: box?.parent ?? 0,
      isParagraph,
      elementLength,
      boxLength: isParagraph ? (around?.characters ?? elementLength) : elementLength,
      hasPicture,
      boxHasPicture: isParagraph ? (around?.pictures ?? 0) > 0 : hasPicture,
      repeatsAlt: text.length < 400 && this.alts.has(wordsOf(text)),
    }
  }
}

function kindOf(tag: string, isQuote: boolean): BlockKind {
  if (/^H[1-6]$/.test(tag)) return 'heading'
  if (isQuote) return 'quote'
  return tag === 'LI' ? 'item' : 'paragraph'
}
