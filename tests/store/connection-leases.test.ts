import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { holdConnection, releaseConnection } from '../../src/store/connection-leases.ts'
import type { Store } from '../../src/store/store.ts'
import { engines } from './engines.ts'

const minuteMs = 60_000

describe.each(engines)('the connection to a platform on $name', ({ open }) => {
  let store: Store
  beforeEach(async () => {
    store = await open()
  })
  afterEach(() => store.close())

  const hold = (owner: string, platform = 'discord') => holdConnection(store, { platform, owner }, minuteMs)

  test('is had by one process, which may keep it, while others have that to other platforms', async () => {
    expect(await hold('one')).toBe(true)
    expect(await hold('two')).toBe(false)
    expect(await hold('one')).toBe(true)
    expect(await hold('two', 'slack')).toBe(true)
  })

  test('is had by one of many who ask at the same time', async () => {
    const owners = Array.from({ length: 8 }, (_, index) => `process ${index}`)
    const held = await Promise.all(owners.map((owner) => hold(owner)))
    expect(held.filter(Boolean)).toHaveLength(1)
  })

  test('goes to another one when its time is over on the clock of the store, or when it is given back', async () => {
    await hold('one')
    await sql`update connection_leases set until = until - ${minuteMs + 1}`.execute(store.db)
    expect(await hold('two')).toBe(true)
    expect(await hold('one')).toBe(false)
    await releaseConnection(store, { platform: 'discord', owner: 'one' })
    expect(await hold('one')).toBe(false)
    await releaseConnection(store, { platform: 'discord', owner: 'two' })
    expect(await hold('one')).toBe(true)
  })
})
