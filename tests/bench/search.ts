// npm run -s bench -- search [ITEMS]: how long questions take, asked of a store that is full, while it is written to.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleepMs } from 'node:timers/promises'
import type { Asked } from '../../src/ask/asked.ts'
import { digestNow } from '../../src/ask/news/digest-now.ts'
import { latest } from '../../src/ask/news/latest.ts'
import { said } from '../../src/ask/news/said.ts'
import { search } from '../../src/ask/news/search.ts'
import { why } from '../../src/ask/news/why.ts'
import { suggest } from '../../src/ask/suggest.ts'
import { openSearch } from '../../src/store/search/search.ts'
import { openSqliteStore } from '../../src/store/store.ts'
import { fill, speakerAt, words } from './archive.ts'

const items = Number(process.argv[3] ?? 100_000)
const rounds = 60
const now = new Date('2026-06-01T12:00:00Z')

const folder = mkdtempSync(join(tmpdir(), 'pullquote-bench-search-'))
const store = await openSqliteStore(folder)
const filledFrom = performance.now()
const addMore = await fill(store, { items, now })
const filledMs = performance.now() - filledFrom
process.stdout.write(
  `${items} items, filled in ${Math.round(filledMs / 1000)} s, Node ${process.versions.node}\n\n`,
)

const parts = { store, search: openSearch(store, folder), linkTo: () => null }
const asked = (workspaceId: string): Asked => ({
  platform: 'bench',
  actor: { id: 'u', name: 'Ann', locale: null, mayManage: false },
  locale: 'en',
  channel: { platform: 'bench', workspaceId, channelId: 'c', threadId: null },
  message: null,
  now,
})
const big = asked('big')
const small = asked('small')
const pick = (round: number) => words[(round * 37) % words.length] ?? ''
const common = (round: number) => words[round % 5] ?? ''

const questions: Readonly<Record<string, (round: number) => Promise<unknown>>> = {
  'a poll that brings 40 items': () => addMore(),
  latest: () => latest(big, {}, parts),
  'latest, few feeds followed': () => latest(small, {}, parts),
  'latest, a word': (round) => latest(big, { topic: pick(round) }, parts),
  'latest, a frequent word': (round) => latest(big, { topic: common(round) }, parts),
  'latest, a frequent word, few feeds followed': (round) => latest(small, { topic: common(round) }, parts),
  'latest, a word nobody uses': (round) => latest(big, { topic: `zzz${round}` }, parts),
  'search, two words': (round) => search(big, { words: `${pick(round)} ${common(round)}` }, parts),
  'search, a phrase': (round) => search(big, { words: `"${common(round)} ${common(round + 1)}"` }, parts),
  'search, a word of a week': (round) => search(big, { words: common(round), since: '7d' }, parts),
  'said, somebody often quoted': (round) => said(big, { person: speakerAt(round % 3) }, parts),
  'said, about a word': (round) => said(big, { person: speakerAt(round % 3), about: common(round) }, parts),
  'digest of 7 days': () => digestNow(big, { span: '7d' }, parts),
  why: (round) => why(big, { link: `https://site${round}.example/story-${round * 7}` }, parts),
  'suggest, people': (round) =>
    suggest(big, { command: 'said', option: 'person', typed: (words[round] ?? '').slice(1, 4) }, parts),
  'suggest, one letter': () => suggest(big, { command: 'said', option: 'person', typed: 'a' }, parts),
  'suggest, nothing typed': () => suggest(big, { command: 'latest', option: 'topic', typed: '' }, parts),
  'suggest, outlets': (round) =>
    suggest(big, { command: 'search', option: 'from', typed: `Out${round % 9}` }, parts),
}

process.stdout.write('| question | p50 ms | p99 ms | longest stall of the program ms |\n|---|---|---|---|\n')
for (const [name, ask] of Object.entries(questions)) process.stdout.write(`${await measure(name, ask)}\n`)

await parts.search.close()
await store.close()
rmSync(folder, { recursive: true })

async function measure(name: string, ask: (round: number) => Promise<unknown>): Promise<string> {
  await ask(0)
  const stalls = monitorEventLoopDelay({ resolution: 1 })
  const times: number[] = []
  stalls.enable()
  for (let round = 0; round < rounds; round++) {
    const writing = round % 10 === 0 ? addMore() : null
    const from = performance.now()
    await ask(round)
    times.push(performance.now() - from)
    await writing
  }
  // A stall is noticed by the timer behind it.
  await sleepMs(20)
  stalls.disable()
  times.sort((one, other) => one - other)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return `| ${[name, at(0.5).toFixed(1), at(0.99).toFixed(1), (stalls.max / 1e6).toFixed(0)].join(' | ')} |`
}
