import { isSafeLink, resolveUrl } from './links.ts'
import type { XmlNode } from './nodes.ts'
import type { RawElement } from './rss.ts'

/** The picture a publisher gives with an item, as an absolute URL. */
export function imageOf(item: RawElement, bases: readonly (string | null)[]): string | null {
  const media = [item.elements, ...item.elements('media:group').map((group) => group.children)]
  const urls = [
    ...media.flatMap((elements) => elements('media:content').filter(isImage).map(urlOf)),
    ...media.flatMap((elements) => elements('media:thumbnail').map(urlOf)),
    ...media.flatMap((elements) => elements('media:content').flatMap(thumbnailsOf)),
    ...item.elements('enclosure').filter(isImage).map(urlOf),
    ...item.elements('itunes:image').map((node) => node.attributes.get('href')),
  ]
  const url = urls.find((url) => url !== undefined && url !== '')
  const resolved = url === undefined ? null : resolveUrl(url, bases)
  return resolved !== null && isSafeLink(resolved) ? resolved : null
}

function thumbnailsOf(content: XmlNode): readonly (string | undefined)[] {
  return content.children('media:thumbnail').map(urlOf)
}

function urlOf(node: XmlNode): string | undefined {
  return node.attributes.get('url')
}

function isImage(node: XmlNode): boolean {
  const type = node.attributes.get('type') ?? ''
  if (type.startsWith('image/') || node.attributes.get('medium') === 'image') return true
  return type === '' && /\.(?:jpe?g|png|gif|webp|avif)(?:$|\?)/i.test(urlOf(node) ?? '')
}
