import { randomUUID } from 'node:crypto'
import { Registry } from 'prom-client'
import { redactUrl } from '../../feeds/redact.ts'
import type { Config } from '../config.ts'
import type { Check } from '../deliver/adapter.ts'
import { openIntake } from '../intake.ts'
import { callbackPath } from '../poll/push-hub.ts'
import { startStatusServer } from '../status-server.ts'
import { version } from '../version.ts'

const maxBytes = 64 * 1024
/** What a callback answers that nobody has (WebSub, section 7); hardly anything else on the web does. */
const goneStatus = 410

/**
 * Asks for a callback as a hub would: from outside, where PULLQUOTE_PUBLIC_URL says that this program is. While the program
 * does not run, its port is answered here. null when the setting is not made.
 */
export async function checkPublicUrl(config: Config): Promise<Check | null> {
  const { publicUrl, httpPort } = config
  if (publicUrl === null || httpPort === null) return null
  const standIn = await startStatusServer(httpPort, {
    registry: new Registry(),
    version,
    endpoints: [],
    receivePush: async () => new Response('', { status: goneStatus }),
    readiness: null,
    host: config.httpHost,
    adminToken: config.adminToken,
  })
  try {
    return await ask(publicUrl, config)
  } finally {
    if (standIn.kind === 'listening') await standIn.server.close()
  }
}

async function ask(publicUrl: string, config: Config): Promise<Check> {
  const intake = openIntake(config)
  try {
    const url = `${publicUrl}${callbackPath}/${randomUUID()}`
    const posted = { url, content: '', contentType: 'application/xml' }
    const answer = await intake.door.post({ ...posted, maxBytes, timeoutMs: config.fetchTimeoutMs })
    if (answer.kind === 'failed') return bad(answer.message, unreachableFix(answer.problem))
    const { status, headers } = answer
    const place = redactUrl(`${publicUrl}${callbackPath}/`)
    if (status !== goneStatus)
      return bad(
        `${redactUrl(publicUrl)}${callbackPath}/ answers ${status}`,
        statusFix(headers.location, config),
      )
    return { name: checkName, isGood: true, found: `hubs reach this program at ${place}`, fix: null }
  } finally {
    await intake.close()
  }
}

const checkName = 'public URL'

function bad(found: string, fix: string): Check {
  return { name: checkName, isGood: false, found, fix }
}

function unreachableFix(problem: string): string {
  switch (problem) {
    case 'blocked-address':
      return 'set PULLQUOTE_PUBLIC_URL to an https address that hubs on the internet can reach'
    case 'dns':
      return 'correct the name in PULLQUOTE_PUBLIC_URL, or add it to the DNS'
    case 'tls':
      return 'give the reverse proxy a certificate for this name'
    default:
      return 'start the reverse proxy at this address and let it in through the firewall'
  }
}

function statusFix(location: string | undefined, { httpPort }: Config): string {
  if (location !== undefined) return 'set PULLQUOTE_PUBLIC_URL to the address that it redirects to'
  return `let the reverse proxy hand ${callbackPath}/ on to 127.0.0.1:${httpPort} (docs/operations.md), and start the program again if it was started without this setting`
}
