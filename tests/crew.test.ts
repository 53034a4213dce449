import { expect, test } from 'vitest'
import { Crew } from '../src/crew.ts'

/** A crew over named jobs, each of which ends when the test says so. */
function crewOver(jobs: readonly string[], most: number, patience?: { ms: number; most: number }) {
  const waiting = [...jobs]
  const endings = new Map(jobs.map((job) => [job, Promise.withResolvers<void>()]))
  const started: string[] = []
  const crew = new Crew<string>({
    most,
    take: async (free) => waiting.splice(0, free),
    work(job) {
      started.push(job)
      return endings.get(job)?.promise ?? Promise.resolve()
    },
    nextAt: async () => 42,
    ...(patience && { patience }),
  })
  return { crew, started, end: (job: string) => endings.get(job)?.resolve() }
}

test('a slow job takes up its own place and nobody else’s', async () => {
  const { crew, started, end } = crewOver(['slow', 'b', 'c', 'd'], 2)
  expect(await crew.step(() => undefined)).toBe('now')
  expect(started).toEqual(['slow', 'b'])
  end('b')
  await crew.oneEnds()
  await crew.step(() => undefined)
  end('c')
  await crew.oneEnds()
  await crew.step(() => undefined)
  expect(started).toEqual(['slow', 'b', 'c', 'd'])
})

test('a full crew waits for a job to end, one with room for the next time there is work', async () => {
  const { crew, end } = crewOver(['a'], 1)
  await crew.step(() => undefined)
  expect(await crew.step(() => undefined)).toBeNull()
  end('a')
  await crew.allEnd()
  expect(await crew.step(() => undefined)).toBe(42)
})

test('the end of a job is told', async () => {
  const { crew, end } = crewOver(['a'], 1)
  let ended = 0
  await crew.step(() => ended++)
  end('a')
  await crew.allEnd()
  expect([ended, crew.size]).toEqual([1, 0])
})

test('a job that lasts gives its place to others, but not without bounds', async () => {
  const { crew, started, end } = crewOver(['hangs', 'hangs too', 'hangs as well', 'd'], 1, { ms: 0, most: 2 })
  for (const name of ['hangs', 'hangs too', 'hangs as well']) {
    await crew.step(() => undefined)
    expect(started.at(-1)).toBe(name)
    await crew.oneEnds()
  }
  expect(await crew.step(() => undefined)).toBeNull()
  end('hangs')
  await crew.oneEnds()
  expect(await crew.step(() => undefined)).toBe('now')
  expect([started.at(-1), crew.size]).toEqual(['d', 3])
  for (const name of ['hangs too', 'hangs as well', 'd']) end(name)
  await crew.allEnd()
})
