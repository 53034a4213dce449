import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A wall clock that programs started with `env` look at, and that can be set while they run. */
export type ShiftedClock = {
  readonly env: Readonly<Record<string, string>>
  /** So far ahead of the machine's own from now on; less than 0 is behind. */
  set(aheadMs: number): void
  now(): number
  close(): void
}

const preload = new URL('./clock-preload.mjs', import.meta.url).href

export function openShiftedClock(): ShiftedClock {
  const folder = mkdtempSync(join(tmpdir(), 'pullquote-clock-'))
  const file = join(folder, 'ahead')
  let ahead = 0
  const set = (aheadMs: number) => {
    ahead = aheadMs
    // Whoever reads sees the one or the other.
    writeFileSync(`${file}.next`, String(aheadMs))
    renameSync(`${file}.next`, file)
  }
  set(0)
  return {
    env: { NODE_OPTIONS: `--import ${preload}`, SHIFTED_CLOCK_FILE: file },
    set,
    now: () => Date.now() + ahead,
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}
