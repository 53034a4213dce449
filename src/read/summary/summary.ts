import type { Article } from '../article.ts'
import { cosine, type WordVector, wordVector } from './similarity.ts'
import { type Candidate, summaryCandidates } from './summary-candidates.ts'

// News puts the main point first; the other terms only correct that.
const weights = {
  position: 1,
  centrality: 0.6,
  topic: 0.5,
  redundancy: 0.7,
  quoted: 0.3,
  unusualLength: 0.25,
  question: 0.3,
  leaning: 0.1,
  // Who is Tarrant? The reader of a summary does not know.
  shortName: 0.05,
  // High, because what a long first sentence lost comes up again late in the story.
  cutOff: 2,
}
// Never before a whole sentence that is any good.
const cutCost = { whole: 0, clause: 0.1, ellipsis: 1 }

// From here on two sentences tell the same news, as a standfirst and the lead often do.
const sameNews = 0.7

type Place = { readonly start: number; readonly end: number }

type Scored = {
  readonly candidate: Candidate
  readonly vector: WordVector
  readonly cutOff: WordVector
  readonly score: number
}

export type Summary = {
  /** Verbatim and in reading order; fewer than asked when fewer are fit. */
  readonly sentences: readonly string[]
  /** The best so many of them, in reading order; each can be read without the others. */
  best(count: number): readonly string[]
}

/** The sentences that tell the story best, verbatim and in reading order; fewer than asked when fewer are fit. */
export function summarise(article: Article, options: { readonly sentences: number }): readonly string[] {
  return summaryOf(article, options).sentences
}

/** A summary that can also be had shorter, without the sentences that `quotes` (places in the text) are in. */
export function summaryOf(
  article: Article,
  options: { readonly sentences: number; readonly quotes?: readonly Place[] },
): Summary {
  const candidates = summaryCandidates(article, options.quotes ?? [])
  const story = wordVector(article.text)
  const topic = wordVector(topicOf(article))
  let left: readonly Scored[] = candidates.map((candidate) => {
    const vector = wordVector(candidate.text)
    const fits = weights.centrality * cosine(vector, story) + weights.topic * cosine(vector, topic)
    return { candidate, vector, cutOff: wordVector(candidate.cutOff), score: fits + shape(candidate) }
  })
  const chosen: Scored[] = []
  while (chosen.length < options.sentences && left.length > 0) {
    const best = bestOf(left, chosen)
    if (best === undefined) break
    chosen.push(best)
    left = left.filter((scored) => scored !== best && cosine(scored.vector, best.vector) < sameNews)
  }
  // Chosen one after the other, each beside those before it: the first few are what fewer would have been.
  const best = (count: number) =>
    chosen
      .slice(0, count)
      .map(({ candidate }) => candidate)
      .sort((a, b) => a.position - b.position)
      .map(({ text }) => text)
  return { sentences: best(chosen.length), best }
}

// A headline is short and may be clever; the opening says it again in plain words.
function topicOf({ headline, text, blocks }: Article): string {
  const opening = blocks.find((block) => block.kind === 'paragraph')
  const words =
    opening === undefined ? '' : text.slice(opening.start, Math.min(opening.end, opening.start + 400))
  return `${headline ?? ''} ${words}`
}

function shape({ position, text, quoted, cut, leans, isShortOfName }: Candidate): number {
  const words = text.split(' ').length
  return (
    weights.position / Math.sqrt(1 + position) -
    weights.quoted * quoted -
    (words < 8 || words > 45 ? weights.unusualLength : 0) -
    (/\?["”’]?$/.test(text) ? weights.question : 0) -
    (leans ? weights.leaning : 0) -
    (isShortOfName ? weights.shortName : 0) -
    cutCost[cut]
  )
}

function bestOf(left: readonly Scored[], chosen: readonly Scored[]): Scored | undefined {
  let best: { readonly scored: Scored; readonly value: number } | undefined
  for (const scored of left) {
    if (scored.candidate.leans && !hasSupport(scored.candidate, chosen)) continue
    const worth = value(scored, chosen)
    if (best === undefined || worth > best.value) best = { scored, value: worth }
  }
  return best?.scored
}

// A sentence that leans on another may follow it, and nothing else.
function hasSupport({ position }: Candidate, chosen: readonly Scored[]): boolean {
  return chosen.some(({ candidate }) => candidate.position === position - 1 && candidate.cut === 'whole')
}

/** What a sentence still adds: its score, less what the chosen ones have said already, more what they had to leave out. */
function value(scored: Scored, chosen: readonly Scored[]): number {
  const said = Math.max(0, ...chosen.map(({ vector }) => cosine(scored.vector, vector)))
  const missing = Math.max(0, ...chosen.map(({ cutOff }) => cosine(scored.vector, cutOff)))
  return scored.score - weights.redundancy * said + weights.cutOff * missing
}
