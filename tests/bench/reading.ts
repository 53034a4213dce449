// What reading a page costs beside the libraries it stands on. Both sides take turns, so that a busy moment meets both.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { decodeText } from '../../feeds/decode.ts'
import type { Article } from '../../src/read/article.ts'
import { readPage } from '../../src/read/page/page.ts'
import { findQuotes } from '../../src/read/quotes/quotes.ts'
import { summarise } from '../../src/read/summary/summary.ts'
import { newsPages } from './news-pages.ts'
import { quantile } from './quantile.ts'

const turns = 5
const now = new Date()
const folder = process.argv[3]
const pages = folder === undefined ? newsPages(40) : await pagesOf(folder)
const articles = pages.flatMap((html) => articleOf(html))

/** Median CPU milliseconds of each page, after a first turn that only warms up. */
const bare = pages.map(() => [] as number[])
const ours = pages.map(() => [] as number[])
const quotes = articles.map(() => [] as number[])
const summaries = articles.map(() => [] as number[])
for (let turn = 0; turn <= turns; turn++) {
  pages.forEach((html, page) => {
    const costs = [cpuMs(() => readBare(html)), cpuMs(() => articleOf(html))] as const
    if (turn === 0) return
    bare[page]?.push(costs[0])
    ours[page]?.push(costs[1])
  })
  articles.forEach((article, number) => {
    const costs = [
      cpuMs(() => findQuotes(article.text, article)),
      cpuMs(() => summarise(article, { sentences: 2 })),
    ] as const
    if (turn === 0) return
    quotes[number]?.push(costs[0])
    summaries[number]?.push(costs[1])
  })
}

const sizes = pages.map((html) => html.length / 1000)
print(
  `${pages.length} pages of ${quantile(sizes, 0.5).toFixed(0)} kB in the middle, ${articles.length} with an article, Node ${process.versions.node}\n`,
)
print('| CPU ms a page | median | p95 | all pages |\n|---|---|---|---|')
printRow('bare linkedom + Readability', bare)
printRow('the article of the page', ours)
printRow('its quotes and speakers', quotes)
printRow('its summary', summaries)
const ratios = ours.map((costs, page) => quantile(costs, 0.5) / quantile(bare[page] ?? [], 0.5))
print(
  `\narticle to bare: ${(total(ours) / total(bare)).toFixed(2)} in all, ${quantile(ratios, 0.5).toFixed(2)} in the middle`,
)

async function pagesOf(path: string): Promise<readonly string[]> {
  const names = (await readdir(path)).filter((name) => /\.html(?:\.gz)?$/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(join(path, name))
      return decodeText(name.endsWith('.gz') ? gunzipSync(bytes) : bytes, 'text/html').text
    }),
  )
}

function articleOf(html: string): readonly Article[] {
  const outcome = readPage(html, { url: 'https://bench.example/story', now })
  return outcome.kind === 'article' ? [outcome.article] : []
}

function readBare(html: string): unknown {
  return new Readability(parseHTML(html).document).parse()?.textContent
}

function cpuMs(work: () => unknown): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

function total(costs: readonly (readonly number[])[]): number {
  return costs.reduce((sum, one) => sum + quantile(one, 0.5), 0)
}

function printRow(name: string, costs: readonly (readonly number[])[]): void {
  const medians = costs.map((one) => quantile(one, 0.5))
  const shown = [quantile(medians, 0.5), quantile(medians, 0.95), total(costs)].map((ms) => ms.toFixed(1))
  print(`| ${name} | ${shown.join(' | ')} |`)
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
