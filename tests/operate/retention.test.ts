import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  cutoffsAt,
  isDeliveryPast,
  isItemPast,
  isTextPast,
  type KeptDelivery,
} from '../../src/operate/retention.ts'

const now = new Date('2026-11-23T12:00:00Z')
const daysAgo = (days: number) => now.getTime() - days * 86_400_000
const cutoffs = cutoffsAt({ articleDays: 90, itemDays: 400, deliveryDays: 400, auditDays: 400 }, now)
const posted: KeptDelivery = { state: 'sent', settledAt: daysAgo(500), hasOthers: false }

test('a text goes after its days, once', () => {
  expect(isTextPast({ createdAt: daysAgo(91), hasText: true }, cutoffs)).toBe(true)
  expect(isTextPast({ createdAt: daysAgo(91), hasText: false }, cutoffs)).toBe(false)
  expect(isTextPast({ createdAt: daysAgo(89), hasText: true }, cutoffs)).toBe(false)
})

test('an item goes when it and all its deliveries are old', () => {
  const item = { discoveredAt: daysAgo(500), isWaiting: false, deliveries: [posted] }
  expect(isItemPast(item, cutoffs)).toBe(true)
  expect(isItemPast({ ...item, deliveries: [] }, cutoffs)).toBe(true)
  expect(isItemPast({ ...item, discoveredAt: daysAgo(399) }, cutoffs)).toBe(false)
  const repeated = { ...posted, settledAt: daysAgo(10) }
  expect(isItemPast({ ...item, deliveries: [posted, repeated] }, cutoffs)).toBe(false)
})

test('what waits to be read stays', () => {
  expect(isItemPast({ discoveredAt: daysAgo(500), isWaiting: true, deliveries: [] }, cutoffs)).toBe(false)
})

test('what is kept forever never goes', () => {
  const forever = cutoffsAt({ articleDays: null, itemDays: null, deliveryDays: null, auditDays: null }, now)
  expect(isItemPast({ discoveredAt: 0, isWaiting: false, deliveries: [] }, forever)).toBe(false)
  expect(isDeliveryPast({ ...posted, settledAt: 0 }, forever)).toBe(false)
})

test('nothing that is on its way, waits or is held goes, however old it is', () => {
  const states = fc.constantFrom<KeptDelivery['state']>('pending', 'sending', 'folded', 'held')
  const settledAt = fc.option(fc.integer({ min: 0, max: daysAgo(500) }))
  fc.assert(
    fc.property(states, settledAt, fc.boolean(), (state, at, hasOthers) => {
      const delivery = { state, settledAt: at, hasOthers }
      expect(isDeliveryPast(delivery, cutoffs)).toBe(false)
      const item = { discoveredAt: 0, isWaiting: false, deliveries: [posted, delivery] }
      expect(isItemPast(item, cutoffs)).toBe(false)
    }),
  )
})
