import { z } from 'zod'
import type { Started } from '../e2e/pullquote.ts'

/** What a running program says of itself over HTTP. */
export type Status = {
  isAlive(): Promise<boolean>
  /** What /readyz finds wrong; nothing when the program can do its work. */
  problems(): Promise<readonly string[]>
  /** For how long the event loop was held up at most, in milliseconds since the last question. */
  longestLagMs(): Promise<number>
}

const readyz = z.object({
  checks: z.array(z.object({ name: z.string(), status: z.string(), found: z.string() })),
})
const patienceMs = 20_000

/** Of a program that was started with PULLQUOTE_HTTP_PORT=0 and logs JSON. */
export async function openStatus(life: Started): Promise<Status> {
  const printed = await life.printed('pullquote is running')
  const port = /"statusPort":(\d+)/.exec(printed)?.[1]
  const ask = (path: string) =>
    fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(patienceMs) })
  return {
    isAlive: async () => (await ask('/healthz')).ok,
    async problems() {
      const { checks } = readyz.parse(await (await ask('/readyz')).json())
      return checks.filter(({ status }) => status !== 'ok').map(({ name, found }) => `${name}: ${found}`)
    },
    async longestLagMs() {
      const text = await (await ask('/metrics')).text()
      return Math.round(Number(/^nodejs_eventloop_lag_max_seconds (\S+)/m.exec(text)?.[1]) * 1000)
    },
  }
}
