import { expect, test } from 'vitest'
import { checksOf, isReady, type ReadyFacts } from '../../src/operate/readiness.ts'

const well: ReadyFacts = {
  store: { kind: 'writable', ms: 3 },
  connections: { discord: { kind: 'connected', as: 'Pullquote' }, console: { kind: 'needsNone' } },
  closed: [],
  stepAgesMs: { poll: 20_000, deliver: 50 },
  lateMs: { feeds: null, items: -5_000, posts: 30_000 },
  freeBytes: 5e9,
}

const failedOf = (changes: Partial<ReadyFacts>) =>
  checksOf({ ...well, ...changes }).filter(({ isGood }) => !isGood)

test('all is well when everything is there', () => {
  const checks = checksOf(well)
  expect(isReady(checks)).toBe(true)
  expect(checks.map(({ name }) => name)).toEqual([
    'store',
    'disk',
    'discord',
    'console',
    'loop poll',
    'loop deliver',
    'queue of feeds',
    'queue of items',
    'queue of posts',
  ])
})

test.each<[string, Partial<ReadyFacts>, string]>([
  ['store', { store: { kind: 'failed', found: 'the disk is full', fix: 'free space' } }, 'the disk is full'],
  ['disk', { freeBytes: 50 * 1024 * 1024 }, '50 MB free'],
  ['discord', { connections: { discord: { kind: 'connecting' } } }, 'is being connected'],
  [
    'discord',
    { connections: { discord: { kind: 'down', reason: 'the token is refused', fix: 'set another' } } },
    'the token is refused',
  ],
  ['discord', { closed: ['discord'] }, 'it takes no messages for now'],
  ['loop poll', { stepAgesMs: { poll: 121_000 } }, 'last step 121 s ago'],
  ['queue of posts', { lateMs: { posts: 16 * 60_000 } }, 'the oldest waits for 960 s'],
])('what is wrong with the %s is told with its fix', (name, changes, found) => {
  const failed = failedOf(changes)
  expect(failed).toHaveLength(1)
  expect(failed[0]).toMatchObject({ name, found })
  expect(failed[0]?.fix).toBeTruthy()
})

test('a store on another machine has no disk to look at', () => {
  expect(checksOf({ ...well, freeBytes: null }).map(({ name }) => name)).not.toContain('disk')
})

test('a process is blamed for its own queues only', () => {
  expect(
    checksOf({ ...well, lateMs: { feeds: null } }).filter(({ name }) => name.startsWith('queue')),
  ).toHaveLength(1)
})
