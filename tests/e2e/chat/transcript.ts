/** One moment of a session: what was done, and every word that was seen then. */
export type Moment = { readonly done: string; readonly seen: string }

/** A session as a chapter of a page. */
export function chapter(title: string, moments: readonly Moment[]): string {
  return [`## ${title}`, ...moments.flatMap(({ done, seen }) => [done, quoted(seen)])].join('\n\n')
}

/** The words as Markdown shows them, in a block of their own; buttons look like keys. */
function quoted(seen: string): string {
  const parts: { readonly kind: Kind; readonly lines: string[] }[] = []
  for (const line of seen.split('\n')) {
    const kind = kindOf(line)
    const last = parts.at(-1)
    if (last?.kind === kind) last.lines.push(line)
    else parts.push({ kind, lines: [line] })
  }
  const blocks = parts.map(({ kind, lines }) => written(kind, lines))
  return blocks
    .join('\n\n')
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n')
}

type Kind = 'item' | 'quote' | 'buttons' | 'words'

function kindOf(line: string): Kind {
  if (line.startsWith('- ')) return 'item'
  if (line.startsWith('> ')) return 'quote'
  return /^\[.*\]$/.test(line) ? 'buttons' : 'words'
}

function written(kind: Kind, lines: readonly string[]): string {
  switch (kind) {
    case 'item':
      return lines.map((line) => `- ${escaped(line.slice(2))}`).join('\n')
    case 'quote':
      return lines.map((line) => `> ${escaped(line.slice(2))}`).join('\\\n')
    case 'buttons':
      return lines.map((line) => line.replace(/\[[^\]]*\]/g, (button) => `\`${button}\``)).join('\\\n')
    case 'words':
      return lines.map((line) => escaped(line.trim())).join('\\\n')
  }
}

function escaped(text: string): string {
  return text.replace(/[\\`*_<>#|[\]]/g, '\\$&').replace(/^(\s*)([-+]|\d+\.)(?=\s)/, '$1\\$2')
}

/** What differs from session to session is made the same: addresses, ids, and the minutes that a session takes. */
export function sameEachTime(text: string, origin: string): string {
  return text
    .replaceAll(origin, 'https://news.example')
    .replaceAll(new URL(origin).host, 'news.example')
    .replace(/\b\d{17,20}\b/g, 'ID')
    .replace(/(24 Jan 2026, 20:4|25 Jan 2026, 08:4|25 Jan 2026, 09:1)\d/g, '$10')
}
