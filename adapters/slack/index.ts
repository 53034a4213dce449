import type { Adapter } from '../../src/deliver/adapter.ts'
import { openTheirClock } from '../../src/deliver/their-clock.ts'
import { checkAccess } from './access.ts'
import { createConnecting } from './connection.ts'
import { openDirect } from './direct.ts'
import { examine } from './doctor.ts'
import { createFinder } from './find.ts'
import { linkToMessage } from './link.ts'
import type { SlackOptions } from './options.ts'
import { renderPost } from './render.ts'
import { renderView } from './render-view.ts'
import { publish, update } from './send.ts'
import { standingIn } from './standing.ts'
import { openWebClient } from './web-client.ts'

export const slackPlatform = 'slack'

/** Slack, for one workspace; without app token and signing secret it only posts. */
export function openSlack(options: SlackOptions): Adapter {
  const { botToken, apiUrl, sendTimeoutMs, log } = options
  const theirs = openTheirClock(options.clock)
  const onResponse = ({ headers }: Response) => theirs.note(dateIn(headers))
  const client = openWebClient({ token: botToken, apiUrl, timeoutMs: sendTimeoutMs, log, onResponse })
  const finder = createFinder(client, theirs)
  const connecting = createConnecting({ ...options, client, timeoutMs: sendTimeoutMs })
  return {
    platform: slackPlatform,
    // One message a second and channel, short bursts allowed: https://docs.slack.dev/apis/web-api/rate-limits
    capabilities: {
      settleMs: options.settleMs,
      onUnknown: 'hold',
      pace: { burst: 3, everyMs: 1000 },
    },
    render: renderPost,
    renderView,
    publish: (to, message, key) => publish(client, to, message, key),
    find: finder.find,
    update: (message, to) => update(client, message, to),
    linkTo: (message) => linkToMessage(connecting.workspaceUrl(), message),
    checkAccess: (channel) => checkAccess(client, channel),
    tellsCreators: true,
    standingIn: (actor, channel) => standingIn(client, actor, channel),
    openDirect: (userId) => openDirect(client, userId),
    doctor: (channels) => examine(options, channels),
    connect: connecting.connect,
    endpoints: connecting.endpoints,
    disconnect: connecting.stop,
    stop: connecting.stop,
  }
}

function dateIn(headers: Headers): Date | null {
  const date = new Date(headers.get('date') ?? '')
  return Number.isNaN(date.getTime()) ? null : date
}
