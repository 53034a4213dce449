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
}
// Never before a whole sentence that is any good.
const cutCost = { whole: 0, clause: 0.1, ellipsis: 1 }

// From here on two sentences tell the same news, as a standfirst and the lead often do.
const sameNews = 0.7

type Scored = { readonly candidate: Candidate; readonly vector: WordVector; readonly score: number }

/** The sentences that tell the story best, verbatim and in reading order; fewer than asked when fewer are fit. */
export function summarise(article: Article, options: { readonly sentences: number }): readonly string[] {
  const candidates = summaryCandidates(article)
  const story = wordVector(article.text)
  const topic = wordVector(topicOf(article))
  let left: readonly Scored[] = candidates.map((candidate) => {
    const vector = wordVector(candidate.text)
    const fits = weights.centrality * cosine(vector, story) + weights.topic * cosine(vector, topic)
    return { candidate, vector, score: fits + shape(candidate) }
  })
  const chosen: Scored[] = []
  while (chosen.length < options.sentences && left.length > 0) {
    const best = left.reduce((a, b) => (value(b, chosen) > value(a, chosen) ? b : a))
    chosen.push(best)
    left = left.filter((scored) => scored !== best && cosine(scored.vector, best.vector) < sameNews)
  }
  return chosen
    .map(({ candidate }) => candidate)
    .sort((a, b) => a.position - b.position)
    .map(({ text }) => text)
}

// A headline is short and may be clever; the opening says it again in plain words.
function topicOf({ headline, text, blocks }: Article): string {
  const opening = blocks.find((block) => block.kind === 'paragraph')
  const words =
    opening === undefined ? '' : text.slice(opening.start, Math.min(opening.end, opening.start + 400))
  return `${headline ?? ''} ${words}`
}

function shape({ position, text, quoted, cut }: Candidate): number {
  const words = text.split(' ').length
  return (
    weights.position / Math.sqrt(1 + position) -
    weights.quoted * quoted -
    (words < 8 || words > 45 ? weights.unusualLength : 0) -
    (/\?["”’]?$/.test(text) ? weights.question : 0) -
    cutCost[cut]
  )
}

/** What a sentence still adds: its score, less what the chosen ones have said already. */
function value(scored: Scored, chosen: readonly Scored[]): number {
  const said = Math.max(0, ...chosen.map(({ vector }) => cosine(scored.vector, vector)))
  return scored.score - weights.redundancy * said
}
