import { App, LogLevel, SocketModeReceiver } from '@slack/bolt'
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

/** A real Bolt app in Socket Mode that soon notices a lost connection; returns how to stop it. */
export async function startBoltApp(slack: FakeSlack, wire: (app: App) => void): Promise<() => Promise<void>> {
  const slackApiUrl = slack.apiUrl
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    logger: quiet,
    clientPingTimeout: 100,
    installerOptions: { clientOptions: { slackApiUrl } },
  })
  const app = new App({
    token: slack.botToken,
    receiver,
    clientOptions: { slackApiUrl, retryConfig: { retries: 0 } },
    logger: quiet,
  })
  app.error(async () => undefined)
  wire(app)
  await app.start()
  await slack.until(() => slack.openSockets() === 1)
  return async () => {
    await app.stop()
    await slack.until(() => slack.openSockets() === 0)
  }
}
