import { expect, test } from 'vitest'
import { decideFailure, decideUnchanged, problemOf, type Trouble } from '../../src/poll/outcome.ts'
import { addFeed } from '../../src/store/feeds.ts'
import { openTestStore } from '../store/engines.ts'

const start = new Date('2026-01-25T08:00:00Z')
const noPace = { itemsPerWeek: 0, wishedMs: null }
const limits = { shortestMs: 1000, longestMs: 86_400_000 }

const status = (code: number, problem: 'http-status' | 'rate-limited' = 'http-status'): Trouble => ({
  kind: 'failed',
  problem,
  status: code,
  retryAfterMs: null,
  message: `GET: ${code}`,
})

test('failures in a row remember when they began, and of what the last one was', async () => {
  const store = await openTestStore()
  const { row } = await store.write((tx) =>
    addFeed(tx, { url: 'https://gazette.example/feed', source: 'added', firstPosts: 1 }, start),
  )
  await store.close()
  const first = decideFailure(row, status(503), limits, { now: start, dice: 0.5 }).update
  const later = new Date(start.getTime() + 60_000)
  const second = decideFailure({ ...row, ...first }, status(403), limits, { now: later, dice: 0.5 }).update
  expect([first, second]).toMatchObject([
    { failures: 1, failing_since: start.getTime(), last_problem: 'status 503' },
    { failures: 2, failing_since: start.getTime(), last_problem: 'status 403' },
  ])
})

test('a poll that works ends it', async () => {
  const store = await openTestStore()
  const { row } = await store.write((tx) =>
    addFeed(tx, { url: 'https://gazette.example/feed', source: 'added', firstPosts: 1 }, start),
  )
  await store.close()
  const unchanged = { etag: null, lastModified: null, bodyHash: null, permanentUrl: null, waitMs: null }
  const failing = { ...row, failures: 4, failing_since: 1, last_problem: 'dns' }
  const at = { now: start, dice: 0.5 }
  const { update } = decideUnchanged(failing, { kind: 'unchanged', ...unchanged }, noPace, limits, at)
  expect(update).toMatchObject({ failures: 0, failing_since: null, last_problem: null, last_error: null })
})

test('each trouble has a class', () => {
  expect(problemOf({ kind: 'gone', message: '' })).toBe('gone')
  expect(problemOf(status(404))).toBe('status 404')
  expect(problemOf(status(429, 'rate-limited'))).toBe('rate-limited')
  expect(problemOf({ kind: 'unreadable', problem: 'html', message: '' })).toBe('html')
})
