// Soft hyphens and zero-width marks: invisible on the page, but they would part a word for whoever searches it.
const invisible = /[\u00ad\u200b\u2060]/g

/** The text on one line: runs of whitespace become one space, invisible marks go. */
export function oneLine(text: string): string {
  return text.replace(invisible, '').replace(/\s+/g, ' ').trim()
}

/** The words alone, in lower case, for comparing texts that differ in marks and spaces. */
export function wordsOf(text: string): string {
  return (
    text
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join(' ') ?? ''
  )
}

export function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text)
}

/** True when the text closes as a sentence does; "at 5 p.m." may be a label. */
export function endsAsSentence(text: string): boolean {
  return !/\b[ap]\.m\.$/i.test(text) && /[.!?…。！？][)\]"'”’»›]*$/u.test(text)
}

/** True when a sentence ends somewhere in the text. */
export function hasSentenceEnd(text: string): boolean {
  return /[.!?…。！？۔।][)\]"'”’»›]*(?:\s|$)|[。！？]/u.test(text)
}
