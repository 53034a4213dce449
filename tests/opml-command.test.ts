import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { exportFeedsCommand, importFeedsCommand } from '../src/cli/opml.ts'
import { type Config, readConfig } from '../src/config.ts'
import { addFeed, listFeeds } from '../src/store/feeds.ts'
import { openSqliteStore } from '../src/store/store.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pullquote-opml-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function configOf(data: string): Config {
  const outcome = readConfig({ PULLQUOTE_DATA: join(folder, data) })
  if (outcome.kind === 'invalid') throw new Error(outcome.problems.join('\n'))
  return outcome.config
}

async function run(command: () => Promise<number>) {
  const streams = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockReturnValue(true),
  )
  const code = await command()
  const [out = '', err = ''] = streams.map((stream) => stream.mock.calls.map(([text]) => text).join(''))
  for (const stream of streams) stream.mockRestore()
  return { code, out, err }
}

const write = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const list = write.bind(null, 'list.opml')

test('a list in a charset of its own is imported with a line for every feed', async () => {
  const xml =
    '<?xml version="1.0" encoding="ISO-8859-1"?><opml><outline text="L\u00e9" xmlUrl="https://a.example/"/>'
  const file = list(
    Buffer.from(`${xml}<outline text="x"/><outline type="rss" text="none"/></opml>`, 'latin1'),
  )
  const { code, out } = await run(() => importFeedsCommand(configOf('data'), file, {}))
  expect(code).toBe(0)
  expect(out).toContain('1 of 2 feeds')
  expect(out).toContain('1.  https://a.example/  Lé  added')
  expect(out).toContain('2.  none  has no address')
})

test('what was exported is imported into the same channels', async () => {
  const file = list('https://a.example/feed\nhttps://b.example/feed\n')
  const [config, fresh] = [configOf('data'), configOf('fresh')]
  await run(() => importFeedsCommand(config, file, { in: 'console' }))
  const path = join(folder, 'out.opml')
  expect(await run(() => exportFeedsCommand(config, path))).toMatchObject({ code: 0, out: '' })
  expect(await run(() => importFeedsCommand(fresh, path, {}))).toMatchObject({ code: 0 })
  const again = await run(() => exportFeedsCommand(fresh, undefined))
  expect(again.out).toBe(readFileSync(path, 'utf8'))
  expect(again.out).toContain('pullquote:channel="console"')
})

test('the bundled samples make room for an import and are never exported', async () => {
  const config = configOf('data')
  const store = await openSqliteStore(config.dataFolder)
  const samples = { url: 'http://127.0.0.1:1/feed.xml', source: 'samples', firstPosts: 1 } as const
  await store.write((tx) => addFeed(tx, samples, new Date(0)))
  await run(() => importFeedsCommand(config, list('https://a.example/feed'), {}))
  expect((await listFeeds(store)).map(({ url }) => url)).toEqual(['https://a.example/feed'])
  await store.close()
})

test.each([
  ['a file that is not there', () => join(folder, 'missing.opml'), {}, 1, 'ENOENT'],
  ['a file that is no list', () => list('<html></html>'), {}, 1, 'is no OPML'],
  [
    'a channel that is none',
    () => list('https://a.example'),
    { in: 'nowhere' },
    2,
    '"nowhere" is not a channel',
  ],
  [
    'a channel of a platform without a token',
    () => list('<opml><outline xmlUrl="https://a.example" pullquote:channel="discord:1/2"/></opml>'),
    {},
    2,
    'DISCORD_TOKEN is not set',
  ],
])('%s is refused with the reason', async (_, file, options, code, reason) => {
  const result = await run(() => importFeedsCommand(configOf('data'), file(), options))
  expect(result).toMatchObject({ code, out: '' })
  expect(result.err).toContain(reason)
})

test('a file that cannot be written is named', async () => {
  const result = await run(() => exportFeedsCommand(configOf('data'), join(folder, 'no', 'such', 'x.opml')))
  expect(result.code).toBe(1)
  expect(result.err).toContain('x.opml')
})
