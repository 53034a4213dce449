import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { consoleChannel } from '../adapters/console/index.ts'
import { followFeed } from '../src/ask/following/follow.ts'
import { readConfig } from '../src/config.ts'
import { openLog } from '../src/log.ts'
import { openProgram, type Program } from '../src/main.ts'
import { pollFeed, takeFeeds } from '../src/poll/poller.ts'
import { parsePost } from '../src/read/post.ts'
import { readItem, takeItems } from '../src/read/reader.ts'
import { type FakeModel, type ModelTurn, startModel } from './fakes/model.ts'
import { type Site, startSite } from './fakes/site.ts'
import { goodAnswer, story } from './read/model/story.ts'

const page = `<!doctype html><html lang="en"><title>Border</title><article><h1>${story.headline}</h1>
${story.text.replace(/[^\n]+/g, '<p>$&</p>')}</article></html>`

let folder: string
let site: Site
let model: FakeModel | undefined
const opened: Program[] = []

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pullquote-model-'))
  const html = { body: page, headers: { 'content-type': 'text/html' } }
  const feed = (path: string) =>
    `<rss version="2.0"><channel><title>Wire</title><item><guid>1</guid><title>Border crossings</title><link>${path}</link></item></channel></rss>`
  site = await startSite({ '/one': feed('/a'), '/two': feed('/b'), '/a': html, '/b': html })
})
afterEach(async () => {
  for (const program of opened.splice(0)) await program.close()
  await model?.close()
  model = undefined
  await site.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A program with a model that takes these turns, following the feed in three channels. */
async function open(turns: readonly ModelTurn[], settings: Record<string, string> = {}): Promise<Program> {
  model ??= await startModel(...turns)
  const outcome = readConfig({
    PULLQUOTE_DATA: folder,
    PULLQUOTE_ALLOW_NETWORKS: '127.0.0.0/8',
    PULLQUOTE_LOG_LEVEL: 'silent',
    PULLQUOTE_MODEL_PROVIDER: 'openai-compatible',
    PULLQUOTE_MODEL_URL: model.url,
    PULLQUOTE_MODEL_NAME: 'small',
    PULLQUOTE_MODEL_DOLLARS_A_MONTH: '5',
    PULLQUOTE_MODEL_PRICE_IN: '0.15',
    PULLQUOTE_MODEL_PRICE_OUT: '0.60',
    ...settings,
  })
  if (outcome.kind === 'invalid') throw new Error(outcome.problems.join('\n'))
  const { config } = outcome
  const program = await openProgram(config, {
    log: openLog(config, process.stderr),
    terminal: process.stderr,
  })
  opened.push(program)
  return program
}

const channels = ['terminal', 'desk', 'night'].map((channelId) => ({ ...consoleChannel, channelId }))

/** Polls and reads what these channels follow there, and gives the posts that wait for them. */
async function postsOf(program: Program, path: string) {
  const { store, poller, reader } = program
  for (const channel of channels)
    await followFeed(
      store,
      { url: site.url(path), source: 'added', channel, style: 'full', firstPosts: 1, actor: 'test' },
      new Date(),
    )
  for (const feed of await takeFeeds(poller, 10, [])) await pollFeed(feed, poller)
  for (const item of await takeItems(reader, 10, [])) expect(await readItem(item, reader)).toBe('article')
  const rows = await store.db
    .selectFrom('deliveries')
    .innerJoin('posts', 'posts.id', 'deliveries.post_id')
    .select('posts.body')
    .execute()
  return rows.map(({ body }) => parsePost(body))
}

test('an article for three channels is one call, and all three get what the model wrote', async () => {
  const program = await open([JSON.stringify(goodAnswer)])
  const posts = await postsOf(program, '/one')
  expect(posts.map(({ summary }) => summary)).toEqual(channels.map(() => goodAnswer.sentences))
  expect(posts[0]?.quotes.map(({ speaker }) => speaker)).toEqual(['Clara Rossi', 'Paolo Bianchi'])
  expect(posts[0]?.otherQuotes).toBe(1)
  expect(model?.requests).toHaveLength(1)
  const metrics = await program.metrics.registry.metrics()
  expect(metrics).toContain('pullquote_model_calls_total{outcome="answered"} 1')
  expect(metrics).toContain('pullquote_model_tokens_total{direction="in"} 1000')
  // 1,000 tokens at 0.15 and 100 at 0.60 dollars a million.
  expect(metrics).toContain('pullquote_model_month_dollars 0.00021')
})

test('after a restart the same article from another feed costs nothing', async () => {
  const first = await open([JSON.stringify(goodAnswer)])
  await postsOf(first, '/one')
  await first.close()
  opened.length = 0
  const second = await open([])
  const posts = await postsOf(second, '/two')
  expect(posts.length).toBeGreaterThan(3)
  for (const { summary } of posts) expect(summary).toEqual(goodAnswer.sentences)
  expect(model?.requests).toHaveLength(1)
  expect(await second.metrics.registry.metrics()).toContain('pullquote_model_calls_total{outcome="kept"} 1')
})

test.each<[string, ModelTurn, Record<string, string>, number]>([
  [
    'a budget of nearly nothing',
    JSON.stringify(goodAnswer),
    { PULLQUOTE_MODEL_DOLLARS_A_MONTH: '0.000001' },
    0,
  ],
  ['a model that hangs', () => undefined, { PULLQUOTE_MODEL_TIMEOUT_SECONDS: '0.1' }, 1],
  ['a model that lies', JSON.stringify({ ...goodAnswer, quotes: ['q9', 'q1'] }), {}, 1],
])('with %s the post goes out by the rules', async (_, turn, settings, calls) => {
  const posts = await postsOf(await open([turn], settings), '/one')
  expect(posts).toHaveLength(3)
  expect(posts[0]?.summary[0]).toMatch(/^Switzerland will close 3 of its 12 border crossings/)
  expect(posts[0]?.quotes).toHaveLength(3)
  expect(model?.requests).toHaveLength(calls)
})

test('the key stands nowhere in the data folder', async () => {
  const key = 'sk-not-to-be-told'
  const said = JSON.stringify({ error: { message: `Incorrect API key provided: ${key}` } })
  const program = await open([{ status: 401, body: said }], { PULLQUOTE_MODEL_KEY: key })
  await postsOf(program, '/one')
  expect(model?.requests[0]?.authorization).toBe(`Bearer ${key}`)
  await program.close()
  opened.length = 0
  expect(readFileSync(join(folder, 'pullquote.db'), 'latin1')).not.toContain(key)
})
