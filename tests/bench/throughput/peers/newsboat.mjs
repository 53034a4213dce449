// newsboat (Debian), started anew for each round, as a timer would start it: it keeps what it has seen in a file and delivers nothing.
import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { serveCycles } from './cycles.mjs'

writeFileSync('newsboat.config', 'reload-threads 8\n')

await serveCycles(async () => {
  const files = ['-u', process.env.BENCH_FEEDS, '-c', 'newsboat.db', '-C', 'newsboat.config']
  await promisify(execFile)('newsboat', [...files, '-x', 'reload'])
  return { items: 0, delivered: 0 }
})
