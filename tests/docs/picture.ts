import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--hide-scrollbars',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Draws a page into docs/images with chromium, which is never let out on the web. `size` is "width,height". */
export function drawPage(html: string, name: string, size: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'pullquote-docs-'))
  const page = join(folder, 'page.html')
  writeFileSync(page, html)
  const picture = fileURLToPath(new URL(`../../docs/images/${name}`, import.meta.url))
  const own = [`--user-data-dir=${folder}`, `--window-size=${size}`, `--screenshot=${picture}`]
  execFileSync(process.env.CHROMIUM ?? 'chromium', [...flags, ...own, `file://${page}`], {
    stdio: 'ignore',
    timeout: 60_000,
  })
  rmSync(folder, { recursive: true, force: true })
}
