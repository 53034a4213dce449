// Draws the message of a sample story on each platform for docs/images: npm run docs:messages (needs chromium).
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { discordPage } from './discord-page.ts'
import { slackPage } from './slack-page.ts'

const pages = {
  discord: { draw: discordPage, size: '680,650' },
  slack: { draw: slackPage, size: '680,540' },
}
const story = 'abu-dhabi-talks.full.json'
const folder = mkdtempSync(join(tmpdir(), 'pullquote-docs-'))
for (const [platform, { draw, size }] of Object.entries(pages)) {
  const golden = new URL(`../fixtures/messages/${platform}/${story}`, import.meta.url)
  const page = join(folder, `${platform}.html`)
  writeFileSync(page, draw(readFileSync(golden, 'utf8')))
  const picture = fileURLToPath(new URL(`../../docs/images/${platform}.png`, import.meta.url))
  const flags = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--hide-scrollbars',
  ]
  const offline = ['--disable-background-networking', '--disable-component-update', '--disable-sync']
  execFileSync(
    process.env.CHROMIUM ?? 'chromium',
    [
      ...flags,
      ...offline,
      `--user-data-dir=${folder}`,
      `--window-size=${size}`,
      `--screenshot=${picture}`,
      `file://${page}`,
    ],
    { stdio: 'ignore', timeout: 60_000 },
  )
}
rmSync(folder, { recursive: true, force: true })
