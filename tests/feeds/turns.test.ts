import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HostTurns } from '../../feeds/http/turns.ts'

test('never do more work for one host than it has turns, and all of it is done', async () => {
  const job = fc.record({ host: fc.constantFrom('a', 'b', 'c'), pauses: fc.nat(5), fails: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(fc.array(job, { maxLength: 40 }), fc.integer({ min: 1, max: 3 }), async (jobs, most) => {
      const turns = new HostTurns(most)
      const going = new Map<string, number>()
      const add = (host: string, by: number) => going.set(host, (going.get(host) ?? 0) + by)
      let tooMany = 0
      const ends = await Promise.allSettled(
        jobs.map(({ host, pauses, fails }) =>
          turns.inTurn(host, undefined, async () => {
            add(host, 1)
            if ((going.get(host) ?? 0) > most) tooMany++
            for (let pause = 0; pause < pauses; pause++) await Promise.resolve()
            add(host, -1)
            if (fails) throw new Error('a job that fails gives its turn back')
          }),
        ),
      )
      expect(tooMany).toBe(0)
      expect(ends.map(({ status }) => status === 'rejected')).toEqual(jobs.map(({ fails }) => fails))
    }),
  )
})

test('who is called off leaves the line, and the next one comes', async () => {
  const turns = new HostTurns(1)
  const first = Promise.withResolvers<void>()
  const impatient = new AbortController()
  const did: string[] = []
  const all = [
    turns.inTurn('a', undefined, () => first.promise),
    turns.inTurn('a', impatient.signal, async () => void did.push('impatient')),
    turns.inTurn('a', undefined, async () => void did.push('patient')),
  ]
  impatient.abort(new Error('enough'))
  first.resolve()
  const ends = await Promise.allSettled(all)
  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(did).toEqual(['patient'])
})
