import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  findModelAnswer,
  modelMonth,
  reserveModelCall,
  type SettledCall,
  settleModelCall,
} from '../../src/store/model-calls.ts'
import type { Store } from '../../src/store/store.ts'
import { engines } from './engines.ts'

const month = '2026-11'
const key = { textHash: 'abc', model: 'local/small', promptVersion: '1' }
const answered: SettledCall = {
  outcome: 'answered',
  tokens: { in: 900, out: 100 },
  spentMicros: 30,
  answer: { key, body: '{"starts":[]}', at: 1 },
}

describe.each(engines)('calls of models on $name', ({ open }) => {
  let store: Store
  beforeEach(async () => {
    store = await open()
  })
  afterEach(() => store.close())

  test('calls at the same time do not overrun the budget together', async () => {
    const reserve = () => reserveModelCall(store, { month, micros: 40 }, 100)
    const granted = await Promise.all([reserve(), reserve(), reserve(), reserve()])
    expect(granted.filter(Boolean)).toHaveLength(2)
    expect(await modelMonth(store, month)).toMatchObject({ reserved_micros: 80, spent_micros: 0 })
  })

  test('what a call did not cost is free again, and the next month has a budget of its own', async () => {
    const reservation = { month, micros: 80 }
    expect(await reserveModelCall(store, reservation, 100)).toBe(true)
    expect(await reserveModelCall(store, reservation, 100)).toBe(false)
    expect(await reserveModelCall(store, { ...reservation, month: '2026-12' }, 100)).toBe(true)
    await settleModelCall(store, reservation, { ...answered, spentMicros: 20 })
    expect(await reserveModelCall(store, reservation, 100)).toBe(true)
    expect(await reserveModelCall(store, { month, micros: 1 }, 100)).toBe(false)
  })

  test('what a call that never ended had set aside stays spent', async () => {
    await reserveModelCall(store, { month, micros: 90 }, 100)
    expect(await reserveModelCall(store, { month, micros: 20 }, 100)).toBe(false)
  })

  test('a model that costs nothing needs no budget', async () => {
    expect(await reserveModelCall(store, { month, micros: 0 }, 0)).toBe(true)
    expect(await reserveModelCall(store, { month, micros: 1 }, 0)).toBe(false)
  })

  test('a call is counted, and its answer is found again by text, model and instructions', async () => {
    const reservation = { month, micros: 50 }
    await reserveModelCall(store, reservation, 100)
    expect(await findModelAnswer(store, key)).toBeNull()
    await settleModelCall(store, reservation, answered)
    await settleModelCall(store, { month, micros: 0 }, { ...answered, outcome: 'slow', answer: null })
    expect(await modelMonth(store, month)).toEqual({
      month,
      answered: 1,
      refused: 0,
      failed: 0,
      slow: 1,
      tokens_in: 1800,
      tokens_out: 200,
      spent_micros: 60,
      reserved_micros: 0,
    })
    expect(await findModelAnswer(store, key)).toBe('{"starts":[]}')
    for (const other of [{ textHash: 'abd' }, { model: 'local/large' }, { promptVersion: '2' }])
      expect(await findModelAnswer(store, { ...key, ...other })).toBeNull()
  })

  test('the first of two answers to the same question stays', async () => {
    await settleModelCall(store, { month, micros: 0 }, answered)
    const second = { key, body: '{"starts":[1]}', at: 2 }
    await settleModelCall(store, { month, micros: 0 }, { ...answered, answer: second })
    expect(await findModelAnswer(store, key)).toBe('{"starts":[]}')
  })
})
