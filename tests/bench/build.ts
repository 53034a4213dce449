import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundle } from '../../ops/bundle.ts'

/** Builds a file of the project as images carry it (npm run build), until this process ends; returns the path. */
export async function build(path: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'pullquote-bench-build-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  await bundle({ main: fileURLToPath(new URL(`../../${path}`, import.meta.url)) }, folder)
  return join(folder, 'main.mjs')
}
