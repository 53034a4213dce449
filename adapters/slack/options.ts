import type { Logger } from 'pino'

export type SlackOptions = {
  readonly botToken: string
  /** For Socket Mode; it wins over the signing secret. */
  readonly appToken: string | null
  /** For requests that Slack makes to us. */
  readonly signingSecret: string | null
  /** null for Slack itself. */
  readonly apiUrl: string | null
  readonly sendTimeoutMs: number
  readonly settleMs: number
  readonly clock: () => Date
  readonly log: Logger
}
