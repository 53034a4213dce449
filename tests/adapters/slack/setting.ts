import { pino } from 'pino'
import { openSlack } from '../../../adapters/slack/index.ts'
import type { SlackOptions } from '../../../adapters/slack/options.ts'
import type { Adapter } from '../../../src/deliver/adapter.ts'
import type { ChannelRef } from '../../../src/deliver/address.ts'
import { type SlackOptions as FakeOptions, type FakeSlack, startSlack } from '../../fakes/slack/server.ts'

export const channel: ChannelRef = {
  platform: 'slack',
  workspaceId: 'T1',
  channelId: 'C1',
  threadId: null,
}

export const silentLog = pino({ level: 'silent' })

export type Setting = {
  readonly fake: FakeSlack
  readonly adapter: Adapter
  /** What was logged, one JSON object a line. */
  readonly logged: readonly string[]
}

export type SettingOptions = {
  readonly fake?: FakeOptions
  readonly adapter?: Partial<SlackOptions>
}

/** The adapter beside a Slack of its own, both closed at the end. */
export async function inSlack(use: (setting: Setting) => Promise<void>, options: SettingOptions = {}) {
  const fake = await startSlack(options.fake)
  const logged: string[] = []
  const adapter = openSlack({
    botToken: fake.botToken,
    appToken: null,
    signingSecret: null,
    apiUrl: fake.apiUrl,
    sendTimeoutMs: 5_000,
    settleMs: 20_000,
    clock: () => new Date(),
    log: pino({ level: 'debug' }, { write: (line: string) => logged.push(line) }),
    ...options.adapter,
  })
  try {
    await use({ fake, adapter, logged })
  } finally {
    await adapter.stop()
    await fake.close()
  }
}
