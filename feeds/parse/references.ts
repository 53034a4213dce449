import { decodeHTML } from 'entities'

// 64 entities of 256 characters each is more than any honest feed declares; it keeps a "billion laughs" document small.
const maxDeclared = 64
const maxExpandedChars = 64 * 1024

const declarationPattern =
  /<!ENTITY\s{1,20}([\w.-]{1,64})\s{1,20}(?:"([^"&%<]{0,256})"|'([^'&%<]{0,256})')\s{0,20}>/g
const referencePattern = /&(?:#[xX][0-9a-fA-F]{1,8};?|#[0-9]{1,9};?|[A-Za-z][\w.-]{0,63};?)?/g
const xmlReferences = new Set(['&amp;', '&lt;', '&gt;', '&quot;', '&apos;'])

/** Turns the references of a text into ones every XML parser knows. */
export type ReferenceCleaner = (text: string) => string

/** The plain-text entities a DOCTYPE declares. External and nested ones do not exist for us, so nothing is fetched or multiplied. */
export function declaredEntities(doctype: string): ReadonlyMap<string, string> {
  const entities = new Map<string, string>()
  for (const [, name, double, single] of doctype.matchAll(declarationPattern)) {
    if (entities.size >= maxDeclared) break
    if (name !== undefined) entities.set(name, double ?? single ?? '')
  }
  return entities
}

/** Makes a cleaner that resolves what the document declares and what HTML knows, and escapes every other ampersand. */
export function referenceCleaner(entities: ReadonlyMap<string, string>): ReferenceCleaner {
  let expandedChars = 0
  const declared = (name: string): string | undefined => {
    const value = entities.get(name)
    if (value === undefined || expandedChars > maxExpandedChars) return undefined
    expandedChars += value.length
    return escapeXml(value)
  }
  const clean = (reference: string): string => {
    if (xmlReferences.has(reference)) return reference
    if (reference.startsWith('&#')) return numericReference(reference)
    return declared(reference.replace(/[&;]/g, '')) ?? namedReference(reference)
  }
  return (text) => (text.includes('&') ? text.replace(referencePattern, clean) : text)
}

function numericReference(reference: string): string {
  const digits = reference.replace(/[&#;]/g, '')
  const codePoint = /^x/i.test(digits) ? Number.parseInt(digits.slice(1), 16) : Number.parseInt(digits, 10)
  // HTML gives 128-159 the windows-1252 characters publishers mean by them.
  if (codePoint >= 0x80 && codePoint <= 0x9f) return escapeXml(decodeHTML(`&#${codePoint};`))
  return isXmlCharacter(codePoint) ? `&#${codePoint};` : ''
}

function namedReference(reference: string): string {
  // Without its semicolon `&copy` is more often a URL parameter than a sign.
  const decoded = reference.endsWith(';') ? decodeHTML(reference) : reference
  return decoded === reference ? `&amp;${reference.slice(1)}` : escapeXml(decoded)
}

function isXmlCharacter(codePoint: number): boolean {
  if (codePoint < 0x20) return codePoint === 9 || codePoint === 10 || codePoint === 13
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return false
  return codePoint <= 0x10ffff && codePoint !== 0xfffe && codePoint !== 0xffff
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Escapes plain text for an XML text node or a quoted attribute. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => escapes[char] ?? char)
}
