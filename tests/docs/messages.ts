// Draws the message of a sample story on each platform for docs/images: npm run docs:messages (needs chromium).
import { readFileSync } from 'node:fs'
import { discordPage } from './discord-page.ts'
import { drawPage } from './picture.ts'
import { slackPage } from './slack-page.ts'

const pages = {
  discord: { draw: discordPage, size: '680,650' },
  slack: { draw: slackPage, size: '680,540' },
}
const story = 'abu-dhabi-talks.full.json'
for (const [platform, { draw, size }] of Object.entries(pages)) {
  const golden = new URL(`../fixtures/messages/${platform}/${story}`, import.meta.url)
  drawPage(draw(readFileSync(golden, 'utf8')), `${platform}.png`, size)
}
