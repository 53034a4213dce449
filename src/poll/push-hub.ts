import type { Logger } from 'pino'
import type { HttpOutcome, HttpPost } from '../../feeds/http.ts'
import { redactUrl } from '../../feeds/redact.ts'
import { hubForm, hubRequestType } from '../../feeds/websub/request.ts'
import { openHubSecret } from '../store/hub-secrets.ts'
import { alignHubs, settleHub, takeHubsToAsk } from '../store/push.ts'
import type { HubSubscriptionRow } from '../store/push-schema.ts'
import type { SecretKey } from '../store/secrets.ts'
import type { Reached } from '../store/steps.ts'
import type { Store } from '../store/store.ts'
import { leaseSeconds, mostNotices, retryHubAt, settleAsked } from './push.ts'

export type HubParts = {
  readonly store: Store
  readonly post: (request: Pick<HttpPost, 'url' | 'content' | 'contentType'>) => Promise<HttpOutcome>
  /** Where hubs reach this program, such as https://bot.example.org. */
  readonly publicUrl: string
  /** A new text that nobody guesses. */
  readonly newToken: () => string
  /** What secrets are sealed with; without it they are kept as they are. */
  readonly key: SecretKey | null
  readonly clock: () => Date
  readonly log: Logger
  readonly reached?: Reached
}

/** Takes up to `free` subscriptions whose hub is to be asked, after the feeds have been looked at for what has changed. */
export async function takeHubs(parts: HubParts, free: number): Promise<HubSubscriptionRow[]> {
  const now = parts.clock()
  await alignHubs(parts.store, { now, base: parts.publicUrl, secrets: parts })
  return takeHubsToAsk(parts.store, {
    now,
    limit: free,
    retryAt: (failures) => retryHubAt(failures, now),
    mostNotices,
  })
}

/** Asks one hub to push, or to stop. Whether it agrees it says by calling us. */
export async function askHub(row: HubSubscriptionRow, parts: HubParts): Promise<void> {
  const mode = row.asked_mode ?? 'subscribe'
  const { topic } = row
  const about = { feed: row.feed_id, hub: redactUrl(row.ask_url), topic: redactUrl(topic), mode }
  try {
    const opened = openHubSecret(row, parts.key)
    if (opened.kind === 'closed') {
      await settleHub(parts.store, row.id, { last_problem: `its secret cannot be used: ${opened.problem}` })
      parts.log.warn({ ...about, problem: opened.problem }, 'a hub cannot be asked')
      return
    }
    const content = hubForm({ mode, topic, callback: callbackOf(row), secret: opened.secret, leaseSeconds })
    const answer = await parts.post({ url: row.ask_url, content, contentType: hubRequestType })
    parts.reached?.('hub-asked')
    const update = settleAsked(row, answer, parts.clock())
    await settleHub(parts.store, row.id, update)
    const isHeard = answer.kind === 'response' && answer.status < 300
    if (isHeard) parts.log.debug(about, 'a hub was asked')
    else parts.log.warn({ ...about, problem: update.last_problem }, 'a hub did not take the request')
  } catch (error) {
    parts.log.error({ ...about, err: error }, 'asking a hub broke off')
  }
}

/** The path under which a hub calls us. */
export const callbackPath = '/websub'

function callbackOf({ base, token }: HubSubscriptionRow): string {
  return `${base}${callbackPath}/${token}`
}
