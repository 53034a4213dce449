import { type NamedSentence, type Source, wordAt } from './named-sentence.ts'
import type { NameMention } from './names.ts'
import { phraseStartingAt } from './noun-phrases.ts'
import { isGermanVerb } from './speech-verbs.ts'

/** Finite forms that no ending gives away; verbs of speech are known anyway. */
const finiteForms = new Set(
  (
    'ist war sind waren hat hatte haben hatten wird wurde werden wurden kann konnte soll sollte will wollte muss ' +
    'musste darf durfte mag möchte brachte ging geht gab gibt sah sieht kam kommt stand steht hielt hält sprach ' +
    'spricht nahm nimmt ließ lässt lag liegt fand findet blieb bleibt trat tritt zog zieht griff greift warf wirft ' +
    'schloss schließt bezog bezieht verwies verweist wies weist riet rät bat bittet lud zeigt zeigte wandte wendet ' +
    'empfindet empfand begrüßt lobt tadelt rügt droht hofft glaubt meldet fordert verlangt titelt lautet lautete heißt hieß'
  ).split(' '),
)

/** What a first constituent starts with that is not the subject: prepositions, adverbs, articles of another case. */
const oblique =
  /^(?:am|im|in|an|auf|aus|bei|beim|zu|zum|zur|nach|vor|von|vom|mit|ohne|gegenüber|gegen|über|unter|für|durch|seit|um|bis|wegen|trotz|während|angesichts|als|auch|weiter|zudem|ferner|hierzu|außerdem|dazu|daraufhin|dagegen|demgegenüber|später|zuvor|anschließend|gestern|heute|bereits|so|dabei|damit|danach|dann|doch|wörtlich|ähnlich|entsprechend|schließlich|zuletzt|kürzlich|inzwischen|unterdessen|jetzt|nun|hier|dort|derzeit|den|dem|des|einem|einen|eines|ihrem|ihren|seinem|seinen|diesem|diesen|allerdings|darüber|daran|darauf|wie|laut|nachdem|obwohl|weil|wenn|da|gleichzeitig|zugleich|erst|noch|nur|warum|dass|ob|wer|was|wo)$/

/** Small words between the verb and a subject behind it. */
const particles =
  /^(?:sich|auch|jetzt|nun|dazu|daraufhin|unterdessen|inzwischen|indessen|jedoch|aber|zudem|heute|gestern|weiter|dann|allerdings|ebenfalls|wiederum|damals|am|abend|sonntag|montag|dienstag|mittwoch|donnerstag|freitag|samstag)$/

const farthestVerb = 40

/**
 * The subject of the main clause that begins at `from` and ends before `until`: German has the finite verb in second
 * place, so the subject is the first constituent, or follows the verb where that is something else.
 */
export function germanSubject(sentence: NamedSentence, from: number, until: number): Source | null {
  if (wordAt(sentence, from) === 'auch') return germanSubject(sentence, from + 1, until)
  const verbAt = finiteVerb(sentence, from, until)
  if (verbAt === null) return null
  if (oblique.test(wordAt(sentence, from)) || sentence.tokens[from]?.kind === 'quote')
    return subjectBehind(sentence, verbAt, until)
  const word = wordAt(sentence, from)
  if (verbAt === from + 1 && /^(?:er|sie|es|man)$/.test(word))
    return { kind: 'pronoun', word, from, to: from + 1 }
  const front = constituent(sentence, from, verbAt)
  if (front.kind === 'name') return front
  // "Die Anwendung der Regel stellte der Vorsitzende Franz M. in Frage": the object can stand in front.
  const behind = wordAt(sentence, verbAt + 1) === 'der' ? subjectBehind(sentence, verbAt, until) : null
  return behind?.kind === 'name' && !behind.mention.isOrganisation ? behind : front
}

/** Where the main clause before a place begins: at the start of the sentence, or behind a colon or semicolon in it. */
export function clauseStart(sentence: NamedSentence, until: number): number {
  for (let at = until - 2; at > 0; at--) {
    if (/^[:;]$/.test(sentence.tokens[at]?.text ?? '') || startsSecondClause(sentence, at, until))
      return at + 1
  }
  return 0
}

/** "… riefen „Raus!“ und der Wirt rief: „…“": a second main clause behind "und". */
function startsSecondClause(sentence: NamedSentence, at: number, until: number): boolean {
  if (wordAt(sentence, at) !== 'und' || oblique.test(wordAt(sentence, at + 1))) return false
  const before = sentence.tokens[at - 1]
  if (before?.kind !== 'quote' && before?.text !== ',') return false
  return finiteVerb(sentence, at + 1, until) !== null
}

function subjectBehind(sentence: NamedSentence, verbAt: number, until: number): Source | null {
  let at = verbAt + 1
  while (at < until && particles.test(wordAt(sentence, at))) at++
  const source = phraseStartingAt(sentence, at)
  if (source === null || source.to > until) return null
  return source.kind === 'nominal' ? endingInNoun(sentence, source) : source
}

/** "der Bundestrainer zufrieden": a German noun phrase ends with a noun, and nouns have capitals. */
function endingInNoun(sentence: NamedSentence, source: Extract<Source, { kind: 'nominal' }>): Source | null {
  let { to } = source
  while (to > source.from && !/^\p{Lu}/u.test(sentence.tokens[to - 1]?.text ?? '')) to--
  return to > source.from ? { ...source, to } : null
}

/** "Er habe", "Jeder könne": the subjunctive of what somebody else said. */
export function isReported(sentence: NamedSentence, from: number, until: number): boolean {
  return sentence.tokens
    .slice(from, until)
    .some(({ text }) =>
      /^(?:sei|seien|habe|könne|werde|müsse|solle|wolle|dürfe|gebe|wisse|gehe|komme|bleibe|stehe|lasse)$/.test(
        text,
      ),
    )
}

function finiteVerb(sentence: NamedSentence, from: number, until: number): number | null {
  let at = from + 1
  if (/^(?:nachdem|während|als|wenn|obwohl|weil|da)$/.test(wordAt(sentence, from)))
    at = nextComma(sentence, from, until) ?? at
  for (; at < Math.min(until, from + farthestVerb); at++) {
    const aside = sentence.tokens[at]?.text === ',' ? endOfAside(sentence, at, until) : null
    if (aside !== null) return aside
    if (isFiniteVerb(sentence, at) && endsConstituent(sentence, at - 1, from)) return at
  }
  return null
}

/** "Der Ermittler, der als Zeuge gilt, will": behind an aside the verb follows its second comma. */
function endOfAside(sentence: NamedSentence, comma: number, until: number): number | null {
  if (isFiniteVerb(sentence, comma + 1)) return comma + 1
  let end = nextComma(sentence, comma + 1, until)
  for (let asides = 0; end !== null && asides < 4; asides++) {
    if (isFiniteVerb(sentence, end + 1)) return end + 1
    end = nextComma(sentence, end + 1, until)
  }
  return null
}

function nextComma(sentence: NamedSentence, from: number, until: number): number | null {
  for (let at = from; at < until; at++) if (sentence.tokens[at]?.text === ',') return at
  return null
}

function isFiniteVerb(sentence: NamedSentence, at: number): boolean {
  const word = sentence.tokens[at]?.text ?? ''
  if (!/^\p{Ll}/u.test(word)) return false
  if (finiteForms.has(word)) return true
  return (isGermanVerb(word) && !isParticiple(word)) || /\p{Ll}{3}te(?:n)?$/u.test(word)
}

/** "gefordert", "angekündigt", "hingewiesen": the end of a perfect, not its finite verb. */
function isParticiple(word: string): boolean {
  return word === 'so' || (/^\p{Ll}{0,6}ge\p{Ll}+(?:t|en)$/u.test(word) && !/^(?:gesteht|gesteh)/.test(word))
}

/** A noun, a pronoun, a bracket, a quote or the adverb that opens the sentence stands before the finite verb. */
function endsConstituent(sentence: NamedSentence, at: number, from: number): boolean {
  const token = sentence.tokens[at]
  if (token === undefined || token.kind === 'quote' || /^[)\]]$/.test(token.text)) return true
  if (at === from) return true
  return /^\p{Lu}|^\d/u.test(token.text)
}

/** The name in a first constituent: it starts with one, or one stands behind its last comma or its role; else all of it. */
function constituent(sentence: NamedSentence, from: number, to: number): Source {
  const inside = sentence.names.filter((name) => name.from >= from && name.to <= to && !name.isPossessive)
  const first = inside.find((name) => name.from === from || isBehindDescription(sentence, name, from))
  const named = first ?? inside.findLast((name) => endsWithAside(sentence, name, to))
  if (named !== undefined) return { kind: 'name', mention: named, from, to: named.to }
  const comma = nextComma(sentence, from, to)
  return { kind: 'nominal', from, to: comma ?? to }
}

/** "Der SPD-Vorsitzende Franz M.", "Der 84-jährige Küng": only an article and what describes the name stand before it. */
function isBehindDescription(sentence: NamedSentence, name: NameMention, from: number): boolean {
  if (name.isOrganisation) return false
  for (let at = from; at < name.from; at++) {
    const word = sentence.tokens[at]?.text ?? ''
    if (!/^(?:auch|der|die|das|ein|eine|\p{L}[\p{L}-]*|\d+-[\p{L}-]+)$/iu.test(word)) return false
    if (/^(?:der|des|dem|den|von|vom|für|im|in|am)$/.test(word) && at > from) return false
  }
  return true
}

/** ", Klaus Stöhr," right before the verb. */
function endsWithAside(sentence: NamedSentence, name: NameMention, to: number): boolean {
  const isLast =
    name.to === to || sentence.tokens[name.to]?.text === ',' || sentence.tokens[name.to]?.text === '('
  return sentence.tokens[name.from - 1]?.text === ',' && isLast && !name.isOrganisation
}
