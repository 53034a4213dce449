/** True when every opening quotation mark of the text has a closing one, counted style by style. */
export function hasPairedMarks(text: string): boolean {
  const count = (mark: string) => text.split(mark).length - 1
  // German quotes close with the mark that opens English ones.
  const curly = text.includes('„') ? count('„') - count('“') - count('”') : count('“') - count('”')
  return curly === 0 && count('"') % 2 === 0 && count('«') === count('»')
}
