import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { summarise } from '../../src/read/summary/summary.ts'
import { bodyArticle } from '../read/body-article.ts'

const caseSchema = z.object({ id: z.string(), text: z.string(), headline: z.string().nullish() })

/** Prints the three-sentence summary of every text of a JSON Lines file. */
export async function evaluateSummaries(file: string, print: (line: string) => void): Promise<void> {
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    if (line.trim() === '') continue
    const given = caseSchema.parse(JSON.parse(line))
    // The texts are article bodies already, a paragraph a line: nothing to extract, so no reader in between.
    const article = bodyArticle(given.text.split('\n'), { headline: given.headline ?? null })
    print(JSON.stringify({ id: given.id, summary: summarise(article, { sentences: 3 }) }))
  }
}
