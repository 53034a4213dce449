// npm run torture -- [fault ...] [--short] [--seed 7]: does each fault to the running program, counts what became of
// the posts, and ends with 1 when something did not hold. Without a name: all of them, which takes about an hour.
import { parseArgs } from 'node:util'
import { openDatabases } from './databases.ts'
import type { Fault, FaultReport } from './fault.ts'
import { faults } from './faults.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { short: { type: 'boolean', default: false }, seed: { type: 'string', default: '7' } },
})
const unknown = positionals.filter((name) => !faults.some((fault) => fault.name === name))
if (unknown.length > 0) {
  process.stderr.write(`${unknown.join(', ')}: expected some of\n${faults.map(line).join('\n')}\n`)
  process.exit(2)
}
const chosen = faults.filter(({ name }) => positionals.length === 0 || positionals.includes(name))
const databases = openDatabases()
const done: { readonly fault: Fault; readonly report: FaultReport; readonly seconds: number }[] = []
for (const fault of chosen) {
  process.stderr.write(`${line(fault)}\n`)
  const startedAt = performance.now()
  const report = await runSafely(fault)
  done.push({ fault, report, seconds: Math.round((performance.now() - startedAt) / 1000) })
}
await databases.close()

console.table(
  Object.fromEntries(
    done.map(({ fault, report: { broken, more, ...counts }, seconds }) => [
      fault.name,
      { held: broken.length === 0 ? 'yes' : 'NO', ...counts, seconds, more: inWords(more) },
    ]),
  ),
)
for (const { fault, report } of done)
  for (const what of report.broken) process.stdout.write(`${fault.name}: ${what}\n`)
process.exitCode = done.every(({ report }) => report.broken.length === 0) ? 0 : 1

/** A fault that could not be done has not held. */
async function runSafely(fault: Fault): Promise<FaultReport> {
  try {
    return await fault.run({
      form: values.short ? 'short' : 'full',
      seed: Number(values.seed),
      newDatabase: databases.newDatabase,
      onProgress: (text) => void process.stderr.write(`  ${text}\n`),
    })
  } catch (error) {
    const broken = [error instanceof Error ? (error.stack ?? error.message) : String(error)]
    return { posts: 0, lost: 0, twice: 0, outOfOrder: 0, more: {}, broken }
  }
}

function line({ name, mustHold }: Fault): string {
  return `${name}: ${mustHold}`
}

function inWords(more: FaultReport['more']): string {
  return Object.entries(more)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
}
