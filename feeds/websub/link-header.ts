/** A link of a `Link` header (RFC 8288): where to, and as what, in lower case. */
export type HeaderLink = { readonly url: string; readonly rels: readonly string[] }

const mostLinks = 100

/** Reads a `Link` header, several of them joined with commas too; what is broken in it is skipped. */
export function readLinkHeader(header: string): readonly HeaderLink[] {
  const links: HeaderLink[] = []
  let at = 0
  while (links.length < mostLinks) {
    const start = header.indexOf('<', at)
    const end = header.indexOf('>', start + 1)
    if (start === -1 || end === -1) break
    const { parameters, next } = readParameters(header, end + 1)
    const rel = parameters.find(([name]) => name === 'rel')?.[1] ?? ''
    const rels = rel.toLowerCase().split(/\s+/).filter(Boolean)
    links.push({ url: header.slice(start + 1, end).trim(), rels })
    at = next
  }
  return links
}

type Parameters = { readonly parameters: readonly (readonly [string, string])[]; readonly next: number }

/** Up to the comma that ends the link; commas and semicolons inside of quotes do not count. */
function readParameters(header: string, from: number): Parameters {
  const parts: string[] = []
  let isQuoted = false
  let start = from
  let at = from
  for (; at < header.length; at++) {
    const char = header[at]
    if (isQuoted && char === '\\') at++
    else if (char === '"') isQuoted = !isQuoted
    else if (!isQuoted && (char === ';' || char === ',')) {
      parts.push(header.slice(start, at))
      start = at + 1
      if (char === ',') break
    }
  }
  if (at >= header.length) parts.push(header.slice(start))
  return { parameters: parts.map(readParameter), next: at + 1 }
}

function readParameter(part: string): readonly [string, string] {
  const equals = part.indexOf('=')
  if (equals === -1) return [part.trim().toLowerCase(), '']
  const value = part.slice(equals + 1).trim()
  const unquoted = value.startsWith('"') ? value.replaceAll('"', '').replaceAll('\\', '') : value
  return [part.slice(0, equals).trim().toLowerCase(), unquoted]
}
