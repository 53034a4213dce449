import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundle } from '../../ops/bundle.ts'
import { startDiscord } from '../fakes/discord/server.ts'
import { openWorkplace } from './pullquote.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
// Far from the packages of the project.
const folder = mkdtempSync(join(tmpdir(), 'pullquote-built-'))
const story = join(root, 'feeds/samples/mendable-kettle.html')

const built = openWorkplace({}, join(folder, 'pullquote.mjs'))
const source = openWorkplace()

beforeAll(() => bundle({ pullquote: join(root, 'bin/pullquote.mjs') }, folder), 60_000)

afterAll(() => {
  built.close()
  source.close()
  rmSync(folder, { recursive: true, force: true })
})

test('what npm run build makes prints what the source prints', async () => {
  for (const call of [
    ['--help'],
    ['version'],
    ['preview', story, '--json'],
    ['preview', story, '--explain'],
  ]) {
    const [ofBuilt, ofSource] = await Promise.all([built.run(...call), source.run(...call)])
    expect(ofBuilt).toEqual(ofSource)
    expect(ofBuilt.code).toBe(0)
  }
})

test('it posts the sample stories, answers who asks, and makes backups', async () => {
  const discord = await startDiscord()
  const chat = {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    PULLQUOTE_LOG_FORMAT: 'json',
  }
  const channel = `discord:${discord.guildId}/${discord.textChannelId}`
  const started = built.startWith(chat, 'run', '--in', channel)
  await started.printed('Water returns to Port Ellery')
  await discord.gateway.until({ identifies: 1 })
  await discord.until(() => discord.messagesIn(discord.textChannelId).length > 0)
  const seen = await discord.slash('news', { subcommand: 'search', options: { words: 'kettle' } })
  expect(JSON.stringify(seen)).toContain('Halden & Pike launches a kettle')
  expect(await built.run('backup', 'copy.db')).toMatchObject({ code: 0, stderr: '' })
  started.process.kill('SIGTERM')
  expect((await started.ended).code).toBe(0)
  await discord.close()
})
