import type { Reply } from '../../deliver/reply.ts'
import type { Told } from '../../deliver/told-once.ts'
import type { QuoteRow } from '../../store/schema.ts'
import type { FoundStory } from '../../store/search/questions.ts'
import type { Words } from '../../store/search/words.ts'
import { keyQuotesOf } from '../../store/stories.ts'
import type { Workspace } from '../../store/workspace-news.ts'
import type { Asked } from '../asked.ts'
import { cutPages, type Sized, type Topic } from './answer.ts'
import { giveAnswer } from './paging.ts'
import type { SearchParts } from './search-parts.ts'
import { charactersOfStory } from './story-view.ts'
import { countWords } from './words.ts'

/** How many of the newest that were found are looked at. */
export const newestLookedAt = 500
export const usualOnPage = 5
const mostTold = 100
/** Longer lists are read by their headlines. */
const mostWithQuotes = 5
const longestQuote = 500

export type Telling = {
  readonly workspace: Workspace
  readonly topic: Topic
  readonly words: Words | null
  readonly perPage: number
}

/** What is about the words first, and then what only mentions them; each with the newest first. */
export function aboutFirst(found: readonly FoundStory[]): FoundStory[] {
  return found.toSorted((one, other) => Number(other.isAbout) - Number(one.isAbout))
}

/** Answers with the stories, page by page. */
export async function tellStories(
  asked: Asked,
  told: readonly Told[],
  { workspace, topic, words, perPage }: Telling,
  parts: SearchParts,
): Promise<Reply> {
  const shown = told.slice(0, mostTold)
  const withQuotes = perPage <= mostWithQuotes
  const quotes = withQuotes ? await quotesOf(shown, parts) : new Map<number, QuoteRow[]>()
  const sized = shown.map(({ lead, also }): Sized => {
    const quote = bestQuote(quotes.get(lead.id) ?? [], words)
    return {
      entry: { id: lead.id, also: also.map(({ id }) => id), quote: quote?.id ?? null },
      characters: charactersOfStory(lead, also, quote),
    }
  })
  return giveAnswer(asked, { workspace, topic, pages: cutPages(sized, perPage), shared: [] }, parts)
}

async function quotesOf(told: readonly Told[], { store }: SearchParts): Promise<Map<number, QuoteRow[]>> {
  const ids = told.filter(({ lead }) => lead.keyQuotes > 0).map(({ lead }) => lead.id)
  return Map.groupBy(await keyQuotesOf(store.db, ids), (quote) => quote.item_id)
}

/** The one that says most of what was asked for, of those the first. */
function bestQuote(quotes: readonly QuoteRow[], words: Words | null): QuoteRow | null {
  const short = quotes.filter(({ text }) => text.length <= longestQuote)
  const score = ({ text }: QuoteRow) => (words === null ? 0 : countWords(text, words))
  return short.toSorted((one, other) => score(other) - score(one))[0] ?? null
}
