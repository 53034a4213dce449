import { scanMarkup } from './markup.ts'

const mostOpen = 1_000

type Open = { readonly name: string; readonly line: number }

/** Where a document stops being XML, with its line; null when its tags are in order. */
export function xmlFault(text: string): string | null {
  const open: Open[] = []
  let line = 1
  for (const token of scanMarkup(text)) {
    if (token.kind === 'text' && token.raw.includes('<'))
      return `line ${lineOfLt(token.raw, line)}: a "<" that begins no tag`
    if (token.kind === 'open' && !token.selfClosing) open.push({ name: token.name, line })
    if (open.length > mostOpen) return `line ${line}: elements more than ${mostOpen} deep`
    if (token.kind === 'close') {
      const last = open.pop()
      if (last === undefined) return `line ${line}: </${token.name}> closes nothing`
      if (last.name !== token.name)
        return `line ${line}: </${token.name}> where <${last.name}> of line ${last.line} is open`
    }
    line += newlines(token.raw)
  }
  const last = open.at(-1)
  return last === undefined ? null : `line ${line}: it ends inside <${last.name}> of line ${last.line}`
}

/** Where JSON breaks off, as the engine tells it. */
export function jsonFault(error: unknown): string | null {
  const [, line, column] = error instanceof Error ? (/line (\d+) column (\d+)/.exec(error.message) ?? []) : []
  return line === undefined ? null : `line ${line}, column ${column}`
}

function lineOfLt(raw: string, line: number): number {
  return line + newlines(raw.slice(0, raw.indexOf('<')))
}

function newlines(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++
  return count
}
