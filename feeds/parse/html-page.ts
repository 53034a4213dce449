import { decodeHTML } from 'entities'
import { isSafeLink, resolveUrl } from './links.ts'
import { readAttributes, scanMarkup, type TagToken } from './markup.ts'
import { clip, oneLine } from './plain-text.ts'

/** What an HTML page served in place of a feed tells about itself. */
export type HtmlPage = { readonly title: string | null; readonly feedLinks: readonly string[] }

// The links stand in the head; scripts and styles in front of it can be long.
const maxPageChars = 1_000_000
const maxFeedLinks = 20
const feedTypePattern =
  /^application\/(?:rss|atom|rdf)\+xml|^application\/feed\+json|^(?:text|application)\/xml/i

export function isHtml(text: string): boolean {
  return /^\s*(?:<!--[^>]{0,2000}-->\s*)?<(?:!doctype\s+html|html|head|body)[\s>]/i.test(text.slice(0, 4096))
}

export function readHtmlPage(html: string, url: string | null): HtmlPage {
  const feedLinks = new Set<string>()
  let base = url
  let title: string | null = null
  let inTitle = false
  for (const token of scanMarkup(html.slice(0, maxPageChars))) {
    if (inTitle && token.kind === 'text') title ??= clip(oneLine(decodeHTML(token.raw)), 120)
    inTitle = token.kind === 'open' && token.name.toLowerCase() === 'title'
    if (token.kind !== 'open' || feedLinks.size >= maxFeedLinks) continue
    base = baseHref(token, base) ?? base
    const link = feedLink(token, base)
    if (link) feedLinks.add(link)
  }
  return { title, feedLinks: [...feedLinks] }
}

function baseHref(tag: TagToken, base: string | null): string | null {
  const href = tag.name.toLowerCase() === 'base' ? readAttributes(tag.attributes).get('href') : undefined
  return href === undefined ? null : resolveUrl(decodeHTML(href), [base])
}

function feedLink(tag: TagToken, base: string | null): string | null {
  if (tag.name.toLowerCase() !== 'link') return null
  const attributes = readAttributes(tag.attributes)
  const isAlternate = /(?:^|\s)alternate(?:\s|$)/i.test(attributes.get('rel') ?? '')
  const href = attributes.get('href')
  if (!isAlternate || !href || !feedTypePattern.test(attributes.get('type')?.trim() ?? '')) return null
  const link = resolveUrl(decodeHTML(href), [base])
  return isSafeLink(link) ? link : null
}
