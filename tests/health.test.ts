import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { openConsole } from '../adapters/console/index.ts'
import { readConfig } from '../src/config.ts'
import type { Adapter } from '../src/deliver/adapter.ts'
import { openHealth } from '../src/health.ts'
import { openProgram } from '../src/main.ts'
import { databaseFileName } from '../src/store/store.ts'

async function openBed() {
  const folder = mkdtempSync(join(tmpdir(), 'pullquote-health-'))
  const outcome = readConfig({ PULLQUOTE_DATA: folder, PULLQUOTE_HTTP_PORT: 'off' })
  if (outcome.kind === 'invalid') throw new Error(outcome.problems.join())
  const program = await openProgram(outcome.config, {
    log: pino({ level: 'silent' }),
    terminal: process.stdout,
  })
  onTestFinished(async () => {
    await program.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const health = openHealth({
    program,
    dataFolder: folder,
    queues: ['feeds', 'items', 'posts'],
    patienceMs: 100,
  })
  const failed = async () => (await health.readiness()).checks.filter(({ isGood }) => !isGood)
  return { folder, program, health, failed }
}

const chat = (connect: Adapter['connect']): Adapter => ({
  ...openConsole(process.stdout, () => {
    throw new Error('nothing is printed')
  }),
  platform: 'chat',
  connect,
})
const events = {
  interact: async () => ({ kind: 'view', view: { blocks: [] }, isPrivate: true }) as const,
  accessChanged: () => undefined,
}

test('a program that just began is ready when it is connected', async () => {
  const { health, failed } = await openBed()
  const lost = Promise.withResolvers<string>()
  const adapters = health.watch({
    chat: chat(async () => ({ kind: 'connected', as: 'bot', lost: lost.promise })),
  })
  await adapters.chat?.connect(events)
  expect(await failed()).toEqual([])
  lost.resolve('the token was revoked')
  await lost.promise
  expect(await failed()).toMatchObject([{ name: 'chat', found: 'the token was revoked' }])
})

test('a platform that lets nobody in is told with its fix', async () => {
  const { health, failed } = await openBed()
  const adapters = health.watch({
    chat: chat(async () => ({ kind: 'failed', isFinal: true, reason: 'refused', fix: 'set a token' })),
  })
  await adapters.chat?.connect(events)
  expect(await failed()).toMatchObject([{ name: 'chat', found: 'refused', fix: 'set a token' }])
})

test('a store that somebody holds is not ready, and the metrics say so', async () => {
  const { folder, program, failed } = await openBed()
  const other = new DatabaseSync(join(folder, databaseFileName))
  other.exec('begin immediate')
  const asked = [failed(), failed()]
  const [first, second] = await Promise.all(asked)
  other.exec('rollback')
  other.close()
  expect(first).toMatchObject([{ name: 'store', found: 'no answer within 100 ms' }])
  expect(second).toEqual(first)
  const metrics = await program.metrics.registry.metrics()
  expect(metrics).toContain('pullquote_ready{check="store"} 1')
  expect(metrics).toContain('pullquote_feeds{condition="working"} 0')
  expect(metrics).toMatch(/pullquote_store_bytes \d{5,}/)
})
