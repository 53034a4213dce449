import { Readability } from '@mozilla/readability'
import type { DomDocument, DomElement } from './dom.ts'

// What Readability does between two elements is its own affair and held at one version in package.json.
declare module '@mozilla/readability' {
  interface Readability<T> {
    _getInnerText(element: DomElement, normalizeSpaces?: boolean): string
    _getAllNodesWithTag(element: DomElement, tagNames: readonly string[]): ArrayLike<DomElement>
    _forEachNode(list: ArrayLike<DomElement>, act: (element: DomElement) => void): void
    _getNextNode(element: DomElement, ignoreSelfAndKids?: boolean): DomElement | null
    _isProbablyVisible(element: DomElement): boolean
  }
}

/** Thrown when a page takes more work than any news page does. */
export class TooMuchWork extends Error {}

/**
 * How much work one page may be, whatever reads it: about one unit for a character looked at. News pages take up to
 * 5 million; 100 million are about a second. Counted, not timed, so that the same page always ends the same way.
 */
export class WorkBudget {
  private left: number

  constructor(units = 100_000_000) {
    this.left = units
  }

  /** Throws `TooMuchWork` when there is nothing left. */
  spend(units: number): void {
    this.left -= units
    if (this.left < 0) throw new TooMuchWork()
  }
}

/** What Readability takes for the article, as `convert` sees it. Changes the document. */
export function readableBody<T>(
  document: DomDocument,
  options: { charThreshold: number; convert: (root: DomElement) => T; budget: WorkBudget },
): T | null {
  const reader = new CountingReadability<T>(document, {
    // Class names and parents are evidence for the rules that follow.
    keepClasses: true,
    disableJSONLD: true,
    charThreshold: options.charThreshold,
    serializer: options.convert,
  })
  reader.budget = options.budget
  return reader.parse()?.content ?? null
}

/** Nested lists and headings make Readability read the same text again for every one of them. */
class CountingReadability<T> extends Readability<T> {
  budget = new WorkBudget()

  override _getInnerText(element: DomElement, normalizeSpaces?: boolean): string {
    const text = super._getInnerText(element, normalizeSpaces)
    this.budget.spend(500 + text.length)
    return text
  }

  override _getAllNodesWithTag(element: DomElement, tagNames: readonly string[]): ArrayLike<DomElement> {
    const found = super._getAllNodesWithTag(element, tagNames)
    this.budget.spend(2_000 + 50 * found.length)
    return found
  }

  override _forEachNode(list: ArrayLike<DomElement>, act: (element: DomElement) => void): void {
    this.budget.spend(100 * list.length)
    super._forEachNode(list, act)
  }

  override _getNextNode(element: DomElement, ignoreSelfAndKids?: boolean): DomElement | null {
    this.budget.spend(200)
    return super._getNextNode(element, ignoreSelfAndKids)
  }

  // To ask an element for its style costs the library a parsed style sheet, and most elements have none.
  override _isProbablyVisible(element: DomElement): boolean {
    if (element.getAttribute('style') !== null) return super._isProbablyVisible(element)
    if (element.getAttribute('hidden') !== null) return false
    return (
      element.getAttribute('aria-hidden') !== 'true' ||
      /fallback-image/.test(element.getAttribute('class') ?? '')
    )
  }
}
