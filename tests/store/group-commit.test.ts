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

test('who may wait is committed with others: with the next who may not, or when enough wait', async () => {
  const { store, write, begun } = await openCounting()
  const noting = (name: string) => (tx: Transaction<Database>) =>
    tx.insertInto('audit').values(note(name)).execute()
  const patient = Array.from({ length: 5 }, (_, index) => write(noting(`n${index}`), { mayWait: true }))
  expect(begun()).toBe(0)
  await write(noting('urgent'))
  await Promise.all(patient)
  expect(begun()).toBe(1)
  expect(await noted(store)).toEqual(['n0', 'n1', 'n2', 'n3', 'n4', 'urgent'])
  const many = Array.from({ length: 12 }, (_, index) => write(noting(`m${index}`), { mayWait: true }))
  expect(begun()).toBe(2)
  await Promise.all(many)
  // Nobody comes after it.
  await write(noting('alone'), { mayWait: true })
  expect(begun()).toBe(3)
  await store.close()
})
