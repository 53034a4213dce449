import { Parser } from 'htmlparser2'
import type { ArticleRefusal } from '../article.ts'

/** Real news pages stay far below: 1.6 MB, 20,000 tags, 82 levels. What is above them costs a DOM library seconds. */
export const pageLimits = {
  characters: 3_000_000,
  tags: 40_000,
  depth: 200,
  /** Sum of the levels of all tags: what walking from every element up to the root costs. */
  levels: 1_000_000,
  attributesOfOneTag: 2_000,
  comments: 5_000,
  /** Every entity and every stray "<" starts a new one. */
  pieces: 25_000,
} as const

export type Preflight =
  /** `html` is what may be parsed: cut at the size limit, without comments when there is a flood of them. */
  | { readonly kind: 'fit'; readonly html: string }
  | { readonly kind: 'refused'; readonly reason: ArticleRefusal; readonly message: string }

const chunkCharacters = 65_536

const rawTags: ReadonlySet<string> = new Set(['script', 'style'])

/** Looks through the page as a stream, in linear time, before any tree is built from it. */
export function preflight(page: string): Preflight {
  const html = withoutCommentFlood(page.slice(0, pageLimits.characters))
  const scan = new PageScan()
  for (let at = 0; at < html.length; at += chunkCharacters) {
    scan.read(html.slice(at, at + chunkCharacters))
    const refusal = scan.refusal()
    if (refusal !== null) return refusal
  }
  scan.end()
  return scan.refusal() ?? { kind: 'fit', html }
}

/**
 * Counts what makes a tree expensive. The parser is the one the DOM library uses, held at one version in package.json:
 * another one closes other tags by itself and sees another tree.
 */
class PageScan {
  private tags = 0
  private depth = 0
  private deepest = 0
  private levels = 0
  private comments = 0
  private attributes = 0
  private mostAttributes = 0
  private pieces = 0
  private isRaw = false

  private readonly parser = new Parser({
    onopentagname: (name) => {
      this.isRaw = rawTags.has(name)
      this.tags++
      this.attributes = 0
      this.deepest = Math.max(this.deepest, ++this.depth)
      this.levels += this.depth
    },
    onclosetag: () => {
      this.isRaw = false
      this.tags++
      this.depth--
    },
    onattribute: () => {
      this.mostAttributes = Math.max(this.mostAttributes, ++this.attributes)
    },
    ontext: (text) => {
      this.pieces += this.isRaw ? 1 : 1 + countEscaped(text)
    },
    // What is no comment but read as one, such as "</<"; of real ones a flood was taken out before.
    oncomment: () => {
      this.comments++
    },
    onprocessinginstruction: () => {
      this.comments++
    },
  })

  read(html: string): void {
    this.parser.write(html)
  }

  end(): void {
    this.parser.end()
  }

  refusal(): Preflight | null {
    if (this.deepest > pageLimits.depth)
      return refused('too-deep', `tags nested deeper than ${pageLimits.depth} levels`)
    if (this.levels > pageLimits.levels)
      return refused('too-deep', `tags whose levels add up to more than ${pageLimits.levels}`)
    if (this.comments > pageLimits.comments)
      return refused('too-many-tags', `more than ${pageLimits.comments} comments and instructions`)
    if (this.mostAttributes > pageLimits.attributesOfOneTag)
      return refused('huge-tag', `a tag with more than ${pageLimits.attributesOfOneTag} attributes`)
    if (this.tags > pageLimits.tags) return refused('too-many-tags', `more than ${pageLimits.tags} tags`)
    if (this.pieces > pageLimits.pieces)
      return refused('too-many-tags', `text in more than ${pageLimits.pieces} pieces`)
    return null
  }
}

/** Readability writes the page down and reads it again; then each of these is an entity and a piece of its own. */
function countEscaped(text: string): number {
  let count = 0
  for (const character of ['&', '<', '>'])
    for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) count++
  return count
}

function refused(reason: ArticleRefusal, found: string): Preflight {
  return { kind: 'refused', reason, message: `page not read: ${found}, which no news page needs` }
}

// A few comments stay: some publishers wrap their JSON-LD in one.
function withoutCommentFlood(html: string): string {
  return countComments(html) > pageLimits.comments ? withoutComments(html) : html
}

function countComments(html: string): number {
  let count = 0
  for (let at = html.indexOf('<!--'); at >= 0; at = html.indexOf('<!--', at + 4)) count++
  return count
}

// Not a regular expression: a lazy one is quadratic when comments are left open.
function withoutComments(html: string): string {
  const parts: string[] = []
  let from = 0
  for (;;) {
    const start = html.indexOf('<!--', from)
    if (start < 0) return parts.join('') + html.slice(from)
    parts.push(html.slice(from, start))
    const end = html.indexOf('-->', start + 4)
    if (end < 0) return parts.join('')
    from = end + 3
  }
}
