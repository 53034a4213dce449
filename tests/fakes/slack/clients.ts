import type { AddressInfo } from 'node:net'
import { App, LogLevel, SocketModeReceiver } from '@slack/bolt'
import { WebClient } from '@slack/web-api'
import type { FakeSlack } from './server.ts'

const quiet = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
}

/** The real client as the product uses it: no retries. */
export function clientFor(slack: FakeSlack, token = slack.botToken, options: object = {}): WebClient {
  return new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: quiet,
    ...options,
  })
}

/** A real Bolt app in Socket Mode that soon notices a lost connection; returns how to stop it. */
export async function startBoltApp(slack: FakeSlack, wire: (app: App) => void): Promise<() => Promise<void>> {
  const slackApiUrl = slack.apiUrl
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    logger: quiet,
    clientPingTimeout: 100,
    installerOptions: { clientOptions: { slackApiUrl } },
  })
  const clientOptions = { slackApiUrl, retryConfig: { retries: 0 } }
  const app = new App({ token: slack.botToken, receiver, clientOptions, logger: quiet })
  app.error(async () => undefined)
  wire(app)
  await app.start()
  await slack.until(() => slack.openSockets() === 1)
  return async () => {
    await app.stop()
    await slack.until(() => slack.openSockets() === 0)
  }
}

/** A real Bolt app that is called over HTTP; returns its address and how to stop it. */
export async function startBoltServer(slack: FakeSlack, wire: (app: App) => void) {
  const clientOptions = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } }
  const { botToken: token, signingSecret } = slack
  const app = new App({ token, signingSecret, clientOptions, logger: quiet })
  app.error(async () => undefined)
  wire(app)
  const server = await app.start({ port: 0, host: '127.0.0.1' })
  // A TCP server that listens always has an AddressInfo; a string is only for pipes.
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/slack/events`, stop: () => app.stop() }
}
