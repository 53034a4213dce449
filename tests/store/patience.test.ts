import { pino } from 'pino'
import { expect, test } from 'vitest'
import { patiently } from '../../src/store/patience.ts'
import { StoreError } from '../../src/store/store-error.ts'

const log = pino({ level: 'silent' })
const full = new StoreError('write', { found: 'the disk is full', fix: 'free space' })

test('what a full disk does not take is written when there is room again', async () => {
  let tries = 0
  const write = async () => {
    if (++tries < 3) throw full
    return tries
  }
  expect(await patiently(write, { patienceMs: 10_000, log })).toBe(3)
})

test('who has waited long enough says why', async () => {
  const write = () => Promise.reject(full)
  await expect(patiently(write, { patienceMs: 0, log })).rejects.toBe(full)
})

test('a bug is not tried again', async () => {
  let tries = 0
  const write = () => Promise.reject(new Error(`try ${++tries}`))
  await expect(patiently(write, { patienceMs: 10_000, log })).rejects.toThrow('try 1')
})
