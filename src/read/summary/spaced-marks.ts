/**
 * Texts from corpora and old wires come with a space around every mark: `" we won , " she said , it 's over .`
 * The copy this returns has the same length and offsets, with marks that open and close as in print.
 */
export function asPrinted(text: string): string {
  if (!hasSpacedMarks(text)) return text
  let isOpen = false
  return text
    .replace(/(?<=\s)'(?=(?:s|re|ve|ll|d|m|t)(?:\s|$))|(?<=n)'(?=t(?:\s|$))|(?<=s)\s'(?=\s)/gi, (mark) =>
      mark.replace("'", 'ʼ'),
    )
    .replace(/``|''|"|\n/g, (mark) => {
      isOpen = mark === '"' ? !isOpen : mark === '``'
      if (mark === '\n') return mark
      return (isOpen ? '“' : '”').padEnd(mark.length)
    })
}

function hasSpacedMarks(text: string): boolean {
  const spaced = text.match(/\s[.,](?=\s|$)/g)?.length ?? 0
  const printed = text.match(/[^\s.,][.,](?=\s|$)/g)?.length ?? 0
  return spaced > printed
}
