import { parseHTML } from 'linkedom'
import { dropListeners } from './listeners.ts'

dropListeners()

/** The few parts of a DOM that reading a page needs; the only file that knows which library builds it. */
export type DomNode = DomElement | DomText | DomOther

type DomPlace = {
  readonly parentNode: DomNode | null
  readonly lastChild: DomNode | null
  readonly previousSibling: DomNode | null
  readonly textContent: string | null
}

export type DomText = DomPlace & { readonly nodeType: 3; readonly data: string }

/** Comments, CDATA sections, the document itself. */
export type DomOther = DomPlace & { readonly nodeType: 4 | 8 | 9 | 10 | 11 }

export type DomElement = DomPlace & {
  readonly nodeType: 1
  readonly tagName: string
  readonly nextElementSibling: DomElement | null
  getAttribute(name: string): string | null
  querySelector(selector: string): DomElement | null
  querySelectorAll(selector: string): Iterable<DomElement>
  remove(): void
  replaceWith(element: DomElement): void
  append(element: DomElement): void
}

export type DomDocument = {
  readonly documentElement: DomElement
  readonly head: DomElement
  readonly body: DomElement
  readonly lastChild: DomNode | null
  querySelector(selector: string): DomElement | null
  querySelectorAll(selector: string): Iterable<DomElement>
  getElementsByTagName(tag: string): Iterable<DomElement>
}

/** A document with an html and a body element that holds the whole page, whatever its tags say. */
export function parseDocument(page: string): DomDocument {
  const html = withOpenShadows(page)
  const document: DomDocument = parseHTML(withBody(html)).document
  if (document.documentElement?.tagName === 'HTML') return gathered(document)
  return gathered(parseHTML(`<html><body>${html}</body></html>`).document)
}

// Browsers show what stands in such a template as if it stood on the page; any other template is never shown.
// https://developer.mozilla.org/en-US/docs/Web/HTML/Reference/Elements/template#shadowrootmode
function withOpenShadows(html: string): string {
  if (!/<template\s[^<>]{0,500}\bshadowrootmode\s*=/i.test(html)) return html
  const open: boolean[] = []
  return html.replace(/<(\/?)template\b([^<>]{0,500})>/gi, (tag, slash: string, attributes: string) => {
    const isShadow = slash === '' ? /\bshadowrootmode\s*=/i.test(attributes) : (open.pop() ?? false)
    if (slash === '') open.push(isShadow)
    if (!isShadow) return tag
    return slash === '' ? '<div>' : '</div>'
  })
}

const headTags = new Set(['BASE', 'LINK', 'META', 'NOSCRIPT', 'SCRIPT', 'STYLE', 'TEMPLATE', 'TITLE'])

// Readability walks from any element up to the body, so nothing may stand beside it; an unclosed head swallows it.
function gathered(document: DomDocument): DomDocument {
  const { head, body, documentElement } = document
  const beside = [...childrenOf(head), ...childrenOf(documentElement), ...childrenOf(document)]
  for (const node of beside) {
    if (node.nodeType !== 1 || node === head || node === body || node === documentElement) continue
    if (node.parentNode !== head || !headTags.has(tagOf(node))) body.append(node)
  }
  return document
}

function childrenOf(parent: { readonly lastChild: DomNode | null }): readonly DomNode[] {
  const children: DomNode[] = []
  for (let child = parent.lastChild; child !== null; child = child.previousSibling) children.push(child)
  return children.reverse()
}

// The library does not insert the tags that HTML allows to leave out.
function withBody(html: string): string {
  if (/<(?:body|frameset)[\s>]/i.test(html)) return html
  const opening = /<\/head\s*>/i.exec(html) ?? /<html(?:\s[^<>]*)?>/i.exec(html)
  if (opening === null) return `<html><body>${html}</body></html>`
  const end = opening.index + opening[0].length
  return `${html.slice(0, end)}<body>${html.slice(end)}`
}

/** A list of its own, so that elements may be removed while walking it. */
export function elements(root: DomDocument | DomElement, selector: string): readonly DomElement[] {
  return [...root.querySelectorAll(selector)]
}

/** As `elements` with the name of a tag in lower case, and much sooner: no selector is asked of every element. */
export function elementsNamed(document: DomDocument, tag: string): readonly DomElement[] {
  return [...document.getElementsByTagName(tag)]
}

/** Upper case also inside SVG. */
export function tagOf(element: DomElement): string {
  return element.tagName.toUpperCase()
}

/** True also of an element and itself. */
export function contains(outer: DomNode, inner: DomNode): boolean {
  for (let node: DomNode | null = inner; node !== null; node = node.parentNode)
    if (node === outer) return true
  return false
}
