// Serves throughput measurements from outside: it follows the feeds in the file BENCH_FEEDS (one URL a line) in every channel
// of BENCH_CHANNELS, prints `@ready`, polls all feeds once for each line `cycle NAME` on standard input, and prints
// `@done {"items":n,"delivered":n,"ms":n}` when every delivery is settled. It ends with the input. What it runs is cycles.ts, or what
// was built of it: BENCH_CYCLES.
import { enableCompileCache } from 'node:module'
import { restartTuned } from '../../bin/tuned.mjs'

// As bin/pullquote.mjs starts `run`.
restartTuned()
enableCompileCache()
await import(process.env.BENCH_CYCLES ?? './cycles.ts')
