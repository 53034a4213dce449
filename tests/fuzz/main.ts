// npm run -s fuzz [-- --seconds 60] [--seed 7] [--corpus FOLDER]: changes feeds and pages at random and reads them as the
// program does, in a thread with limits. Nothing may throw, keep the thread for 2 s or 256 MB, or the program for 50 ms.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ReadingPool } from '../../src/read/pool.ts'
import { createDice } from './dice.ts'
import { type Document, documentsIn } from './documents.ts'
import { wrongWithFeed, wrongWithPage } from './hold.ts'
import { mutate } from './mutate.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '7' },
    corpus: { type: 'string', multiple: true, default: [] },
  },
})
// Of the processor, not by the clock: on a busy machine everybody waits.
const longestThreadMs = 2_000
const longestProgramMs = 50
const patienceMs = 20_000

const dice = createDice(Number(values.seed))
const documents = documentsIn(values.corpus)
const allBytes = documents.map(({ bytes }) => bytes)
const pool = new ReadingPool({ threads: 1, timeoutMs: patienceMs })
const context = { contentType: null, url: 'https://publisher.example/a' }

type Tried = { readonly wrong: readonly string[]; readonly threadMs: number; readonly programMs: number }

const slowest = { threadMs: 0, programMs: 0 }
let tried = 0
let failures = 0
let folder: string | null = null
for (const document of documents) await attempt(document, document.bytes)
const until = performance.now() + Number(values.seconds) * 1_000
while (performance.now() < until) {
  const document = dice.of(documents)
  await attempt(document, mutate(document.bytes, dice, allBytes))
}
await pool.close()

process.stdout.write(
  `${tried} documents from ${documents.length}, seed ${values.seed}: ${failures} failures; ` +
    `longest in the thread ${Math.round(slowest.threadMs)} ms, in the program ${Math.round(slowest.programMs)} ms\n`,
)
process.exitCode = failures === 0 ? 0 : 1

async function attempt(document: Document, bytes: Uint8Array): Promise<void> {
  tried++
  const { wrong, threadMs, programMs } = await read(document, bytes)
  slowest.threadMs = Math.max(slowest.threadMs, threadMs)
  slowest.programMs = Math.max(slowest.programMs, programMs)
  if (wrong.length === 0) return
  failures++
  folder ??= mkdtempSync(join(tmpdir(), 'pullquote-fuzz-'))
  const path = join(folder, `${tried}-${document.name}`)
  writeFileSync(path, bytes)
  process.stdout.write(`${path}: ${wrong.slice(0, 3).join('; ')}\n`)
}

async function read({ kind }: Document, bytes: Uint8Array): Promise<Tried> {
  const [all, program] = [process.cpuUsage(), process.threadCpuUsage()]
  const wrong = kind === 'feed' ? await readAsFeed(bytes) : await readAsPage(bytes)
  const programMs = milliseconds(process.threadCpuUsage(program))
  const threadMs = milliseconds(process.cpuUsage(all)) - programMs
  return {
    wrong: [
      ...wrong,
      ...(programMs > longestProgramMs ? [`kept the program for ${Math.round(programMs)} ms`] : []),
      ...(threadMs > longestThreadMs ? [`kept the thread for ${Math.round(threadMs)} ms`] : []),
    ],
    threadMs,
    programMs,
  }
}

function milliseconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1_000
}

async function readAsFeed(bytes: Uint8Array): Promise<readonly string[]> {
  const outcome = await pool.parseFeed(bytes, context)
  const isStopped = outcome.kind === 'unreadable' && outcome.problem === 'timeout'
  return isStopped ? [outcome.message] : wrongWithFeed(outcome)
}

async function readAsPage(bytes: Uint8Array): Promise<readonly string[]> {
  const outcome = await pool.readPage({
    ...context,
    bytes,
    headline: null,
    form: 'html',
    now: 1_768_000_000_000,
  })
  const isStopped =
    outcome.kind === 'refused' && (outcome.reason === 'timeout' || outcome.reason === 'out-of-memory')
  return isStopped ? [outcome.message] : wrongWithPage(outcome)
}
