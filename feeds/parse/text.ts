import type { XmlNode } from './nodes.ts'
import { clip, oneLine, plainText, plainTitle } from './plain-text.ts'

const maxSummaryChars = 2000
const maxTitleChars = 1000

/** A title as one line of plain text. */
export function titleText(node: XmlNode, { isAtom }: { isAtom: boolean }): string | null {
  const text = decodedText(node)
  if (text === null) return null
  const title = isLiteral(node, { text, isAtom }) ? oneLine(text) : plainTitle(text)
  // A headline that is nothing but a tag, `<b>`, is about that tag.
  return clip(title || oneLine(text), maxTitleChars) || null
}

export function summaryText(node: XmlNode): string | null {
  const text = decodedText(node)
  if (text === null) return null
  const isPlain = node.attributes.get('type') === 'text'
  return (isPlain ? clip(oneLine(text), maxSummaryChars) : plainText(text, maxSummaryChars)) || null
}

/** Atom text is literal unless it says otherwise, but many publishers forget to say so: then only a tag's end or a reference shows HTML. */
function isLiteral(node: XmlNode, { text, isAtom }: { text: string; isAtom: boolean }): boolean {
  const type = node.attributes.get('type')?.toLowerCase()
  if (type === 'text' || type === 'text/plain') return true
  return isAtom && type === undefined && !/<\/[a-z]|<br|&(?:#\w{1,8}|[a-z]{2,31});/i.test(text)
}

/** Atom 0.3 publishers may pack text as base64. */
function decodedText(node: XmlNode): string | null {
  const isBase64 =
    node.attributes.get('mode') === 'base64' || node.attributes.get('type') === 'application/octet-stream'
  return node.text !== null && isBase64 ? Buffer.from(node.text, 'base64').toString('utf8') : node.text
}
