import { LogLevel, type Logger as SlackLogger } from '@slack/bolt'
import type { Logger } from 'pino'

/** The SDK's log lines in ours. What it says about single requests repeats what we log, so only warnings come through. */
export function sdkLog(log: Logger): SlackLogger {
  const write = (level: 'debug' | 'warn', parts: readonly unknown[]) =>
    log[level]({ sdk: withoutSecrets(parts.map(inOneLine).join(' ')) }, 'slack sdk')
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...parts) => write('debug', parts),
    error: (...parts) => write('warn', parts),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  }
}

function inOneLine(part: unknown): string {
  return part instanceof Error ? part.message : String(part)
}

/** Text without tokens, tickets of sockets, and addresses that may be answered without a token. */
export function withoutSecrets(text: string): string {
  return text
    .replace(/\bx(?:ox[a-z]|app)-[\w-]+/g, '[secret]')
    .replace(/\b(wss?:\/\/[^\s?]+)\?\S*/g, '$1')
    .replace(/(https:\/\/hooks\.slack(?:-gov)?\.com\/)\S+/g, '$1[secret]')
}
