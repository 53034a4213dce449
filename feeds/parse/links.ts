import type { XmlNode } from './nodes.ts'

/** A URL as the feed wrote it, and the xml:base of its own element. */
export type WrittenLink = { readonly url: string; readonly base: string | null }

/** Makes a URL absolute with the bases around it, outermost first; what cannot be resolved stays as it is. */
export function resolveUrl(url: string, bases: readonly (string | null)[]): string {
  const trimmed = url.trim()
  if (URL.canParse(trimmed)) return trimmed
  let base: string | undefined
  for (const next of bases) {
    if (next && URL.canParse(next, base)) base = new URL(next, base).href
  }
  return base !== undefined && URL.canParse(trimmed, base) ? new URL(trimmed, base).href : trimmed
}

/** Links come from strangers: a scheme that runs or reads something is no link for us. */
export function isSafeLink(url: string): boolean {
  return !/^\s*(?:javascript|vbscript|data|file):/i.test(url)
}

/** The page an Atom element is about: rel=alternate, an HTML one if there is a choice. */
export function alternateLink(nodes: readonly XmlNode[]): WrittenLink | null {
  const alternates = nodes.filter((node) => isAlternate(relOf(node)))
  return (
    writtenLink(alternates.find(isHtmlLink)) ??
    alternates.map(writtenLink).find((link) => link !== null) ??
    null
  )
}

/** Any other link that leads to the item itself. */
export function relatedLink(nodes: readonly XmlNode[]): WrittenLink | null {
  return writtenLink(nodes.find((node) => /^(?:self|via|related)$/.test(relOf(node))))
}

/** A link written as text, the RSS way. */
export function textLink(nodes: readonly XmlNode[]): WrittenLink | null {
  const node = nodes.find((node) => node.text !== null)
  return node?.text ? { url: node.text, base: node.attributes.get('xml:base') ?? null } : null
}

/** Where the links of this relation lead, as the feed wrote them. */
export function hrefsOf(nodes: readonly XmlNode[], rel: string): readonly string[] {
  const related = nodes.filter((node) => relOf(node).split(/\s+/).includes(rel))
  return related.flatMap((node) => node.attributes.get('href') || [])
}

function writtenLink(node: XmlNode | undefined): WrittenLink | null {
  const url = node?.attributes.get('href')
  return node && url !== undefined ? { url, base: node.attributes.get('xml:base') ?? null } : null
}

function relOf(node: XmlNode): string {
  return (node.attributes.get('rel') ?? 'alternate').toLowerCase()
}

function isAlternate(rel: string): boolean {
  return rel === 'alternate' || rel.endsWith('#alternate')
}

function isHtmlLink(node: XmlNode): boolean {
  const type = node.attributes.get('type')
  return node.attributes.has('href') && (!type || /html/i.test(type))
}
