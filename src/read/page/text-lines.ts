import { hasWords, oneLine } from './wording.ts'

/** A line of a saved page, or a paragraph put together from wrapped lines. */
export type TextLine = {
  readonly text: string
  /** Blank lines, or the end of the text, on this side. */
  readonly blankBefore: boolean
  readonly blankAfter: boolean
}

/** The lines that hold words, each on one line. */
export function toLines(text: string): readonly TextLine[] {
  const lines = text.split(/\r\n|\r|\n|\u2028|\u2029/).map(oneLine)
  return isWrapped(lines) ? unwrapped(lines) : lines.flatMap((line, at) => lineAt(lines, at, line))
}

function lineAt(lines: readonly string[], at: number, text: string): readonly TextLine[] {
  if (!hasWords(text)) return []
  return [{ text, blankBefore: isBlank(lines[at - 1]), blankAfter: isBlank(lines[at + 1]) }]
}

function isBlank(line: string | undefined): boolean {
  return line === undefined || line === ''
}

const widestWrap = 100

// Wrapped at a column: no long line anywhere, and most lines that run on stop in the middle of a sentence.
function isWrapped(lines: readonly string[]): boolean {
  if (lines.some((line) => line.length > widestWrap)) return false
  const running = lines.filter((line, at) => line.length > 50 && !isBlank(lines[at + 1]))
  return (
    running.length > 4 && running.filter((line) => !/[.!?:”"'’]$/.test(line)).length > running.length * 0.6
  )
}

function unwrapped(lines: readonly string[]): readonly TextLine[] {
  const paragraphs: string[] = []
  let open = ''
  for (const line of [...lines, '']) {
    if (line !== '') open = open === '' ? line : `${open} ${line}`
    else if (open !== '') {
      paragraphs.push(open)
      open = ''
    }
  }
  return paragraphs.filter(hasWords).map((text) => ({ text, blankBefore: true, blankAfter: true }))
}
