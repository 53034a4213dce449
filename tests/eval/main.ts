// npm run -s eval -- KIND PATH: runs the real code over a data set and prints its predictions (docs/evaluation.md).
import { evaluateArticles } from './articles.ts'
import { evaluateFeeds } from './feeds.ts'
import { evaluateQuotes } from './quotes.ts'
import { evaluateSummaries } from './summaries.ts'

const kinds = {
  feeds: evaluateFeeds,
  articles: evaluateArticles,
  quotes: evaluateQuotes,
  summaries: evaluateSummaries,
}

const [kind, path] = process.argv.slice(2)
const evaluate = Object.entries(kinds).find(([name]) => name === kind)?.[1]

if (evaluate && path !== undefined) await evaluate(path, (line) => process.stdout.write(`${line}\n`))
else {
  process.stderr.write(`usage: npm run -s eval -- ${Object.keys(kinds).join('|')} PATH > predictions\n`)
  process.exitCode = 2
}
