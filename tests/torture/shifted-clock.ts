import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A wall clock that programs started with `env` look at, and that can be set while they run. */
export type ShiftedClock = {
  readonly name: string
  readonly env: Readonly<Record<string, string>>
  /** So far ahead of the machine's own from now on; less than 0 is behind. */
  set(aheadMs: number): void
  close(): void
}

const preload = new URL('./clock-preload.mjs', import.meta.url).href

/** One that JavaScript alone sees. */
export function openShiftedClock(): ShiftedClock {
  const { file, ...clock } = openFile((aheadMs) => String(aheadMs))
  const env = { NODE_OPTIONS: `--import ${preload}`, SHIFTED_CLOCK_FILE: file }
  return { name: 'shifted Date', env, ...clock }
}

const libraries = ['x86_64-linux-gnu/', 'aarch64-linux-gnu/', ''].map(
  (machine) => `/usr/lib/${machine}faketime/libfaketimeMT.so.1`,
)

/** One that all of the process sees, by libfaketime (package faketime of Debian); null where it is not installed. */
export function openFaketime(): ShiftedClock | null {
  const library = libraries.find((path) => existsSync(path))
  if (library === undefined) return null
  const { file, ...clock } = openFile((aheadMs) => `${aheadMs < 0 ? '' : '+'}${Math.round(aheadMs / 1000)}`)
  const env = {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_CACHE_DURATION: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    DONT_FAKE_MONOTONIC: '1',
  }
  return { name: 'libfaketime', env, ...clock }
}

function openFile(written: (aheadMs: number) => string) {
  const folder = mkdtempSync(join(tmpdir(), 'pullquote-clock-'))
  const file = join(folder, 'ahead')
  const set = (aheadMs: number) => {
    // Whoever reads sees the one or the other.
    writeFileSync(`${file}.next`, written(aheadMs))
    renameSync(`${file}.next`, file)
  }
  set(0)
  return { file, set, close: () => rmSync(folder, { recursive: true, force: true }) }
}
