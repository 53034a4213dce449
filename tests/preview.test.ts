import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { devNull, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'
import { type Intake, openIntake } from '../src/intake.ts'
import { preview } from '../src/preview.ts'

const outcome = readConfig({ PULLQUOTE_PAGE_MAX_MB: '1' })
if (outcome.kind === 'invalid') throw new Error(outcome.problems.join('\n'))
const { config } = outcome

let folder: string
let intake: Intake
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pullquote-preview-'))
  intake = openIntake(config)
})
afterAll(async () => {
  await intake.close()
  rmSync(folder, { recursive: true })
})

function written(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

const previewOf = (path: string) => preview(path, intake, config, new Date('2026-01-24T12:00:00Z'))

test.each([
  ['a folder', () => folder, 'a folder; expected one saved page'],
  ['a device', () => devNull, 'no ordinary file'],
  [
    'a file that is too large',
    () => written('large.html', 'x'.repeat(1024 * 1024 + 1)),
    'PULLQUOTE_PAGE_MAX_MB',
  ],
  ['an empty file', () => written('empty.html', ''), 'the file is empty'],
  ['a file that is not there', () => join(folder, 'nothing.html'), 'ENOENT'],
])('%s is refused with what was found', async (_, source, found) => {
  expect(await previewOf(source())).toMatchObject({
    kind: 'failed',
    message: expect.stringContaining(found),
  })
})

test('of a saved feed the newest item is shown', async () => {
  const item = (title: string, day: string) =>
    `<item><title>${title}</title><pubDate>${day} Jan 2026 10:00:00 GMT</pubDate></item>`
  const feed = `<rss version="2.0"><channel><title>Wire</title>${item('Old', '20')}${item('New', '22')}</channel></rss>`
  expect(await previewOf(written('feed.xml', feed))).toMatchObject({
    post: { headline: 'New', outlet: 'Wire' },
  })
})
