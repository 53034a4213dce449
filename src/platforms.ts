import type { Logger } from 'pino'
import { consolePlatform, openConsole, terminalOf } from '../adapters/console/index.ts'
import { commandTable } from './ask/command-table.ts'
import type { Config } from './config.ts'
import type { Adapter } from './deliver/adapter.ts'

export type Adapters = Readonly<Record<string, Adapter>>

/** The console, and each platform there is a token for. An SDK is only loaded when its platform is used. */
export async function openAdapters(
  config: Config,
  around: {
    readonly log: Logger
    readonly terminal: NodeJS.WriteStream
    readonly clock?: () => Date
  },
): Promise<Adapters> {
  const { log, terminal, clock = () => new Date() } = around
  const shared = {
    sendTimeoutMs: config.send.timeoutMs,
    settleMs: config.send.settleMs,
    clock,
  }
  const adapters: Record<string, Adapter> = {
    [consolePlatform]: openConsole(terminal, () => terminalOf(terminal)),
  }
  if (config.discord) {
    const { openDiscord } = await import('../adapters/discord/index.ts')
    adapters.discord = openDiscord({
      ...shared,
      ...config.discord,
      commands: commandTable(),
      log: log.child({ platform: 'discord' }),
    })
  }
  if (config.slack) {
    const { openSlack } = await import('../adapters/slack/index.ts')
    adapters.slack = openSlack({ ...shared, ...config.slack, log: log.child({ platform: 'slack' }) })
  }
  return adapters
}
