import { type Logger, pino } from 'pino'
import pretty from 'pino-pretty'
import type { Config } from './config.ts'

/** Whatever carries one of these names is a secret, wherever it stands in an entry. */
const secretNames = ['token', 'password', 'secret', 'authorization', 'cookie', 'apiKey']

/** The program's log, to standard error: readable on a terminal, one JSON object a line otherwise. */
export function openLog(config: Pick<Config, 'logLevel' | 'logFormat'>, stream: NodeJS.WriteStream): Logger {
  const isPretty = config.logFormat === 'pretty' || (config.logFormat === 'auto' && stream.isTTY)
  const destination = isPretty
    ? pretty({
        destination: stream,
        colorize: stream.isTTY,
        ignore: 'pid,hostname',
        translateTime: 'SYS:HH:MM:ss',
        singleLine: true,
        sync: true,
      })
    : stream
  return pino(
    {
      level: config.logLevel,
      redact: {
        paths: secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
        censor: '[secret]',
      },
    },
    destination,
  )
}
