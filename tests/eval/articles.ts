import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { z } from 'zod'
import { decodeText } from '../../feeds/decode.ts'
import { readPage } from '../../src/read/page/page.ts'

const Gold = z.record(z.string(), z.object({ url: z.string().nullish() }))

type Prediction = {
  readonly articleBody: string
  readonly title: string | null
  readonly byline: readonly string[]
  readonly published: string | null
}

const unzip = promisify(gunzip)

/** Reads every page of a labelled folder as the product does and prints one JSON object of predictions. */
export async function evaluateArticles(folder: string, print: (line: string) => void): Promise<void> {
  const gold = Gold.parse(JSON.parse(await readFile(join(folder, 'gold.json'), 'utf8')))
  const predictions: Record<string, Prediction> = {}
  for (const [id, { url }] of Object.entries(gold)) {
    const bytes = await unzip(await readFile(join(folder, 'html', `${id}.html.gz`)))
    predictions[id] = predict(decodeText(bytes, 'text/html').text, url ?? null)
  }
  print(JSON.stringify(predictions))
}

function predict(html: string, url: string | null): Prediction {
  const outcome = readPage(html, { url, now: new Date() })
  if (outcome.kind === 'refused') return { articleBody: '', title: null, byline: [], published: null }
  const { text, headline, byline, publishedAt } = outcome.article
  const published = publishedAt === null ? null : new Date(publishedAt).toISOString()
  return { articleBody: text, title: headline, byline, published }
}
