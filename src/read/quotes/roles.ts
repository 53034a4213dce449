import { honorifics, modifiers, notNames, roleNouns } from './name-tables.ts'
import type { NamedSentence } from './named-sentence.ts'
import type { NameMention } from './names.ts'
import { verbForm } from './speech-verbs.ts'

const longestTitle = 6
const longestApposition = 14

/** The role the text gives right at a mention: before the name ("Kremlin aide") or behind it (", a spokeswoman for X"). */
export function roleOf(text: string, sentence: NamedSentence, mention: NameMention): string | null {
  return (
    roleBefore(text, sentence, mention) ??
    roleAfter(text, sentence, mention) ??
    roleInFront(text, sentence, mention)
  )
}

/** "The group’s director, Ann Lee, said", "said an engineer at the harbour, Ann Lee": the name explains the role. */
function roleInFront(text: string, sentence: NamedSentence, mention: NameMention): string | null {
  const comma = mention.from - 1
  if (sentence.tokens[comma]?.text !== ',') return null
  const article = articleBefore(sentence, comma)
  if (article === null) return null
  // "After talks with the minister, Ann Lee said": only a phrase that begins or is said to speak is closed by its name.
  const isFirst = article === 0 && sentence.tokens[mention.to]?.text === ','
  const isSaid = verbForm(sentence.tokens[article - 1]?.text ?? '')?.strength === 'speaking'
  const inside = sentence.tokens.slice(article + 1, comma)
  const hasRole = inside.some(({ text: word }) => roleNouns.has(bare(word)))
  const first = inside[0]
  const last = inside.at(-1)
  if ((!isFirst && !isSaid) || !hasRole || first === undefined || last === undefined) return null
  return inside.some(
    ({ text: word }) => verbForm(word)?.strength === 'speaking' && !roleNouns.has(bare(word)),
  )
    ? null
    : text.slice(first.start, last.end)
}

/** Where the phrase before the comma begins with an article; null when it is no such phrase. */
function articleBefore(sentence: NamedSentence, comma: number): number | null {
  let found: number | null = null
  for (let at = comma - 1; at >= Math.max(0, comma - longestApposition); at--) {
    const token = sentence.tokens[at]
    if (token?.kind !== 'word') break
    if (/^(?:a|an|the|another|one|der|die|das|ein|eine|le|la|el|un|una|une)$/i.test(token.text)) found = at
    if (verbForm(token.text)?.strength === 'speaking' && found !== null) break
  }
  return found
}

function roleBefore(text: string, sentence: NamedSentence, mention: NameMention): string | null {
  let from = mention.nameFrom
  let hasRole = false
  for (let at = mention.nameFrom - 1; at >= Math.max(0, mention.nameFrom - longestTitle); at--) {
    const word = sentence.tokens[at]?.text ?? ''
    if (!isTitleWord(word, at, mention)) break
    if (honorifics.has(bare(word))) continue
    if (roleNouns.has(bare(word))) hasRole = true
    from = at
  }
  const first = sentence.tokens[from]
  const last = sentence.tokens[mention.nameFrom - 1]
  if (!hasRole || first === undefined || last === undefined || isPlural(last.text)) return null
  return text.slice(first.start, last.end)
}

function isTitleWord(word: string, at: number, mention: NameMention): boolean {
  if (/['’]s?$/.test(word) || !/^[\p{L}.-]+$/u.test(word)) return false
  if (at >= mention.from) return true
  if (roleNouns.has(bare(word)) || modifiers.has(bare(word))) return true
  if (notNames.has(bare(word))) return false
  if (
    /^(?:The|A|An|Le|La|Les|El|Los|Der|Die|Das|Ein|Eine|Un|Une|But|And|In|On|At|As|If|When|While|After|For|With)$/.test(
      word,
    )
  )
    return false
  return /^\p{Lu}/u.test(word) || /(?:ial|nal|ional|cal|tary|arian|ive)$/.test(word)
}

function isPlural(word: string): boolean {
  return /s$/i.test(word) && roleNouns.has(word.toLowerCase().slice(0, -1))
}

function roleAfter(text: string, sentence: NamedSentence, mention: NameMention): string | null {
  if (sentence.tokens[mention.to]?.text !== ',') return null
  let from = mention.to + 1
  if (/^(?:a|an|the|one|der|die|ein|eine)$/.test(sentence.tokens[from]?.text ?? '')) from++
  let hasRole = false
  for (let at = from; at < from + longestApposition; at++) {
    const token = sentence.tokens[at]
    if (token === undefined || token.kind === 'quote' || /^(?:who|which|whose|said|says)$/.test(token.text))
      return null
    if (roleNouns.has(bare(token.text))) hasRole = true
    if (!/^[,.;]$/.test(token.text)) continue
    const first = sentence.tokens[from]
    const last = sentence.tokens[at - 1]
    return hasRole && first !== undefined && last !== undefined && last.end > first.start
      ? text.slice(first.start, last.end)
      : null
  }
  return null
}

function bare(word: string): string {
  return word.toLowerCase().replace(/\.$/, '')
}

/** Whom "the Ukrainian president" means: the only person whose role has all these words; null when several fit. */
export function holderOf(phrase: string, roles: ReadonlyMap<string, string>): string | null {
  const words = phrase.toLowerCase().split(/\s+/)
  const head = words.at(-1) ?? ''
  if (!roleNouns.has(head)) return null
  const holders = [...roles].filter(([, role]) => {
    if (/\b(?:former|late|ex|then|acting|deputy)\b/i.test(role)) return false
    const own = role.toLowerCase().split(/[^\p{L}.-]+/u)
    return words.every((word) => own.includes(word))
  })
  return holders.length === 1 ? (holders[0]?.[0] ?? null) : null
}
