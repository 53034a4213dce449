// Words that point back to a sentence the reader of the summary does not see.
const pointers: Readonly<Record<string, RegExp>> = {
  en: starting(
    'he she it they him his her hers its their theirs this that these those but and or so nor yet also however instead ' +
      'then such both neither here still too',
  ),
  de: starting(
    'er sie es ihr ihre sein seine dies diese dieser dieses dabei damit aber und doch auch dennoch',
  ),
  fr: starting('il elle ils elles ce cela ceci ces cette mais et or aussi pourtant son sa ses leur'),
  es: starting('él ella ellos ellas esto eso esta este su sus pero y también sin'),
}

function starting(words: string): RegExp {
  return new RegExp(`^[\\s"“‘'«„(]*(?:${words.replaceAll(' ', '|')})(?![\\p{L}\\d])`, 'iu')
}

// "On Monday he also said": somebody, but who?
const lateSubject =
  /^(?:in|on|at|after|before|later|earlier|last|by|for|from|during|speaking|asked|when|while|as|then|there|meanwhile|yesterday|today)\b(.{0,80}?)\b(?:he|she)\b/i
const spokenByPronoun =
  /[,.!?…]\s?(?:["”’»]|'{1,2})\s*(?:(?:he|she|they|it)\s\p{L}+|(?:said|says|added)\s(?:he|she|they)\b)/u
const calendarNames =
  /^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$|^(?:January|February|March|April|May|June|July|August|September|October|November|December)$/

// "But the club said": the sentence says the same without the word that ties it to the one before.
const tie =
  /^(?:(?:But(?! for )|And),?|(?:However|Meanwhile|Instead|Also|Then|Nevertheless|Yet|Still|So),) (?=\p{L})/iu

/** The sentence without an opening "But" or "However,"; nothing else changes but a capital letter. */
export function withoutTie(sentence: string): string {
  const tied = tie.exec(sentence)?.[0]
  if (tied === undefined) return sentence
  const rest = sentence.slice(tied.length)
  return /^\p{Lu}/u.test(sentence) ? rest.charAt(0).toUpperCase() + rest.slice(1) : rest
}

const pictureNote = /\((?:pictured|left|right|above|below|cent(?:re|er)|inset|top|bottom)(?:[ ,][^()]*)?\)/i

/** True when a sentence speaks of a picture: "Boone (left)". */
export function pointsAtPicture(sentence: string): boolean {
  return pictureNote.test(sentence)
}

/** True when a sentence can be read without the one before it, and without a picture. */
export function standsAlone(sentence: string, language: string | null): boolean {
  const pointer = pointers[language?.slice(0, 2).toLowerCase() ?? 'en']
  if (pointer?.test(sentence) || spokenByPronoun.test(sentence) || pointsAtPicture(sentence)) return false
  const opening = lateSubject.exec(sentence)?.[1]
  return opening === undefined || namesSomebody(opening)
}

function namesSomebody(words: string): boolean {
  const names = words.match(/\p{Lu}[\p{L}\p{M}]+/gu) ?? []
  return names.some((name) => !calendarNames.test(name))
}
