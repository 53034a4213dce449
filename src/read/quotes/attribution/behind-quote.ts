import { prepositions } from '../function-words.ts'
import { type NamedSentence, wordAt } from '../named-sentence.ts'
import { phraseStartingAt, subjectBefore } from '../noun-phrases.ts'
import { verbForm } from '../speech-verbs.ts'
import { accordingAt } from './according.ts'
import type { Attribution } from './attribution.ts'
import { isAuxiliary, isNoun } from './report-verbs.ts'

/** “…,” X said / said X / according to X. */
export function clauseAfter(sentence: NamedSentence, at: number): Attribution | null {
  let from = at + 1
  while (/^(?:[,—–-]|as|wie|comme|also|se)$/.test(wordAt(sentence, from))) from++
  const inverted = frenchInversion(sentence, from)
  if (inverted !== null) return inverted
  if (isAuxiliary(sentence, from)) from++
  const according = accordingAt(sentence, from)
  if (according !== null) return according
  const quoted = saidBy(sentence, from) ?? quotedAs(sentence, from) ?? germanPerfect(sentence, from)
  if (quoted !== null) return quoted
  const first = verbForm(wordAt(sentence, from))
  if (first !== null && !first.isParticiple) {
    const source = phraseStartingAt(sentence, from + 1)
    return source === null ? null : { kind: 'source', rule: 'inverted', source }
  }
  if (!startsClause(sentence, from)) return null
  for (let verbAt = from + 1; verbAt < Math.min(sentence.tokens.length, from + longestClause); verbAt++) {
    const token = sentence.tokens[verbAt]
    if (token?.text === ';' || (token?.kind === 'quote' && token.end - token.start > longestNickname))
      return null
    const form = verbForm(wordAt(sentence, verbAt))
    const isSpeech = form?.strength === 'speaking' || wordAt(sentence, verbAt) === 'quoted'
    if (!isSpeech || form?.isParticiple || isNoun(sentence, verbAt)) continue
    const source = subjectBefore(sentence, verbAt, from)
    if (source !== null) return { kind: 'source', rule: 'after', source }
  }
  return null
}

const longestClause = 30

const longestTail = 45

/** Characters of quoted words that may stand inside a reporting clause: a nickname, a slogan on a hat. */
const longestNickname = 30

/** "explique-t-il", "dit-elle", "a-t-elle promis": the pronoun hangs on the verb. */
function frenchInversion(sentence: NamedSentence, at: number): Attribution | null {
  const [, verb = '', word = ''] = /^(\p{Ll}+?)(?:-t)?-(il|elle)$/u.exec(wordAt(sentence, at)) ?? []
  const speech = /^(?:a|avait)$/.test(verb) ? wordAt(sentence, at + 1) : verb
  if (word === '' || verbForm(speech) === null) return null
  return { kind: 'source', rule: 'inverted', source: { kind: 'pronoun', word, from: at, to: at + 1 } }
}

/** „…“, hieß es vom Abgeordneten X. */
function saidBy(sentence: NamedSentence, from: number): Attribution | null {
  if (!/^(?:hieß|heißt)$/.test(wordAt(sentence, from)) || wordAt(sentence, from + 1) !== 'es') return null
  if (!/^(?:von|vom|bei|beim|aus)$/.test(wordAt(sentence, from + 2))) return null
  const source = phraseStartingAt(sentence, from + 3)
  return source === null ? null : { kind: 'source', rule: 'inverted', source }
}

/** „…“, hatte X damals gesagt. */
function germanPerfect(sentence: NamedSentence, from: number): Attribution | null {
  if (!sentence.isGerman || !/^(?:hat|hatte|haben|hatten|soll|sollen)$/.test(wordAt(sentence, from)))
    return null
  const source = phraseStartingAt(sentence, from + 1)
  if (source === null || source.kind === 'nominal') return null
  const rest = sentence.tokens.slice(source.to, source.to + longestTail)
  const isReport = rest.some(({ text }) => germanParticiple.test(text))
  return isReport ? { kind: 'source', rule: 'inverted', source } : null
}

const germanParticiple =
  /^(?:gesagt|erklärt|betont|gefordert|geschrieben|mitgeteilt|geäußert|gewarnt|kritisiert|behauptet|berichtet|angekündigt|versichert|bestätigt|bekräftigt|begründet|kommentiert|formuliert|genannt|bezeichnet|gefragt|gerufen|verkündet|verlangt|gemeint)$/

/** „…“, wird X zitiert. */
function quotedAs(sentence: NamedSentence, from: number): Attribution | null {
  if (!/^(?:wird|wurde|werden|wurden)$/.test(wordAt(sentence, from))) return null
  if (!sentence.tokens.slice(from, from + longestClause).some((token) => token.text === 'zitiert'))
    return null
  const source = phraseStartingAt(sentence, from + 1)
  return source === null ? null : { kind: 'source', rule: 'inverted', source }
}

/** “…” and more of the sentence, X said / said X / according to X. */
export function tailAfter(sentence: NamedSentence, at: number): Attribution | null {
  for (let from = at + 1; from < Math.min(sentence.tokens.length, at + longestTail); from++) {
    // “…” and “…,” X said: both are X’s, unless somebody is named in between.
    if (
      sentence.tokens[from]?.kind === 'quote' &&
      sentence.names.some((name) => name.from > at && name.to <= from)
    )
      return null
    const according = accordingAt(sentence, from)
    if (according !== null) return according
    const form = verbForm(wordAt(sentence, from))
    if (form?.strength !== 'speaking' || form.isParticiple || isNoun(sentence, from)) continue
    if (wordAt(sentence, from - 1) === ',') {
      const source = phraseStartingAt(sentence, from + 1)
      if (source?.kind === 'name') return { kind: 'source', rule: 'inverted', source }
    }
    const source = subjectBefore(sentence, from, at + 1)
    if (source !== null && source.kind !== 'nominal' && startsAnew(sentence, source.from)) {
      return { kind: 'source', rule: 'after', source }
    }
  }
  return null
}

/** Behind a comma, or behind a quote that has the comma inside its marks. */
export function startsAnew(sentence: NamedSentence, at: number): boolean {
  const before = sentence.tokens[at - 1]
  return before?.text === ',' || before?.kind === 'quote'
}

function startsClause(sentence: NamedSentence, from: number): boolean {
  const token = sentence.tokens[from]
  if (token?.kind !== 'word') return false
  if (sentence.names.some((name) => name.from === from)) return true
  const word = token.text.toLowerCase()
  if (/^(?:and|but|or|which|who|that|so|nor|yet|dass|und|y|et)$/.test(word)) return false
  if (/^\p{Ll}+ing$/u.test(token.text)) return false
  return !prepositions.has(word)
}
