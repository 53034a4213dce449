import { determiners, prepositions } from './function-words.ts'
import { clauseStart, germanSubject, isReported } from './german-clauses.ts'
import {
  type NamedSentence,
  phraseEndingAt,
  phraseStartingAt,
  type Source,
  subjectBefore,
  wordAt,
} from './noun-phrases.ts'
import { accordingTo, isGermanVerb, type VerbForm, verbForm } from './speech-verbs.ts'
import { mainSubject } from './subjects.ts'

export type AttributionRule = 'label' | 'after' | 'inverted' | 'before' | 'according-to' | 'introduced'

/** What the sentence itself says about who speaks; `continued` means: the speaker of the quote before it. */
export type Attribution =
  | { readonly kind: 'source'; readonly rule: AttributionRule; readonly source: Source }
  | { readonly kind: 'continued' }

const farthestVerb = 60
const longestClause = 30
const longestTail = 45
/** Characters of quoted words that may stand inside a reporting clause: a nickname, a slogan on a hat. */
const longestNickname = 30

/** Reads the attribution of the quote at token `at` from its own sentence; null when the sentence says nothing. */
export function attributionOf(text: string, sentence: NamedSentence, at: number): Attribution | null {
  const isDetached = endsDetached(text, sentence, at)
  const before = wordAt(sentence, at - 1)
  const label = labelBefore(sentence, at)
  if (label !== null) return label
  if (isDetached && before !== ':' && !isTiedBefore(sentence, at)) {
    const after = clauseAfter(sentence, at)
    if (after !== null) return after
  }
  if (isBetweenQuotes(sentence, at)) return { kind: 'continued' }
  return (
    accordingBefore(sentence, at) ??
    viewBefore(sentence, at) ??
    (sentence.isGerman ? germanBefore(text, sentence, at) : null) ??
    clauseBefore(sentence, at) ??
    clauseAfter(sentence, at) ??
    tailAfter(sentence, at) ??
    colonBefore(sentence, at) ??
    groupBefore(sentence, at)
  )
}

// A comma, question or exclamation mark inside or right behind the quote: the reporter's clause follows.
function endsDetached(text: string, sentence: NamedSentence, at: number): boolean {
  const token = sentence.tokens[at]
  if (token === undefined) return false
  const inner = text.slice(Math.max(token.start, token.end - 4), token.end)
  return /[,?!….—–-]["'”’»“‘«]{1,2}\s*$/.test(inner) || /^[,—–-]$/.test(sentence.tokens[at + 1]?.text ?? '')
}

/** The verb, "that" or "telling her," right before the quote: it belongs to what stands before it. */
function isTiedBefore(sentence: NamedSentence, at: number): boolean {
  const word = wordAt(sentence, at - 1)
  if (/^(?:that|as|dass|que)$/.test(word)) return true
  if (verbForm(word) !== null) return !isNoun(sentence, at - 1)
  if (word !== ',') return false
  const verbAt = /^(?:me|her|him|them|us|reporters)$/.test(wordAt(sentence, at - 2)) ? at - 3 : at - 2
  return verbForm(wordAt(sentence, verbAt))?.strength === 'speaking' && !isNoun(sentence, verbAt)
}

function labelBefore(sentence: NamedSentence, at: number): Attribution | null {
  if (sentence.tokens[at - 1]?.text !== ':') return null
  const mention = sentence.names.find((name) => name.to === at - 1)
  if (mention === undefined || mention.isPossessive) return null
  if (mention.from > 0 && sentence.tokens[mention.from - 1]?.kind !== 'mark') return null
  if (/^[,;.]$/.test(sentence.tokens[mention.from - 1]?.text ?? '')) return null
  return {
    kind: 'source',
    rule: 'label',
    source: { kind: 'name', mention, from: mention.from, to: mention.to },
  }
}

/** “…,” X said / said X / according to X. */
function clauseAfter(sentence: NamedSentence, at: number): Attribution | null {
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

/** "explique-t-il", "dit-elle", "a-t-elle promis": the pronoun hangs on the verb. */
function frenchInversion(sentence: NamedSentence, at: number): Attribution | null {
  const [, verb = '', word = ''] = /^(\p{Ll}+?)(?:-t)?-(il|elle)$/u.exec(wordAt(sentence, at)) ?? []
  const speech = /^(?:a|avait)$/.test(verb) ? wordAt(sentence, at + 1) : verb
  if (word === '' || verbForm(speech) === null) return null
  return { kind: 'source', rule: 'inverted', source: { kind: 'pronoun', word, from: at, to: at + 1 } }
}

/** "a déclaré", "ha dicho", "hat gesagt": but "a remark" is English. */
function isAuxiliary(sentence: NamedSentence, at: number): boolean {
  if (!/^(?:a|ont|s['’]est|ha|han|hat|hatte|haben)$/.test(wordAt(sentence, at))) return false
  const verb = wordAt(sentence, at + 1)
  return verbForm(verb) !== null && (wordAt(sentence, at) !== 'a' || /(?:é|i|it|u)$/.test(verb))
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
function tailAfter(sentence: NamedSentence, at: number): Attribution | null {
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
function startsAnew(sentence: NamedSentence, at: number): boolean {
  const before = sentence.tokens[at - 1]
  return before?.text === ',' || before?.kind === 'quote'
}

function startsClause(sentence: NamedSentence, from: number): boolean {
  const token = sentence.tokens[from]
  if (token?.kind !== 'word') return false
  const word = token.text.toLowerCase()
  if (/^(?:and|but|or|which|who|that|so|nor|yet|dass|und|y|et)$/.test(word)) return false
  if (/^\p{Ll}+ing$/u.test(token.text)) return false
  return !prepositions.has(word)
}

/** “X,” he said, “Y”: only the reporting clause stands between the two. */
function isBetweenQuotes(sentence: NamedSentence, at: number): boolean {
  for (let back = at - 1; back >= Math.max(0, at - longestClause); back--) {
    const token = sentence.tokens[back]
    if (token?.kind === 'quote') return isReport(sentence, back, at)
    if (token?.text === ';' || token?.text === ':') return false
  }
  return false
}

function isReport(sentence: NamedSentence, previous: number, at: number): boolean {
  if (at === previous + 1) return true
  if (
    !/^[,.—–-]$/.test(wordAt(sentence, at - 1)) &&
    verbForm(wordAt(sentence, at - 1))?.strength !== 'speaking'
  )
    return false
  const words = sentence.tokens.slice(previous + 1, at)
  if (words.some((token) => /^(?:but|while|and|when|whereas|although)$/.test(token.text))) return false
  return words.some((token) => {
    const form = verbForm(token.text)
    return form?.strength === 'speaking' && !form.isParticiple
  })
}

/** What a sentence that ends with a colon says about the quote in the next paragraph. */
export function attributionBehind(sentence: NamedSentence): Attribution | null {
  return clauseBefore(sentence, sentence.tokens.length)
}

/** "it" and "they" inside a clause usually mean whoever the outer clause names. */
function isSomebody(source: Source): boolean {
  return source.kind === 'name' || (source.kind === 'pronoun' && isSingular.test(source.word))
}

const isSingular = /^(?:he|she|er|sie|il|elle|él|ella|він|вона|он|она)$/

/** X said (that): "…", and fragments: X called it "…", X emphasized that participants reached "…". */
function clauseBefore(sentence: NamedSentence, at: number): Attribution | null {
  let weak: Attribution | null = null
  for (let verbAt = at - 1; verbAt >= Math.max(0, at - farthestVerb); verbAt--) {
    if (sentence.tokens[verbAt]?.kind !== 'word') continue
    const form = verbForm(sentence.tokens[verbAt]?.text ?? '') ?? pointMade(sentence, verbAt)
    if (form === null || isNoun(sentence, verbAt)) continue
    const source = subjectBehind(sentence, verbAt) ?? subjectOf(sentence, verbAt)
    if (source !== null && !isSomebody(source)) {
      const inserted = insertedReport(sentence, verbAt)
      if (inserted !== null) return { kind: 'source', rule: 'inverted', source: inserted }
    }
    if (source === null || isEmbedded(sentence, source)) continue
    const found: Attribution = { kind: 'source', rule: 'before', source }
    const isTied = form.strength === 'speaking' && isTiedTo(sentence, verbAt, at)
    if (isSomebody(source)) return found
    if (isTied) return weak ?? found
    weak ??= form.strength === 'speaking' ? found : null
  }
  return weak
}

/** "a headline that said “…”" says it itself; otherwise whoever is said to do it in a clause of its own. */
function isTiedTo(sentence: NamedSentence, verbAt: number, at: number): boolean {
  return at - verbAt <= (isRelative(sentence, verbAt) ? 2 : 5)
}

/** "made the point that", "makes the case for". */
function pointMade(sentence: NamedSentence, verbAt: number): VerbForm | null {
  if (
    !/^(?:made|makes|make)$/.test(wordAt(sentence, verbAt)) ||
    !determiners.has(wordAt(sentence, verbAt + 1))
  )
    return null
  return /^(?:point|case|argument|claim|promise|pledge|joke|accusation|statement|remark|comment|observation|prediction)s?$/.test(
    wordAt(sentence, verbAt + 2),
  )
    ? verbForm('said')
    : null
}

/** "The bridge, says Nina Ortiz, historian of the town, is “…”": a report between two commas. */
function insertedReport(sentence: NamedSentence, verbAt: number): Source | null {
  for (let at = verbAt; at >= Math.max(1, verbAt - farthestVerb); at--) {
    const isReport = /^(?:says|said|writes|wrote|argues|argued|notes|noted)$/.test(wordAt(sentence, at))
    if (!isReport || wordAt(sentence, at - 1) !== ',') continue
    const source = phraseStartingAt(sentence, at + 1)
    return source?.kind === 'name' && wordAt(sentence, source.to) === ',' ? source : null
  }
  return null
}

function isRelative(sentence: NamedSentence, verbAt: number): boolean {
  return /^(?:who|which|that)$/.test(wordAt(sentence, verbAt - 1))
}

/** "Zelenskyy said that two days of talks ended with “…”": the thing in the that-clause says nothing. */
function isEmbedded(sentence: NamedSentence, source: Source): boolean {
  return source.kind === 'nominal' && wordAt(sentence, source.from - 1) === 'that'
}

/** "Said Dorothy Poynter, “…”", "Zum Rücktritt sagte Kardinal Sodano: „…“": the verb comes first. */
function subjectBehind(sentence: NamedSentence, verbAt: number): Source | null {
  const verb = wordAt(sentence, verbAt)
  if (/^zitier(?:t|te|ten)$/.test(verb)) return phraseStartingAt(sentence, verbAt + 1)
  const isFirst = verbAt === 0 && /^(?:said|says|sagte|dijo|wrote)$/.test(verb)
  const isSecond = verbAt > 0 && isGermanVerb(verb) && germanFrontField.test(wordAt(sentence, 0))
  return isFirst || isSecond ? phraseStartingAt(sentence, verbAt + 1) : null
}

/** What German puts before the verb when the subject comes after it. */
const germanFrontField =
  /^(?:am|im|in|an|auf|bei|beim|zu|zum|zur|nach|vor|mit|gegenüber|gegen|über|als|auch|weiter|zudem|außerdem|dazu|daraufhin|dagegen|demgegenüber|später|zuvor|anschließend|gestern|heute|bereits|so|dabei|damit|wörtlich|ähnlich|entsprechend)$/

/** Participles whose owner may be the object before them: "attacked Hart for saying". */
const utters =
  /^(?:saying|telling|writing|claiming|declaring|stating|arguing|suggesting|boasting|calling|describing|comparing|tweeting|posting|insisting|asking|joking|warning)$/

/** The subject of a verb, also of "saying", "to say" and "and said", which borrow it from the main clause. */
function subjectOf(sentence: NamedSentence, verbAt: number): Source | null {
  const word = wordAt(sentence, verbAt)
  const before = wordAt(sentence, verbAt - 1)
  if (/ing$/.test(word)) {
    if (/^(?:for|as|of)$/.test(before) && utters.test(word)) {
      const owner = phraseEndingAt(sentence, verbAt - 2, 0)
      if (owner?.kind === 'name' && !owner.mention.isOrganisation) return owner
    }
    return ownerBefore(sentence, verbAt) ?? reporterBefore(sentence, verbAt) ?? mainSubject(sentence, verbAt)
  }
  const moved = before === 'to' ? movedToSay(sentence, verbAt - 1) : null
  if (moved !== null) return moved
  if (/^(?:to|and|but|then|or|,)$/.test(before)) {
    const own = before === ',' ? subjectBefore(sentence, verbAt) : null
    return own ?? mainSubject(sentence, verbAt)
  }
  return subjectBefore(sentence, verbAt)
}

/** "with Gorka noting that “…”", "the paper’s editorial telling him to “…”": whom the words right before it name. */
function ownerBefore(sentence: NamedSentence, participleAt: number): Source | null {
  const mention = sentence.names.find((name) => name.to === participleAt && !name.isPossessive)
  if (mention !== undefined && wordAt(sentence, mention.from - 1) === 'with')
    return { kind: 'name', mention, from: mention.from, to: mention.to }
  const isOwned = /['’]s$/.test(wordAt(sentence, participleAt - 2))
  return isOwned ? phraseEndingAt(sentence, participleAt - 1, 0) : null
}

/** "leading aides to counter that “…”": whoever was led to it speaks. */
function movedToSay(sentence: NamedSentence, toAt: number): Source | null {
  for (let at = toAt - 2; at >= Math.max(0, toAt - 14); at--) {
    if (sentence.tokens[at]?.kind !== 'word') return null
    if (
      /^(?:leading|led|prompting|prompted|forcing|forced|causing|caused|pushing|pushed)$/.test(
        wordAt(sentence, at),
      )
    )
      return phraseStartingAt(sentence, at + 1)
  }
  return null
}

/** "Law said, noting that “…”": the clause right before the participle has the speaker. */
function reporterBefore(sentence: NamedSentence, participleAt: number): Source | null {
  for (let at = participleAt - 1; at >= Math.max(0, participleAt - 8); at--) {
    if (sentence.tokens[at]?.kind === 'quote') return null
    const form = verbForm(wordAt(sentence, at))
    if (form?.strength !== 'speaking' || form.isParticiple || isNoun(sentence, at)) continue
    const source = subjectBefore(sentence, at)
    if (source !== null) return source
  }
  return null
}

/** "the claim", "his call": a noun, not the verb. */
function isNoun(sentence: NamedSentence, at: number): boolean {
  const form = verbForm(wordAt(sentence, at))
  if (form?.isAlsoNoun && !endsSubject(sentence, at - 1)) return true
  if (form?.isBase && !takesBaseForm.test(sentence.tokens[at - 1]?.text ?? '')) return true
  if (/^continue/.test(wordAt(sentence, at)) && wordAt(sentence, at + 1) === 'to') return true
  const before = wordAt(sentence, at - 1)
  if (isAuxiliary(sentence, at - 1)) return false
  return (
    determiners.has(before) ||
    /['’]s$/.test(before) ||
    (/^(?:of|in|with|for|without|no|any)$/.test(before) && !/ing$/.test(wordAt(sentence, at)))
  )
}

/** What can stand before "say", as it never does before "says" or "said". */
const takesBaseForm =
  /^(?:they|we|i|you|who|to|would|will|could|should|did|do|does|may|might|must|can|cannot|not|also|and|\p{Ll}+s|\p{Ll}+n['’]t|people|police|They|We|I|You|\p{Ll}+ly|["])$/u

function endsSubject(sentence: NamedSentence, at: number): boolean {
  if (/^(?:he|she|they|also|who|later|then|\p{Ll}+ly)$/u.test(wordAt(sentence, at))) return true
  return sentence.names.some((name) => name.to === at + 1 && !name.isPossessive)
}

function accordingAt(sentence: NamedSentence, from: number): Attribution | null {
  const inWords = inTheWordsOf(sentence, from)
  if (inWords !== null) return inWords
  for (const words of accordingTo) {
    if (!words.every((word, index) => word.test(wordAt(sentence, from + index)))) continue
    const next = from + words.length
    const source = phraseStartingAt(sentence, /^(?:von|vom)$/.test(wordAt(sentence, next)) ? next + 1 : next)
    if (source !== null) return { kind: 'source', rule: 'according-to', source }
  }
  return null
}

/** "in Bolton’s view", "in Forbes’ words". */
function inTheWordsOf(sentence: NamedSentence, from: number): Attribution | null {
  if (wordAt(sentence, from) !== 'in') return null
  const mention = sentence.names.find((name) => name.from === from + 1)
  if (
    !mention?.isPossessive ||
    !/^(?:words?|view|opinion|phrase|telling)$/.test(wordAt(sentence, mention.to))
  )
    return null
  return {
    kind: 'source',
    rule: 'according-to',
    source: { kind: 'name', mention, from: mention.from, to: mention.to },
  }
}

/** "To Nina Ortiz, a professor, it is “…”", "Pour Claire Morel, « … »": whose view a sentence opens with. */
function viewBefore(sentence: NamedSentence, at: number): Attribution | null {
  if (!/^(?:to|for|pour|para)$/.test(wordAt(sentence, 0))) return null
  const mention = sentence.names.find((name) => name.from <= longestViewer && !name.isPossessive)
  if (mention === undefined || mention.isOrganisation || mention.to >= at || !mention.name.includes(' '))
    return null
  if (wordAt(sentence, mention.to) !== ',') return null
  const source: Source = { kind: 'name', mention, from: mention.from, to: mention.to }
  return { kind: 'source', rule: 'introduced', source }
}

const longestViewer = 8

/** According to X, "…". */
function accordingBefore(sentence: NamedSentence, at: number): Attribution | null {
  for (let from = at - 2; from >= Math.max(0, at - 20); from--) {
    const found = accordingAt(sentence, from)
    if (found !== null) return found
  }
  return null
}

/** A colon or dash without a verb of speech: "Trump was blunt: “…”". */
function colonBefore(sentence: NamedSentence, at: number): Attribution | null {
  if (!/^(?::|--?|—|–)$/.test(sentence.tokens[at - 1]?.text ?? '')) return null
  const source = mainSubject(sentence, at)
  if (source === null || (source.kind === 'name' && source.mention.isOrganisation)) return null
  return { kind: 'source', rule: 'introduced', source }
}

/** "Stoiber hatte die Rolle der Parteien betont: „…“": whoever the German clause is about, if it reports or ends in a colon. */
function germanBefore(text: string, sentence: NamedSentence, at: number): Attribution | null {
  const label = germanLabel(text, sentence, at)
  if (label !== null) return { kind: 'source', rule: 'label', source: label }
  const from = clauseStart(sentence, at)
  if (from > 0 && isReported(sentence, from, at)) {
    const outer = germanSubject(sentence, clauseStart(sentence, from - 1), from - 1)
    if (outer !== null) return { kind: 'source', rule: 'introduced', source: outer }
  }
  const inserted = germanInsertion(sentence, from, at)
  if (inserted !== null) return { kind: 'source', rule: 'inverted', source: inserted }
  const isIntroduced = sentence.tokens[at - 1]?.text === ':'
  const reports = sentence.tokens
    .slice(from, at)
    .some(
      ({ text }, index, all) => isGermanVerb(text) || (text === 'davon' && all[index + 1]?.text === 'aus'),
    )
  if (!isIntroduced && !reports) return null
  const source = quotedObject(sentence, from, at) ?? germanSubject(sentence, from, at)
  return source === null ? null : { kind: 'source', rule: reports ? 'before' : 'introduced', source }
}

/** "Mohammed ElBaradei („…“)", "…, und der Ministerpräsident Jens Stoltenberg: „…“": a name and nothing else. */
function germanLabel(text: string, sentence: NamedSentence, at: number): Source | null {
  const mark = sentence.tokens[at - 1]?.text
  const mention = sentence.names.find((name) => name.to === at - 1)
  if ((mark !== ':' && mark !== '(') || mention === undefined || mention.isPossessive) return null
  const source: Source = { kind: 'name', mention, from: mention.from, to: mention.to }
  // A name in brackets is translated or explained more often than quoted, but not in whole sentences.
  if (mark === '(') return isWholeSentence(text, sentence, at) ? source : null
  for (let back = mention.from - 1; back >= 0; back--) {
    const { text = '' } = sentence.tokens[back] ?? {}
    if (/^(?:[,;)]|und)$/.test(text) || sentence.tokens[back]?.kind === 'quote') return source
    if (!/^(?:der|die|\p{Ll}+(?:e|er|en)|\p{Lu}.*)$/u.test(text) || isGermanVerb(text)) return null
  }
  return source
}

function isWholeSentence(text: string, sentence: NamedSentence, at: number): boolean {
  const token = sentence.tokens[at]
  return token !== undefined && /[.!?…]["'”’»“‘«]{0,2}\s*$/.test(text.slice(token.end - 4, token.end))
}

/** "…, so Hans Pötsch, wird VW „…“". */
function germanInsertion(sentence: NamedSentence, from: number, until: number): Source | null {
  for (let at = until - 3; at > from; at--) {
    if (wordAt(sentence, at) !== 'so' || !/^[,“"]|quote$/.test(before(sentence, at))) continue
    const source = phraseStartingAt(sentence, at + 1)
    return source?.kind === 'name' && wordAt(sentence, source.to) === ',' ? source : null
  }
  return null
}

function before(sentence: NamedSentence, at: number): string {
  const token = sentence.tokens[at - 1]
  return token?.kind === 'quote' ? 'quote' : (token?.text ?? '')
}

/** "Ein Sender zitierte Papandreou mit den Worten: „…“": the object speaks. */
function quotedObject(sentence: NamedSentence, from: number, until: number): Source | null {
  const verbAt = sentence.tokens.findIndex(
    ({ text }, at) => at > from && at < until && /^zitier(?:t|te|ten)$/.test(text),
  )
  return verbAt < 0 ? null : phraseStartingAt(sentence, verbAt + 1)
}

/** "Many commentators called him “…”", "The report found “…”", where the sentence names nobody else. */
function groupBefore(sentence: NamedSentence, at: number): Attribution | null {
  for (let verbAt = at - 1; verbAt >= Math.max(0, at - 4); verbAt--) {
    const form = verbForm(wordAt(sentence, verbAt))
    if (form === null || form.isParticiple || isNoun(sentence, verbAt)) continue
    const source = subjectOf(sentence, verbAt)
    if (source?.kind === 'nominal' && !isEmbedded(sentence, source)) {
      return { kind: 'source', rule: 'before', source }
    }
  }
  return null
}
