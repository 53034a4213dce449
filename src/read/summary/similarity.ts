/** How often each content word stands in a piece of text. */
export type WordVector = ReadonlyMap<string, number>

const stopWords = new Set(
  (
    'a an the of in on at to for and or but nor is are was were be been being has have had having it its he she they him ' +
    'his her their theirs them us our we i you my me your that this these those with as by from not no will would can ' +
    'could should may might must who whom whose which what when where why how said says say saying told after before ' +
    'over about into than then more most one two also do does did done so if up out off new mr mrs ms dr there here ' +
    'while since until because all any some such only own same very just between through during against under again'
  ).split(' '),
)

export function contentWords(text: string): readonly string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return words.filter((word) => word.length > 2 && !stopWords.has(word)).map(stem)
}

// Enough to let "talks" meet "talk"; a real stemmer buys nothing measurable here.
function stem(word: string): string {
  return word.length > 4 ? word.replace(/(?<=[^s])s$/, '') : word
}

export function wordVector(text: string): WordVector {
  const vector = new Map<string, number>()
  for (const word of contentWords(text)) vector.set(word, (vector.get(word) ?? 0) + 1)
  return vector
}

/** 0 for texts without a common word, 1 for texts with the same words. */
export function cosine(left: WordVector, right: WordVector): number {
  let dot = 0
  for (const [word, weight] of left) dot += weight * (right.get(word) ?? 0)
  return dot === 0 ? 0 : dot / (norm(left) * norm(right))
}

function norm(vector: WordVector): number {
  let sum = 0
  for (const weight of vector.values()) sum += weight * weight
  return Math.sqrt(sum)
}
