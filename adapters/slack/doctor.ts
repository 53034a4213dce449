import { z } from 'zod'
import type { Access, Check } from '../../src/deliver/adapter.ts'
import { addressOf, type ChannelRef } from '../../src/deliver/address.ts'
import { checkAccess } from './access.ts'
import { appTokenFix } from './connection.ts'
import { type Failure, failureOf, inWords, problemOf } from './errors.ts'
import { neededScopes } from './manifest.ts'
import type { SlackOptions } from './options.ts'
import { openWebClient, type WebClient } from './web-client.ts'

const self = z.object({
  user: z.string().default('the app'),
  team: z.string().default('a workspace'),
  team_id: z.string(),
  response_metadata: z.object({ scopes: z.array(z.string()).optional() }).optional(),
})

/** Everything that has to be right before a post gets through, one line each. */
export async function examine(
  options: SlackOptions,
  channels: readonly ChannelRef[],
): Promise<readonly Check[]> {
  let date: string | null = null
  const client = clientFor(options, options.botToken, (response) => {
    date = response.headers.get('date') ?? date
  })
  const me = await asked(() => client.apiCall('auth.test'), self)
  if ('kind' in me) return [bad('slack token', inWords(me), fixOf(me, 'SLACK_BOT_TOKEN begins with xoxb-.'))]
  return [
    good('slack token', `${me.user} in ${me.team} (${me.team_id})`),
    scopeCheck(me.response_metadata?.scopes ?? null),
    clockCheck(date, options.clock()),
    await receivingCheck(options),
    ...(await Promise.all(channels.map((channel) => channelCheck(client, channel)))),
  ]
}

function clientFor(
  options: SlackOptions,
  token: string,
  onResponse: (response: Response) => void,
): WebClient {
  const { apiUrl, sendTimeoutMs, log } = options
  return openWebClient({ token, apiUrl, timeoutMs: sendTimeoutMs, log, onResponse })
}

async function asked<T>(ask: () => Promise<unknown>, answer: z.ZodType<T>): Promise<T | Failure> {
  try {
    return answer.parse(await ask())
  } catch (error) {
    return failureOf(error)
  }
}

function scopeCheck(scopes: readonly string[] | null): Check {
  const name = 'slack permissions'
  if (scopes === null) return good(name, 'Slack does not say which')
  const missing = neededScopes.filter((scope) => !scopes.includes(scope))
  if (missing.length === 0) return good(name, scopes.join(', '))
  return bad(
    name,
    `missing: ${missing.join(', ')}`,
    `Add ${missing.join(', ')} under "OAuth & Permissions" and install the app again.`,
  )
}

const mostSkewSeconds = 60

/** Slack's signatures are good for five minutes, and posts are looked for by their time. */
function clockCheck(date: string | null, now: Date): Check {
  const name = 'slack clock'
  const theirs = date === null ? Number.NaN : Date.parse(date)
  if (Number.isNaN(theirs)) return good(name, 'Slack does not say the time')
  const seconds = Math.round((now.getTime() - theirs) / 1000)
  const found = `${Math.abs(seconds)} s ${seconds < 0 ? 'behind' : 'ahead of'} Slack`
  if (Math.abs(seconds) <= mostSkewSeconds) return good(name, found)
  return bad(name, found, 'Set the clock of this machine, for example with NTP.')
}

const opened = z.object({ url: z.string() })

/** Commands and buttons need a socket or a signing secret. */
async function receivingCheck(options: SlackOptions): Promise<Check> {
  if (options.appToken === null)
    return options.signingSecret === null
      ? good('slack commands', 'posting only: for commands set SLACK_APP_TOKEN or SLACK_SIGNING_SECRET')
      : good('slack signing secret', 'set; Slack has to reach this program at /slack/events')
  const client = clientFor(options, options.appToken, () => undefined)
  const socket = await asked(() => client.apiCall('apps.connections.open'), opened)
  if (!('kind' in socket)) return good('slack app token', 'Socket Mode works')
  return bad('slack app token', inWords(socket), socket.kind === 'refused' ? appTokenFix : fixOf(socket, ''))
}

async function channelCheck(client: WebClient, channel: ChannelRef): Promise<Check> {
  const access = await checkAccess(client, channel)
  return { name: addressOf(channel), ...wordsFor(access) }
}

function wordsFor(access: Access): Omit<Check, 'name'> {
  switch (access.kind) {
    case 'open':
      return { isGood: true, found: `may post in ${access.name}`, fix: null }
    case 'closed':
      return { isGood: false, found: access.reason, fix: access.fix }
    case 'unknown':
      return { isGood: false, found: access.cause, fix: 'Mend the lines above and try again.' }
  }
}

function fixOf(failure: Failure, more: string): string {
  if (failure.kind !== 'refused') return 'Check the network, a proxy, and SLACK_API_URL.'
  return `${problemOf(failure).fix} ${more}`.trim()
}

function good(name: string, found: string): Check {
  return { name, isGood: true, found, fix: null }
}

function bad(name: string, found: string, fix: string): Check {
  return { name, isGood: false, found, fix }
}
