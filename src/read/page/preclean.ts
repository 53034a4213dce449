import { namesBoilerplate, namesDek } from './boilerplate.ts'
import { contains, type DomDocument, type DomElement, type DomNode, elements, tagOf } from './dom.ts'
import { oneLine } from './wording.ts'

/** Never part of an article, whatever stands in them. */
const neverArticle = new Set(
  'AMP-CONSENT AMP-LIGHTBOX AMP-SIDEBAR BUTTON CANVAS DIALOG EMBED FIGCAPTION INPUT LINK NAV NOSCRIPT OBJECT SCRIPT SELECT STYLE SVG TEMPLATE TEXTAREA'.split(
    ' ',
  ),
)
const rolesAround = new Set(['navigation', 'dialog', 'banner', 'contentinfo', 'search'])

/** Their class names describe the page or emphasis, not a box around the article. */
const keptWhateverTheName = new Set([
  'HTML',
  'BODY',
  'ARTICLE',
  'MAIN',
  'H1',
  'BLOCKQUOTE',
  'EM',
  'STRONG',
  'B',
  'I',
])
const frames = new Set(['ASIDE', 'FOOTER', 'HEADER'])

const shortestProse = 40
const shortestDivProse = 80
const tooMuchProseToDrop = 600
// Less may be a teaser that links to the page it opens.
const shortestOwnArticle = 400
const deepestAncestor = 80
// Some themes wrap whole paragraphs in <button> to open a picture or a note.
const buttonWithText = 400

/**
 * Removes what only its markup gives away: menus, boxes named "newsletter" or "related", hidden parts, link lists.
 * Returns how many characters went from among the story that `precleanLightly` would have left and that may be prose.
 */
export function preclean(document: DomDocument): number {
  const removed = removeNonText(document)
  removeOtherArticles(document)
  freeQuotations(document)
  const prose = measureProse(document.body)
  let proseBefore = 0
  for (const element of elements(document.body, '*')) {
    if (element.parentNode === null) continue
    const isAboveStory = proseBefore <= prose.total * 0.1
    if (isUnwanted(element, prose) || (isAboveStory && isDek(element, prose))) removed.push(remove(element))
    else proseBefore += prose.own(element)
  }
  const fromStory = removed.filter(({ from }) => from !== null && contains(prose.story, from))
  return fromStory.reduce((sum, { characters }) => sum + characters, 0)
}

/** An element that went: where it stood, and how much prose may have gone with it. */
type Removed = { readonly from: DomNode | null; readonly characters: number }

function remove(element: DomElement): Removed {
  const removed = { from: element.parentNode, characters: possibleProse(element) }
  element.remove()
  return removed
}

/** Removes only what is never article text: the gentle way for pages whose class names mislead. */
export function precleanLightly(document: DomDocument): void {
  for (const element of elements(document, [...removedLightly].join(', '))) element.remove()
  removeOtherArticles(document)
}

const removedLightly = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'FIGCAPTION', 'NAV'])

function removeNonText(document: DomDocument): Removed[] {
  const removed: Removed[] = []
  for (const element of elements(document, '*')) {
    if (!isNeverArticle(element)) continue
    if (removedLightly.has(tagOf(element))) element.remove()
    else removed.push(remove(element))
  }
  return removed
}

function isNeverArticle(element: DomElement): boolean {
  const tag = tagOf(element)
  if (tag === 'BUTTON') return (element.textContent ?? '').length < buttonWithText
  if (neverArticle.has(tag) || element.getAttribute('hidden') !== null) return true
  return rolesAround.has(element.getAttribute('role') ?? '')
}

const notProse = new Set(['A', 'BUTTON', 'FIGCAPTION', 'NAV', 'NOSCRIPT', 'SCRIPT', 'STYLE', 'TEMPLATE'])

/** Characters of the longer runs of unlinked text: labels and menus have none. */
function possibleProse(root: DomElement): number {
  let characters = 0
  const waiting: DomNode[] = [root]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.nodeType === 3) characters += countFrom(oneLine(node.data).length, shortestProse)
    else if (node.nodeType === 1 && !notProse.has(tagOf(node)))
      for (let child = node.lastChild; child !== null; child = child.previousSibling) waiting.push(child)
  }
  return characters
}

// Pages that list further posts below the story give each an <article> of its own, and so does endless scrolling.
function removeOtherArticles(document: DomDocument): void {
  const articles = elements(document.body, 'article')
  const own = articles.find((article) => article.querySelector('h1') !== null)
  if (own === undefined || articles.length < 2 || proseOf(own) < shortestOwnArticle) return
  for (const article of articles) {
    if (!contains(article, own) && !contains(own, article)) article.remove()
  }
}

// Readability drops small boxes; a quotation or an embedded post alone in one is part of the story.
function freeQuotations(document: DomDocument): void {
  for (const quotation of elements(document.body, 'div > blockquote')) {
    const box = quotation.parentNode
    if (box?.nodeType === 1 && oneLine(box.textContent ?? '') === oneLine(quotation.textContent ?? ''))
      box.replaceWith(quotation)
  }
}

function proseOf(element: DomElement): number {
  return elements(element, 'p').reduce(
    (sum, paragraph) => sum + oneLine(paragraph.textContent ?? '').length,
    0,
  )
}

/** How many characters of paragraphs an element holds: whatever holds much of them is not a box. */
type Prose = {
  readonly total: number
  /** In the element itself, when it is a paragraph. */
  readonly own: (element: DomElement) => number
  readonly within: (element: DomElement) => number
  /** The innermost element that holds most of it. */
  readonly story: DomNode
}

function measureProse(body: DomElement): Prose {
  const own = new Map<DomNode, number>()
  const within = new Map<DomNode, number>()
  let total = 0
  for (const element of elements(body, 'p, div, section, article, td')) {
    const length = ownProse(element)
    if (length === 0) continue
    own.set(element, length)
    total += length
    let ancestor: DomNode | null = element
    for (let hops = 0; ancestor !== null && ancestor !== body && hops < deepestAncestor; hops++) {
      within.set(ancestor, (within.get(ancestor) ?? 0) + length)
      ancestor = ancestor.parentNode
    }
  }
  return {
    total,
    own: (element) => own.get(element) ?? 0,
    within: (element) => within.get(element) ?? 0,
    story: innermost(within, total / 2) ?? body,
  }
}

// What holds more than half is around each other, and what is inside comes first.
function innermost(within: ReadonlyMap<DomNode, number>, half: number): DomNode | null {
  let least = Number.POSITIVE_INFINITY
  let found: DomNode | null = null
  for (const [node, length] of within) {
    if (length <= half || length >= least) continue
    least = length
    found = node
  }
  return found
}

// Some publishers write their paragraphs as plain <div>: its text counts, that of the elements in it does not.
function ownProse(element: DomElement): number {
  if (tagOf(element) === 'P') return countFrom(oneLine(element.textContent ?? '').length, shortestProse)
  let length = 0
  for (let child = element.lastChild; child !== null; child = child.previousSibling)
    if (child.nodeType === 3) length += oneLine(child.data).length
  return countFrom(length, shortestDivProse)
}

function countFrom(length: number, least: number): number {
  return length < least ? 0 : length
}

function isUnwanted(element: DomElement, prose: Prose): boolean {
  const tag = tagOf(element)
  const share = prose.total === 0 ? 0 : prose.within(element) / prose.total
  if (isHidden(element, tag, share)) return true
  if (keptWhateverTheName.has(tag)) return false
  if (hasBoilerplateName(element)) return prose.within(element) <= tooMuchProseToDrop && share <= 0.2
  if (tag === 'UL' || tag === 'OL') return isLinkList(element)
  return frames.has(tag) && share < 0.15
}

// Pages that hide the article until a script runs are still articles.
function isHidden(element: DomElement, tag: string, share: number): boolean {
  const style = element.getAttribute('style') ?? ''
  if (/display\s*:\s*none|visibility\s*:\s*hidden/i.test(style) && (share === 0 || share < 0.3)) return true
  return element.getAttribute('aria-hidden') === 'true' && tag !== 'SPAN' && (share === 0 || share < 0.1)
}

function hasBoilerplateName(element: DomElement): boolean {
  return element.getAttribute('itemprop') === 'author' || namesBoilerplate(nameOf(element))
}

function isDek(element: DomElement, prose: Prose): boolean {
  return (
    !keptWhateverTheName.has(tagOf(element)) &&
    prose.within(element) <= tooMuchProseToDrop &&
    namesDek(nameOf(element))
  )
}

// Embedded posts carry the network's own class names; names without end are made by machines and say nothing.
function nameOf(element: DomElement): string {
  const names = ['class', 'id', 'data-component'].map((name) => element.getAttribute(name) ?? '').join(' ')
  return names.length < 600 && !/tweet/i.test(names) ? names : ''
}

function isLinkList(list: DomElement): boolean {
  const items = elements(list, 'li').length
  if (items < 3) return false
  const text = oneLine(list.textContent ?? '').length
  return text / items < 90 && linkedCharacters(list) > text * 0.75
}

function linkedCharacters(element: DomElement): number {
  return elements(element, 'a').reduce((sum, link) => sum + oneLine(link.textContent ?? '').length, 0)
}
