import fc from 'fast-check'
import { expect, test } from 'vitest'
import { costMicros, monthOf, mostCostMicros } from '../../../src/read/model/budget.ts'
import { afterCall, type Circuit, isPaused, newCircuit } from '../../../src/read/model/circuit.ts'

const now = new Date('2026-11-30T23:30:00-02:00')
const later = (ms: number) => new Date(now.getTime() + ms)

test('a month ends everywhere when it ends in UTC', () => {
  expect(monthOf(now)).toBe('2026-12')
})

test('prices are dollars for a million tokens, costs millionths of a dollar, rounded up', () => {
  expect(costMicros({ in: 1_000_000, out: 0 }, { in: 3, out: 15 })).toBe(3_000_000)
  expect(costMicros({ in: 1, out: 1 }, { in: 0.15, out: 0.6 })).toBe(1)
  expect(costMicros({ in: 9_999, out: 9_999 }, { in: 0, out: 0 })).toBe(0)
})

test('the most a call can cost is never less than what a token for each byte would', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.double({ min: 0, max: 100, noNaN: true }),
      (material, price) => {
        const prices = { in: price, out: price }
        const bytes = Buffer.byteLength(material)
        expect(mostCostMicros({ instructions: '', material }, prices)).toBeGreaterThanOrEqual(
          costMicros({ in: bytes, out: 2_000 }, prices),
        )
      },
    ),
  )
})

const failing = (times: number, from: Circuit = newCircuit): Circuit =>
  Array.from({ length: times }).reduce<Circuit>((circuit) => afterCall(circuit, false, now), from)

test('five failures in a row make a pause of ten minutes, four do not', () => {
  expect(isPaused(failing(4), now)).toBe(false)
  expect(isPaused(failing(5), now)).toBe(true)
  expect(isPaused(failing(5), later(599_999))).toBe(true)
  expect(isPaused(failing(5), later(600_000))).toBe(false)
  expect(isPaused(failing(4, afterCall(failing(4), true, now)), now)).toBe(false)
})

test('after a pause one failure makes the next one, and one success ends it', () => {
  const tried = afterCall(failing(5), false, later(600_000))
  expect(isPaused(tried, later(600_001))).toBe(true)
  expect(afterCall(tried, true, later(1_200_000))).toEqual(newCircuit)
})

test('a clock that is set back does not make a pause longer', () => {
  expect(isPaused(failing(5), later(-86_400_000))).toBe(false)
})
