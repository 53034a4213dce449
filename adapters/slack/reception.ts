import type { App, Receiver } from '@slack/bolt'
import type { Logger } from 'pino'
import { deedId } from './interactions.ts'

/** Something Slack sent, by whichever way it came. */
export type Delivery = {
  readonly body: Record<string, unknown>
  readonly retryNum?: number
  /** Tells Slack that it arrived; what it carries is only shown for commands. */
  ack(response?: unknown): Promise<void>
}

export type Reception = {
  readonly receiver: Receiver
  /** Resolves when everything about it is done; it was acked then. Never rejects. */
  take(delivery: Delivery): Promise<void>
}

const mostRemembered = 2_000

/** Hands deliveries to Bolt, each once: Slack sends an event again when an ack was late or lost. */
export function createReception(log: Logger): Reception {
  let app: App | null = null
  const remembered = new Set<string>()
  const isRepeated = (id: string | null): boolean => {
    if (id === null) return false
    if (remembered.has(id)) return true
    remembered.add(id)
    const [oldest] = remembered
    if (remembered.size > mostRemembered && oldest !== undefined) remembered.delete(oldest)
    return false
  }
  return {
    receiver: {
      init: (opened) => {
        app = opened
      },
      start: async () => undefined,
      stop: async () => undefined,
    },
    take: async ({ body, retryNum, ack }) => {
      const once = ackOnce(ack, log)
      try {
        if (!isRepeated(deedId(body)))
          await app?.processEvent({ body, ack: once, ...(retryNum === undefined ? {} : { retryNum }) })
      } catch (error) {
        log.error({ err: error }, 'something from slack could not be handled')
      } finally {
        // Whatever nobody listens to is acked too: otherwise people are told that the app did not respond.
        await once()
      }
    },
  }
}

/** The first ack counts. One that fails is only logged: the socket it belongs to is gone. */
function ackOnce(ack: Delivery['ack'], log: Logger): Delivery['ack'] {
  let isAcked = false
  return async (response) => {
    if (isAcked) return
    isAcked = true
    try {
      await ack(response)
    } catch (error) {
      log.warn({ err: error }, 'an ack did not reach slack')
    }
  }
}
