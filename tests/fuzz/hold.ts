import type { ParseOutcome } from '../../feeds/feed.ts'
import type { ReadingOutcome } from '../../src/read/reading.ts'

/** What must hold of every outcome, whatever the document was; the sentences are what does not. */
export function wrongWithFeed(outcome: ParseOutcome): readonly string[] {
  if (outcome.kind === 'unreadable')
    return outcome.message.includes('broke the reader') ? [`a parser threw: ${outcome.message}`] : []
  const { items } = outcome.feed
  return [
    ...(items.length > 1_000 ? [`${items.length} items`] : []),
    ...items.flatMap(({ link, imageUrl, publishedAt, title }) => [
      ...[link, imageUrl]
        .filter((url) => url !== null && /^\s*(?:javascript|vbscript|data|file):/i.test(url))
        .map((url) => `the link ${url}`),
      ...(publishedAt !== null && !Number.isSafeInteger(publishedAt) ? [`the date ${publishedAt}`] : []),
      ...(title === '' ? ['an empty title'] : []),
    ]),
  ]
}

export function wrongWithPage(outcome: ReadingOutcome): readonly string[] {
  if (outcome.kind === 'refused')
    return outcome.message.includes('broke the reader') ? [`a parser threw: ${outcome.message}`] : []
  const { article, quotes, keyQuotes } = outcome.reading
  return [...quotes, ...keyQuotes].flatMap((quote) =>
    article.text.slice(quote.start, quote.end) === quote.text
      ? []
      : [`the quote ${JSON.stringify(quote.text)}`],
  )
}
