import fc from 'fast-check'
import { expect, test } from 'vitest'
import { slicesOf, slicesWithin } from '../../src/store/slices.ts'

const sizes = fc.array(fc.nat(30))
const sumOf = (all: readonly number[]) => all.reduce((sum, one) => sum + one, 0)

test('slices are all there is, in its order, none larger than it may be unless it is one alone, none that fits the one before', () => {
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 40 }), (all, most) => {
      const slices = slicesWithin(all, most, (one) => one)
      expect(slices.flat()).toEqual(all)
      for (const slice of slices) expect(slice.length === 1 || sumOf(slice) <= most).toBe(true)
      for (const [index, slice] of slices.slice(1).entries())
        expect(sumOf(slices[index] ?? []) + (slice[0] ?? 0)).toBeGreaterThan(most)
      expect(slicesOf(all, most)).toEqual(slicesWithin(all, most, () => 1))
    }),
  )
})
