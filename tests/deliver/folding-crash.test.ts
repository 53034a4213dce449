import { expect, test } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import { fakePlatform, openOutbox } from './bed.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** The bed's clock starts at noon, UTC. */
const noon = Date.parse('2026-01-24T12:00:00Z')
const stories = ['story-baba', 'story-dada', 'story-gaga', 'story-lala']

/** A store whose n-th write does its work and then fails before it is committed, or right after. */
function failing(store: Store, at: number, when: 'before' | 'after'): Store {
  let writes = 0
  return {
    ...store,
    async write(work) {
      const isIt = ++writes === at
      const done = await store.write(async (tx) => {
        const result = await work(tx)
        if (isIt && when === 'before') throw new Error('killed before the commit')
        return result
      })
      if (isIt) throw new Error('killed after the commit')
      return done
    },
  }
}

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'a crash at write %i on the way of a digest loses and repeats nothing',
  async (at) => {
    for (const when of ['before', 'after'] as const) {
      const bed = await openOutbox()
      const chat = fakePlatform([], { renderView: (view) => JSON.stringify(view) })
      await bed.set({ quiet_hours: '12:00-12:30', budget_per_hour: 3 })
      await bed.queue(stories)
      const healthy = bed.parts([chat.adapter])
      const killed = { ...healthy, owner: 'killed', store: failing(bed.store, at, when) }
      // In these steps posts are folded, at 12:30 gathered (the fifth write), and their digest is sent and settled.
      for (let step = 0; step < 6; step++) {
        await bed.dispatchOnce(killed).catch(() => undefined)
        await bed.gatherOnce(killed).catch(() => undefined)
        bed.clock.now += 10 * minuteMs
      }
      await bed.runUntil(noon + 5 * hourMs, healthy)
      const all = chat.messages().flatMap((message) => message.match(/story-\w+/g) ?? [])
      expect(all.toSorted()).toEqual(stories)
      await bed.store.close()
    }
  },
)
