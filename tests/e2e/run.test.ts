import { existsSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { flags } from '../../bin/tuned.mjs'
import { openSqliteStore } from '../../src/store/store.ts'
import { countDeliveries } from '../deliver/counts.ts'
import { startSite } from '../fakes/site.ts'
import { openWorkplace, type Workplace } from './pullquote.ts'

let workplace: Workplace
beforeEach(() => {
  workplace = openWorkplace()
})
afterEach(() => workplace.close())

const demoDone = 'That was the demo'

/** The port of /healthz and /metrics, out of the log. */
async function statusPort(started: ReturnType<Workplace['start']>): Promise<number> {
  await started.printed('pullquote is running')
  started.process.kill('SIGTERM')
  const { stderr } = await started.ended
  return JSON.parse(stderr.split('\n')[0] ?? '').statusPort
}

test('with nothing configured the sample stories are posted, each once, also over restarts', async () => {
  const first = workplace.start('run')
  await first.printed(demoDone)
  first.process.kill('SIGTERM')
  const { code, stdout } = await first.ended
  expect(code).toBe(0)
  expect(stdout.match(/The Sample Gazette · /g)).toHaveLength(6)
  expect(stdout).toContain('— Volodymyr Zelenskyy, Ukrainian President · Telegram')

  const second = workplace.start('run')
  await second.printed(demoDone)
  second.process.kill('SIGTERM')
  expect((await second.ended).stdout).not.toContain('The Sample Gazette')
  const store = await openSqliteStore(workplace.data)
  expect(await countDeliveries(store)).toMatchObject({ pending: 0, sending: 0, sent: 6, failed: 0, held: 0 })
  await store.close()
})

test('Node is started anew so that it takes less memory, under the number that was started', async () => {
  const started = workplace.start('run', '--only', 'chat')
  const log = await started.printed('pullquote is running')
  const line = log.split('\n').find((each) => each.includes('pullquote is running')) ?? ''
  expect(JSON.parse(line).pid).toBe(started.process.pid)
  // What a process was started with stands there on Linux alone.
  const commandLine = `/proc/${started.process.pid}/cmdline`
  if (existsSync(commandLine))
    expect(readFileSync(commandLine, 'utf8').split('\0')).toEqual(expect.arrayContaining([...flags]))
  started.process.kill('SIGTERM')
  expect((await started.ended).code).toBe(0)
})

test('a second process on the same folder is turned away', async () => {
  const first = workplace.start('run')
  await first.printed('pullquote is running')
  const { code, stderr } = await workplace.run('poll')
  expect(code).toBe(1)
  expect(stderr).toContain('Another pullquote process works on')
  first.process.kill('SIGTERM')
  await first.ended
})

test('an unknown loop is a wrong call', async () => {
  const { code, stderr } = await workplace.run('run', '--only', 'poll,dance')
  expect(code).toBe(2)
  expect(stderr).toContain('dance is not one of poll, read, deliver')
})

test('only the loops that were asked for run', async () => {
  const started = workplace.start('run', '--only', 'poll')
  await started.printed('"loops":["poll"]')
  started.process.kill('SIGTERM')
  expect((await started.ended).stdout).not.toContain('The Sample Gazette ·')
})

test('the health and metrics pages are served on loopback', async () => {
  const port = await statusPort(workplace.start('run'))
  const again = openWorkplace({ PULLQUOTE_HTTP_PORT: String(port) })
  const feed = await startSite({ '/feed': '<rss version="2.0"><channel><title>x</title></channel></rss>' })
  await again.follow(feed.url('/feed'))
  const started = again.start('run')
  await started.printed('pullquote is running')
  const health = await fetch(`http://127.0.0.1:${port}/healthz`)
  expect(await health.json()).toMatchObject({ status: 'ok' })
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  expect(metrics).toContain('pullquote_deliveries{state="pending"} 0')
  // The loops may not have taken their first step yet.
  const readiness = async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).json()
  await expect.poll(readiness, { timeout: 10_000 }).toMatchObject({
    status: 'ready',
    checks: expect.arrayContaining([
      { name: 'store', status: 'ok', found: expect.stringContaining('writable') },
      { name: 'console', status: 'ok', found: 'needs no connection' },
      { name: 'loop poll', status: 'ok', found: expect.stringContaining('ago') },
    ]),
  })

  const third = openWorkplace({ PULLQUOTE_HTTP_PORT: String(port) })
  await third.follow(feed.url('/feed'))
  const refused = await third.run('run')
  expect(refused.code).toBe(1)
  expect(refused.stderr).toContain(`port ${port} on 127.0.0.1 is in use`)

  started.process.kill('SIGTERM')
  await started.ended
  await feed.close()
  again.close()
  third.close()
})

test('a stop does not wait for a publisher that never answers', async () => {
  const silent = await startSite(() => undefined)
  await workplace.follow(silent.url('/feed'))
  const started = workplace.start('run')
  await started.printed('pullquote is running')
  started.process.kill('SIGTERM')
  expect((await started.ended).code).toBe(0)
  await silent.close()
})

test('the sample stories make way for a feed of the operator', async () => {
  const demo = workplace.start('run')
  await demo.printed(demoDone)
  demo.process.kill('SIGTERM')
  await demo.ended
  const feed = await startSite({ '/feed': '<rss version="2.0"><channel><title>Mine</title></channel></rss>' })
  await workplace.follow(feed.url('/feed'))
  const started = workplace.start('run')
  await started.printed('pullquote is running')
  started.process.kill('SIGTERM')
  expect((await started.ended).stdout).not.toContain('sample stories')
  expect((await workplace.run('feeds', 'list')).stdout).not.toContain('feed.xml')
  await feed.close()
})

test('when nobody reads the posts any more they wait, and the next start prints them', async () => {
  const unread = workplace.start('run')
  unread.process.stdout.destroy()
  await unread.printed('the terminal is closed')
  unread.process.kill('SIGTERM')
  expect((await unread.ended).code).toBe(0)
  const next = workplace.start('run')
  await next.printed(demoDone)
  next.process.kill('SIGTERM')
  expect((await next.ended).stdout.match(/The Sample Gazette · /g)).toHaveLength(6)
})
