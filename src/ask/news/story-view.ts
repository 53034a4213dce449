import type { Locale } from '../../deliver/locale.ts'
import type { Block, Inline, RichText } from '../../deliver/view.ts'
import type { QuoteRow } from '../../store/schema.ts'
import type { Story } from '../../store/stories.ts'
import { searchTexts } from '../texts/search.ts'
import type { Entry } from './answer.ts'

const longestTitle = 160
const longestLink = 500
const mostOutlets = 4

/** What a page shows is looked up when it is shown. */
export type Known = {
  readonly stories: ReadonlyMap<number, Story>
  readonly quotes: ReadonlyMap<number, QuoteRow>
}

/** The stories of a page, each once, with a quote where there is one. */
export function storyBlocks(entries: readonly Entry[], known: Known, locale: Locale): Block[] {
  const told = entries.flatMap((entry) => {
    const story = known.stories.get(entry.id)
    if (!story) return []
    const quote = entry.quote === null ? undefined : known.quotes.get(entry.quote)
    const also = entry.also.flatMap((id) => known.stories.get(id) ?? [])
    return [{ line: storyLine(story, also, locale), quote }]
  })
  if (told.every(({ quote }) => quote === undefined))
    return told.length === 0 ? [] : [{ kind: 'list', items: told.map(({ line }) => line) }]
  return told.flatMap(({ line, quote }): Block[] => [
    { kind: 'text', text: line },
    ...(quote ? [quoteBlock(quote, null)] : []),
  ])
}

/** The quotes of a page, dated and with their source. */
export function quoteBlocks(entries: readonly Entry[], known: Known, locale: Locale): Block[] {
  return entries.flatMap((entry) => {
    const quote = known.quotes.get(entry.id)
    const story = quote && known.stories.get(quote.item_id)
    if (!quote || !story) return []
    const also = entry.also.flatMap((id) => {
      const repeated = known.quotes.get(id)
      return (repeated && known.stories.get(repeated.item_id)) ?? []
    })
    return [quoteBlock(quote, sourceLine(story, also, locale))]
  })
}

/** Where something was said: article, outlet, day, and who else tells it. */
export function sourceLine(story: Story, also: readonly Story[], locale: Locale): RichText {
  return [
    ...linked(story.title ?? story.outlet, story.url),
    ` — ${story.outlet} · `,
    { time: story.at, as: 'day' },
    ...alsoIn(story, also, locale),
  ]
}

function storyLine(story: Story, also: readonly Story[], locale: Locale): RichText {
  return [
    ...linked(story.title ?? story.outlet, story.url),
    ` — ${story.outlet} · `,
    { time: story.at, as: 'ago' },
    ...alsoIn(story, also, locale),
  ]
}

function alsoIn(story: Story, also: readonly Story[], locale: Locale): Inline[] {
  const outlets = new Map<string, Story>()
  for (const other of also)
    if (other.outlet !== story.outlet && !outlets.has(other.outlet)) outlets.set(other.outlet, other)
  if (outlets.size === 0) return []
  const shown = [...outlets.values()].slice(0, mostOutlets)
  const rest = outlets.size - shown.length
  return [
    ` · ${searchTexts[locale].also}`,
    ...shown.flatMap(({ outlet, url }, index) => [...(index === 0 ? [] : [', ']), ...linked(outlet, url)]),
    ...(rest > 0 ? [`, +${rest}`] : []),
  ]
}

function linked(words: string, url: string | null): Inline[] {
  const text = shortened(words)
  return [
    url === null || url.length > longestLink || !URL.canParse(url)
      ? text
      : { text, url: withoutPassword(url) },
  ]
}

function withoutPassword(link: string): string {
  const url = new URL(link)
  if (url.username === '' && url.password === '') return link
  url.username = ''
  url.password = ''
  return url.href
}

/** Titles are told, not quoted, and may be shortened. */
function shortened(title: string): string {
  const clean = title.replace(/\s+/g, ' ').trim()
  return clean.length <= longestTitle ? clean : `${clean.slice(0, longestTitle - 1).trimEnd()}…`
}

/** A stored quote as it is shown, with where it is from when that is not said around it. */
export function quoteBlock(quote: QuoteRow, source: RichText | null): Block {
  return {
    kind: 'quote',
    text: quote.text,
    speaker: quote.speaker ?? '',
    role: quote.role,
    where: quote.place,
    source,
  }
}

/** About how many characters the line of a story takes with its link. */
export function charactersOfStory(story: Story, also: readonly Story[], quote: QuoteRow | null): number {
  const lines = [story, ...also.slice(0, mostOutlets)]
  const links = lines.reduce(
    (sum, { url, outlet }) => sum + outlet.length + Math.min(url?.length ?? 0, longestLink),
    0,
  )
  return (
    40 + Math.min(story.title?.length ?? 0, longestTitle) + links + (quote ? charactersOfQuote(quote) : 0)
  )
}

/** About how many characters a quote takes with its speaker. */
export function charactersOfQuote(quote: {
  readonly text: string
  readonly speaker: string | null
  readonly role: string | null
  readonly place: string | null
}): number {
  return 20 + [quote.text, quote.speaker, quote.role, quote.place].join(' ').length
}
