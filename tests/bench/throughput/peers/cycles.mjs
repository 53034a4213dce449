import { createInterface } from 'node:readline'

/** Speaks what the measuring side expects: `@ready`, and for each line `cycle NAME` one `@done {...}`. */
export async function serveCycles(cycle) {
  process.stdout.write('@ready\n')
  for await (const line of createInterface({ input: process.stdin })) {
    if (!line.startsWith('cycle ')) continue
    const from = performance.now()
    const done = await cycle()
    process.stdout.write(`@done ${JSON.stringify({ ...done, ms: Math.round(performance.now() - from) })}\n`)
  }
  process.exit(0)
}
