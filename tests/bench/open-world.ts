import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { Opening, Order, Report } from './world.ts'

/** The world around the program that is measured (world.ts), in a process of its own. */
export type World = Opening & {
  tell(order: Order): Promise<void>
  /** What happened since the last report. */
  report(): Promise<Report>
  /** Where the feed of this number is. */
  feed(number: number): string
  close(): void
}

/** Starts it and waits until everybody there can be asked. */
export async function openWorld(): Promise<World> {
  const process = fork(new URL('./world.ts', import.meta.url))
  const ask = async (order: Order) => {
    process.send(order)
    const [answer] = await once(process, 'message')
    return answer
  }
  const [opening]: Opening[] = await once(process, 'message')
  if (opening === undefined) throw new Error('the world did not say where it is')
  const { origins } = opening
  return {
    ...opening,
    tell: ask,
    report: () => ask({ kind: 'report' }),
    feed: (number) => `${origins[number % origins.length]}/f/${number}`,
    close: () => void process.kill(),
  }
}
