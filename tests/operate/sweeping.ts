import { pino } from 'pino'
import type { Keep } from '../../src/operate/retention.ts'
import { Sweeper } from '../../src/operate/sweep.ts'
import type { Store } from '../../src/store/store.ts'

const dayMs = 86_400_000
export const published = new Date('2026-01-25T08:00:00Z')
export const page = 'abu-dhabi-talks.html'
export const daysOn = (days: number) => new Date(published.getTime() + days * dayMs)
export const usual: Keep = { articleDays: 90, itemDays: 400, deliveryDays: 400, auditDays: 400 }

/** Sweeps once, that many days after the story; returns how many steps it took. */
export async function sweep(store: Store, days: number, keep = usual): Promise<number> {
  let now = daysOn(days)
  let isOver = false
  const sweeper = new Sweeper({
    store,
    keep,
    clock: () => now,
    log: pino({ level: 'silent' }),
    onFinished: () => {
      isOver = true
    },
  })
  let steps = 0
  while (!isOver) {
    now = new Date(Math.max(now.getTime(), await sweeper.step()))
    steps++
  }
  return steps
}
