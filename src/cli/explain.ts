import { proofTexts } from '../ask/texts/proof.ts'
import type { Block, View } from '../deliver/view.ts'
import type { ReadAs } from '../preview.ts'
import { type JudgedQuote, judgeKeyQuotes, type KeyVerdict } from '../read/quotes/key-quotes.ts'
import type { Quote } from '../read/quotes/quotes.ts'
import type { Speaker } from '../read/quotes/speaker-names.ts'
import { keyQuoteContext } from '../read/reading.ts'
import { leastConfidence } from '../store/attributed.ts'

/** Every quote of the article with its speaker, how that is known, and why it is in the post or not. */
export function explainQuotes(read: ReadAs | null): View {
  const judged = judgedQuotes(read)
  const chosen = judged.filter(({ verdict }) => verdict.kind === 'chosen').length
  const heading =
    judged.length === 0
      ? 'No quotes were found.'
      : `${counted(judged.length, 'quote')} found, ${chosen} in the post`
  return {
    blocks: [
      { kind: 'heading', text: heading },
      ...judged.flatMap((one) => blocksOf(one, read?.reading.article.text ?? '')),
    ],
  }
}

/** The same as data. */
export function explainedQuotes(read: ReadAs | null) {
  const text = read?.reading.article.text ?? ''
  return judgedQuotes(read).map(({ quote, verdict }) => ({
    ...quote,
    evidence: quote.speaker === null ? null : evidenceWords(quote.speaker, text),
    verdict: { kind: verdict.kind, why: tellVerdict(verdict, quote) },
  }))
}

function judgedQuotes(read: ReadAs | null): readonly JudgedQuote[] {
  if (read === null) return []
  const { reading, headline } = read
  return judgeKeyQuotes(reading.quotes, keyQuoteContext(reading.article, headline))
}

function blocksOf({ quote, verdict }: JudgedQuote, text: string): Block[] {
  const { speaker } = quote
  const how = speaker === null ? [] : [[howFound(speaker, quote, text)]]
  return [
    {
      kind: 'quote',
      text: quote.text,
      speaker: speaker?.name ?? 'nobody',
      role: speaker?.role ?? null,
      where: quote.where,
      source: null,
    },
    { kind: 'list', items: [[tellVerdict(verdict, quote)], ...how] },
  ]
}

function howFound(speaker: Speaker, { confidence }: Quote, text: string): string {
  const { said, named } = evidenceWords(speaker, text)
  const words = named === null ? `“${said}”` : `“${said}” is “${named}”`
  const doubt = speaker.isDoubtful ? ', or perhaps somebody else' : ''
  return `Speaker ${confidence.toFixed(2)}, rule ${speaker.rule} (${proofTexts.en.rules[speaker.rule]}): ${words}${doubt}.`
}

type EvidenceWords = { readonly said: string; readonly named: string | null }

function evidenceWords({ evidence: { said, named } }: Speaker, text: string): EvidenceWords {
  return {
    said: text.slice(said.start, said.end),
    named: named === null ? null : text.slice(named.start, named.end),
  }
}

function tellVerdict(verdict: KeyVerdict, { confidence }: Quote): string {
  switch (verdict.kind) {
    case 'chosen':
      return `Key quote, with ${pointsIn(verdict.points)}.`
    case 'nobody':
      return 'Left out: the text does not say who speaks.'
    case 'unsure':
      return `Left out: the speaker is not sure enough, ${confidence.toFixed(2)} where ${leastConfidence} is needed.`
    case 'short':
      return `Left out: too short (${counted(verdict.words, 'word')}).`
    case 'long':
      return `Left out: too long (${counted(verdict.words, 'word')}).`
    case 'headline':
      return 'Left out: the headline says it already.'
    case 'repeated':
      return `Left out: the same words stand in another quote, at ${verdict.by.start}.`
    case 'heard':
      return `Left out: ${verdict.by.speaker?.name} is heard already, with “${beginningOf(verdict.by.text)}” (this one has ${pointsIn(verdict.points)}).`
    case 'fragment':
      return `Left out: a part of a sentence; whole ones go first (${pointsIn(verdict.points)}).`
    case 'outweighed':
      return `Left out: ${pointsIn(verdict.points)}; the chosen ones have ${verdict.least.toFixed(1)} or more.`
  }
}

function pointsIn(points: number): string {
  return `${points.toFixed(1)} points`
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

const wordsOfBeginning = 5

function beginningOf(text: string): string {
  const words = text.split(/\s+/)
  return words.length <= wordsOfBeginning ? text : `${words.slice(0, wordsOfBeginning).join(' ')} …`
}
