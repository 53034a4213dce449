import type { DeliveryState } from '../store/schema.ts'

/** For how many days what is kept; null for as long as there is room. */
export type Keep = {
  /** The texts of articles; quotes keep their own words. */
  readonly articleDays: number | null
  readonly itemDays: number | null
  readonly deliveryDays: number | null
  /** The record of who changed what. */
  readonly auditDays: number | null
}

/** What is older than these moments may go. */
export type Cutoffs = {
  readonly articles: number
  readonly items: number
  readonly deliveries: number
  readonly audit: number
}

const dayMs = 86_400_000

export function cutoffsAt(keep: Keep, now: Date): Cutoffs {
  const before = (days: number | null) =>
    days === null ? Number.NEGATIVE_INFINITY : now.getTime() - days * dayMs
  return {
    articles: before(keep.articleDays),
    items: before(keep.itemDays),
    deliveries: before(keep.deliveryDays),
    audit: before(keep.auditDays),
  }
}

/** For so many days deliveries are kept together and go together: thirty times that is how long they are kept. */
export function daysKeptTogether({ itemDays, deliveryDays }: Keep): number {
  if (itemDays === null || deliveryDays === null) return mostTogether
  return Math.min(mostTogether, Math.max(1, Math.floor(Math.max(itemDays, deliveryDays) / 30)))
}

const mostTogether = 30

/** A delivery, as far as it tells whether it may go. */
export type KeptDelivery = {
  readonly state: DeliveryState
  readonly settledAt: number | null
  /** Other deliveries answer its message, hand it on or are shown in it. */
  readonly hasOthers: boolean
}

/** What is on its way, waits or cannot be known is never deleted. */
export const settledStates: readonly DeliveryState[] = ['sent', 'failed', 'digested']

export function isDeliveryPast({ state, settledAt, hasOthers }: KeptDelivery, cutoffs: Cutoffs): boolean {
  return settledStates.includes(state) && settledAt !== null && settledAt < cutoffs.deliveries && !hasOthers
}

/** An item with the deliveries of its post. */
export type KeptItem = {
  readonly discoveredAt: number
  /** It waits to be read. */
  readonly isWaiting: boolean
  readonly deliveries: readonly KeptDelivery[]
}

/** An item goes with its post and everything that became of it, so that nothing is posted that was posted before. */
export function isItemPast(item: KeptItem, cutoffs: Cutoffs): boolean {
  if (item.isWaiting || item.discoveredAt >= cutoffs.items) return false
  return item.deliveries.every((delivery) => isDeliveryPast(delivery, cutoffs))
}

export type KeptArticle = { readonly createdAt: number; readonly hasText: boolean }

export function isTextPast({ createdAt, hasText }: KeptArticle, cutoffs: Cutoffs): boolean {
  return hasText && createdAt < cutoffs.articles
}
