import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { findQuotes } from '../../src/read/quotes/quotes.ts'

const caseLine = z.object({ id: z.string(), text: z.string(), headline: z.string().nullish() })

/** Prints one JSON line per case: every quote found, in order, with its speaker. */
export async function evaluateQuotes(file: string, print: (line: string) => void): Promise<void> {
  for await (const line of createInterface({ input: createReadStream(file, 'utf8') })) {
    if (line.trim() === '') continue
    const { id, text, headline } = caseLine.parse(JSON.parse(line))
    const quotes = findQuotes(text, { headline: headline ?? null }).map((quote) => ({
      quote: quote.text,
      start: quote.start,
      speaker: quote.speaker?.name ?? null,
      ...(quote.speaker?.role ? { role: quote.speaker.role } : {}),
      confidence: quote.confidence,
    }))
    print(JSON.stringify({ id, quotes }))
  }
}
