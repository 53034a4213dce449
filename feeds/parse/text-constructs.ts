import type { MarkupToken } from './markup.ts'
import { escapeXml, type ReferenceCleaner } from './references.ts'

const plainNames = new Set([
  'title',
  'own-description',
  'own-summary',
  'own-content',
  'own-content:encoded',
  'author',
  'subtitle',
  'tagline',
  'info',
  'rights',
  'copyright',
])
const prefixedNames = /^(?:atom|dc|media|itunes|rss|googleplay):(?:title|description|summary|subtitle)$/

/** Elements that hold text for people. Publishers put markup in them, often not well-formed. */
export function isTextConstruct(name: string): boolean {
  return plainNames.has(name) || prefixedNames.test(name)
}

export function hasMarkup(tokens: readonly MarkupToken[]): boolean {
  return tokens.some((token) => token.kind === 'open' || token.kind === 'close')
}

/** Wraps the markup inside a text construct in CDATA, so that it reaches us as one string whatever its tags do. */
export function isolate(tokens: readonly MarkupToken[], cleanReferences: ReferenceCleaner): string {
  const markup = tokens.map((token) => markupOf(token, cleanReferences)).join('')
  return `<![CDATA[${markup.replaceAll(']]>', ']]&gt;')}]]>`
}

function markupOf(token: MarkupToken, cleanReferences: ReferenceCleaner): string {
  switch (token.kind) {
    case 'text':
      return cleanReferences(token.raw).replaceAll('<', '&lt;')
    case 'cdata':
      return escapeXml(cdataText(token.raw))
    case 'open':
    case 'close':
      return cleanReferences(token.raw)
    default:
      return ''
  }
}

export function cdataText(raw: string): string {
  return raw.slice('<![CDATA['.length, raw.endsWith(']]>') ? -3 : undefined)
}
