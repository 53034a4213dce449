import type { Config } from '../config.ts'
import { crashWhenReached } from '../crash.ts'
import { backUp } from '../store/backup.ts'

/** Copies the store into a file while the program runs. */
export async function backupCommand(
  config: Pick<Config, 'dataFolder' | 'databaseUrl' | 'crashAt'>,
  file: string,
  { force = false }: { readonly force?: boolean },
): Promise<0 | 1> {
  if (config.databaseUrl !== null) {
    process.stderr.write(elsewhere)
    return 1
  }
  const stopping = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())
  const startedAt = performance.now()
  const outcome = await backUp(config.dataFolder, file, {
    force,
    signal: stopping.signal,
    reached: crashWhenReached(config.crashAt),
    ...(process.stderr.isTTY ? { onProgress: (bytes) => progress(`${megabytes(bytes)} written`) } : {}),
  })
  if (process.stderr.isTTY) progress('')
  if (outcome.kind === 'failed') {
    const { found, fix } = outcome.trouble
    process.stderr.write(`No backup was made: ${found}. Fix: ${fix}.\n`)
    return 1
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  process.stdout.write(
    `${file}: ${megabytes(outcome.bytes)} in ${seconds} s, checked. pullquote restore ${file} brings it back.\n`,
  )
  return 0
}

/** A server has its own tools, and they know what a moment is there. */
export const elsewhere = `The store is in PostgreSQL (DATABASE_URL): use pg_dump --format=custom, and pg_restore to bring it back.
docs/operations.md says how.
`

/** On one line that is written again and again. */
function progress(text: string): void {
  process.stderr.write(`\r\u001b[K${text}`)
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
