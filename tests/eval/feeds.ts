import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { parseFeed } from '../../feeds/parse.ts'

const expectations = z.record(
  z.string(),
  z.object({ contentType: z.string().nullish(), url: z.string().nullish() }),
)

/** Runs the real parser over a data set and prints one JSON line per case. */
export async function evaluateFeeds(folder: string, print: (line: string) => void): Promise<void> {
  const cases = expectations.parse(JSON.parse(await readFile(join(folder, 'expectations.json'), 'utf8')))
  for (const [file, { contentType, url }] of Object.entries(cases)) {
    const bytes = await readFile(join(folder, 'feeds', file))
    const outcome = await parseFeed(bytes, { contentType: contentType ?? null, url: url ?? null })
    print(JSON.stringify({ file, ...report(outcome) }))
  }
}

function report(outcome: Awaited<ReturnType<typeof parseFeed>>): object {
  if (outcome.kind === 'unreadable') return { error: outcome.message }
  const { format, title, items } = outcome.feed
  return {
    format,
    title,
    items: items.map(({ id, title, link, publishedAt }) => ({
      id,
      title,
      link,
      published: publishedAt === null ? null : new Date(publishedAt).toISOString(),
    })),
  }
}
