import fc from 'fast-check'
import { sql, type Transaction } from 'kysely'
import { expect, test } from 'vitest'
import { commitTogether } from '../../src/store/group-commit.ts'
import type { Database } from '../../src/store/schema.ts'
import { openSqliteStore, type Store } from '../../src/store/store.ts'

/** A store that counts its transactions. */
async function openCounting() {
  const store = await openSqliteStore(':memory:')
  let begun = 0
  const write = commitTogether((work) => {
    begun++
    return store.db.transaction().execute(work)
  })
  return { store, write, begun: () => begun }
}

const note = (subject: string) => ({ at: 1, actor: 'test', action: 'noted', subject })
const noted = async (store: Store) =>
  (await store.db.selectFrom('audit').select('subject').orderBy('id').execute()).map(({ subject }) => subject)

test('what comes while something is written is committed together, in its order', async () => {
  const { store, write, begun } = await openCounting()
  const names = Array.from({ length: 10 }, (_, index) => `n${index}`)
  const results = await Promise.all(
    names.map((name) =>
      write(async (tx) => {
        await tx.insertInto('audit').values(note(name)).execute()
        return name
      }),
    ),
  )
  expect(results).toEqual(names)
  expect(await noted(store)).toEqual(names)
  expect(begun()).toBeLessThan(names.length)
  await store.close()
})

test('whoever fails fails alone, and nothing of it stays', async () => {
  const job = fc.record({ pauses: fc.nat(3), fails: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(fc.array(job, { maxLength: 25 }), async (jobs) => {
      const { store, write } = await openCounting()
      const ends = await Promise.allSettled(
        jobs.map(({ pauses, fails }, index) =>
          write(async (tx) => {
            await tx
              .insertInto('audit')
              .values(note(`n${index}`))
              .execute()
            for (let pause = 0; pause < pauses; pause++) await sql`select 1`.execute(tx)
            if (fails) throw new Error(`n${index}`)
            return index
          }),
        ),
      )
      const expected = jobs.map(({ fails }, index) =>
        fails
          ? { status: 'rejected', reason: new Error(`n${index}`) }
          : { status: 'fulfilled', value: index },
      )
      expect(ends).toEqual(expected)
      const kept = jobs.flatMap(({ fails }, index) => (fails ? [] : [`n${index}`]))
      expect(await noted(store)).toEqual(kept)
      await store.close()
    }),
    { numRuns: 40 },
  )
})

test('where no transaction can be begun everybody hears why', async () => {
  const write = commitTogether(() => Promise.reject(new Error('the disk is full')))
  const ends = await Promise.allSettled([1, 2, 3].map(() => write(async () => undefined)))
  expect(ends.map((end) => end.status === 'rejected' && String(end.reason))).toEqual(
    Array.from({ length: 3 }, () => 'Error: the disk is full'),
  )
})

test('while much is written, who may wait is committed with others: with the next who may not, or when enough wait', async () => {
  const { store, write, begun } = await openCounting()
  const noting = (name: string) => (tx: Transaction<Database>) =>
    tx.insertInto('audit').values(note(name)).execute()
  const patiently = (name: string) => write(noting(name), { mayWait: true })
  await patiently('first')
  await patiently('second')
  expect(begun()).toBe(2)
  await Promise.all([write(noting('n0')), write(noting('n1'))])
  expect(begun()).toBe(3)
  const patient = Array.from({ length: 5 }, (_, index) => patiently(`p${index}`))
  expect(begun()).toBe(3)
  await Promise.all([...patient, write(noting('urgent'))])
  expect(begun()).toBe(4)
  const many = Array.from({ length: 12 }, (_, index) => patiently(`m${index}`))
  expect(begun()).toBe(5)
  await Promise.all(many)
  // Nobody comes after it: it waits a moment, and the next that is as lonely does not.
  await patiently('last')
  await patiently('lonely')
  expect(begun()).toBe(7)
  const expected = ['first', 'second', 'n0', 'n1', 'p0', 'p1', 'p2', 'p3', 'p4', 'urgent']
  expect((await noted(store)).slice(0, 10)).toEqual(expected)
  await store.close()
})
