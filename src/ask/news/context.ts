import type { Locale } from '../../deliver/locale.ts'
import type { Reply } from '../../deliver/reply.ts'
import type { Block, Button, RichText } from '../../deliver/view.ts'
import { parseEvidence } from '../../read/evidence.ts'
import { type Passage, type Proof, parseBlocks, proofOf } from '../../read/proof.ts'
import type { SpeakerRule } from '../../read/quotes/speaker-names.ts'
import { hashOf } from '../../read/rows.ts'
import { findPublished } from '../../store/published.ts'
import { findQuoteInArticle, type QuoteInArticle } from '../../store/quote-in-article.ts'
import type { QuoteRow } from '../../store/schema.ts'
import { keyQuotesOf } from '../../store/stories.ts'
import type { Asked } from '../asked.ts'
import { type ProofTexts, proofTexts } from '../texts/proof.ts'
import { button, note, privately, text } from '../views.ts'
import { type SearchParts, workspaceOf } from './search-parts.ts'
import { sourceLine } from './story-view.ts'
import { isJoint } from './who.ts'

const mostChoices = 25
const longestLabel = 75
const leastSure = 0.9
const longestMarked = 1500

/** A quote in its paragraph, and how its speaker was found; `value` is the quote's id. */
export async function showContext(asked: Asked, value: string, parts: SearchParts): Promise<Reply> {
  const workspace = workspaceOf(asked)
  const found =
    workspace === null || !/^\d{1,15}$/.test(value)
      ? null
      : await findQuoteInArticle(parts.store.db, workspace, Number(value))
  if (found === null) return privately(text(proofTexts[asked.locale].gone))
  return privately(...contextBlocks(found, asked.locale))
}

/** The first key quote of a post in its paragraph, and the others to choose from; `key` is that of its delivery. */
export async function showContextOfPost(asked: Asked, key: string, parts: SearchParts): Promise<Reply> {
  const published = await findPublished(parts.store, key)
  const quotes = published === null ? [] : await keyQuotesOf(parts.store.db, [published.item.id])
  const [first] = quotes
  if (first === undefined) return privately(text(proofTexts[asked.locale].gone))
  const reply = await showContext(asked, String(first.id), parts)
  if (reply.kind !== 'view') return reply
  return privately(...reply.view.blocks, ...contextChoice(quotes, asked.locale))
}

/** The button for the only quote of an answer. */
export function contextButton(quotes: readonly QuoteRow[], locale: Locale): Button[] {
  const [quote] = quotes
  return quote === undefined || quotes.length > 1
    ? []
    : [button('context', String(quote.id), proofTexts[locale].inContext)]
}

/** The choice among several quotes of an answer. */
export function contextChoice(quotes: readonly QuoteRow[], locale: Locale): Block[] {
  if (quotes.length < 2) return []
  const options = quotes
    .slice(0, mostChoices)
    .map((quote) => ({ value: String(quote.id), label: labelOf(quote) }))
  return [
    { kind: 'select', action: 'context', placeholder: proofTexts[locale].choose, options, chosen: null },
  ]
}

function labelOf({ speaker, text: said }: QuoteRow): string {
  const who = `${speaker ?? ''}: `.slice(0, longestLabel / 2)
  const room = longestLabel - who.length - 3
  const words = said.replace(/\s+/g, ' ')
  return `${who}“${words.length <= room ? words : `${words.slice(0, room - 1).replace(/\s\S*$/, '')} …`}”`
}

function contextBlocks({ quote, article, story }: QuoteInArticle, locale: Locale): Block[] {
  const texts = proofTexts[locale]
  const heading: Block[] = [{ kind: 'heading', text: story.title ?? story.outlet }]
  if (article.text === '') return [...heading, text(texts.textGone)]
  const proof =
    hashOf(article.text) === article.text_hash
      ? proofOf(
          {
            start: quote.start_offset,
            end: quote.end_offset,
            text: quote.text,
            evidence: quote.evidence === null ? null : parseEvidence(quote.evidence),
          },
          { text: article.text, blocks: parseBlocks(article.blocks), language: article.language },
        )
      : null
  if (proof === null) return [...heading, text(texts.changed)]
  return [
    ...heading,
    text(...marked(proof.paragraph)),
    note(...sourceLine(story, [], locale)),
    text(whoIsIt(proof, quote.speaker ?? '', texts)),
    ...(proof.elsewhere.length === 0 ? [] : [text(texts.elsewhere)]),
    ...proof.elsewhere.map((passage) => text(...marked(passage))),
    note(howFound(quote, texts)),
  ]
}

function marked({ before, marked: words, after }: Passage): RichText {
  return [before, { strong: shortened(words) }, after].filter((part) => part !== '')
}

/** A message has no room for a speech: then its beginning and its end are shown. */
function shortened(words: string): string {
  const half = longestMarked / 2
  return words.length <= longestMarked ? words : `${words.slice(0, half)} […] ${words.slice(-half)}`
}

function whoIsIt({ said, named }: Proof, name: string, texts: ProofTexts): string {
  if (said === null) return texts.noEvidence
  if (named !== null) return texts.means(said, name)
  return said.includes(name) || isJoint(name) ? texts.names(name) : texts.short(said, name)
}

function howFound({ rule, confidence }: QuoteRow, texts: ProofTexts): string {
  const sureness = confidence >= leastSure ? texts.sure : texts.likely
  return isRule(rule) ? `${texts.found(texts.rules[rule])} ${sureness}` : sureness
}

function isRule(rule: string | null): rule is SpeakerRule {
  return rule !== null && Object.hasOwn(proofTexts.en.rules, rule)
}
