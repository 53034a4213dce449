import { Writable } from 'node:stream'
import { type Logger, pino } from 'pino'
import pretty from 'pino-pretty'
import type { Config } from './config.ts'
import { hideSecrets, secretValues } from './hide-secrets.ts'

/** Whatever carries one of these names is a secret, wherever it stands in an entry. */
const secretNames = ['token', 'password', 'secret', 'authorization', 'cookie', 'apiKey']

/**
 * The program's log, to standard error: readable on a terminal, one JSON object a line otherwise. The secrets of the
 * settings are left out of it, whoever put them into a message.
 */
export function openLog(config: Config, stream: NodeJS.WriteStream): Logger {
  const isPretty = config.logFormat === 'pretty' || (config.logFormat === 'auto' && stream.isTTY)
  const safe = withoutSecrets(stream, secretValues(config))
  const destination = isPretty
    ? pretty({
        destination: safe,
        colorize: stream.isTTY,
        ignore: 'pid,hostname',
        translateTime: 'SYS:HH:MM:ss',
        singleLine: true,
        sync: true,
      })
    : safe
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

function withoutSecrets(stream: NodeJS.WriteStream, secrets: readonly string[]): Writable {
  return new Writable({
    decodeStrings: false,
    write(line: unknown, _encoding, done) {
      stream.write(hideSecrets(String(line), secrets))
      done()
    },
  })
}
