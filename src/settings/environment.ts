import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import { type ChannelRef, parseAddress } from '../deliver/address.ts'
import { crashSetting } from './crash-setting.ts'
import { modelProblems, modelSettings } from './model-settings.ts'
import { isHostGuarded, operateSettings } from './operate-settings.ts'

const count = (least: number, most: number) =>
  z.coerce
    .number('expected a number')
    .int('expected a whole number')
    .min(least, `expected at least ${least}`)
    .max(most, `expected at most ${most}`)

const secret = z.string().default('')
const startsWith = (prefix: string, where: string) =>
  secret.refine(
    (token) => token === '' || token.startsWith(prefix),
    `expected a token that starts with ${prefix} (${where})`,
  )
const address = z.union([z.literal(''), z.url('expected a web address')]).default('')
const seconds = (least: number, most: number) =>
  z.coerce
    .number('expected a number of seconds')
    .min(least, `expected at least ${least}`)
    .max(most, `expected at most ${most}`)

/** Every setting with its default: the text of `.env.example` follows this list, and a test holds the two equal. */
export const settings = {
  DISCORD_TOKEN: secret,
  DISCORD_PUBLIC_KEY: z
    .string()
    .regex(/^([0-9a-f]{64})?$/i, 'expected 64 hexadecimal digits (Developer Portal, General Information)')
    .default(''),
  SLACK_BOT_TOKEN: startsWith('xoxb-', 'OAuth & Permissions'),
  SLACK_APP_TOKEN: startsWith('xapp-', 'Basic Information, App-Level Tokens'),
  SLACK_SIGNING_SECRET: secret,
  PULLQUOTE_ADMIN_CHANNEL: z
    .string()
    .default('')
    .transform((text, context): ChannelRef | null => {
      if (text === '') return null
      const parsed = parseAddress(text)
      if (parsed.kind === 'channel') return parsed.channel
      context.addIssue('expected discord:GUILD/CHANNEL or slack:TEAM/CHANNEL')
      return z.NEVER
    }),
  PULLQUOTE_DATA: z
    .string()
    .refine((folder) => folder !== ':memory:', 'expected a folder: posts must outlive the process')
    .default('./data'),
  DATABASE_URL: z
    .string()
    .refine(
      (text) => text === '' || isDatabaseUrl(text),
      'expected postgres://USER:PASSWORD@HOST/DATABASE, with special characters in the password as %XX',
    )
    .default(''),
  PULLQUOTE_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'expected debug, info, warn, error or silent')
    .default('info'),
  PULLQUOTE_LOG_FORMAT: z.enum(['auto', 'pretty', 'json'], 'expected auto, pretty or json').default('auto'),
  PULLQUOTE_HTTP_PORT: z
    .union([z.literal('off'), count(0, 65_535)], 'expected a port number from 0 to 65535, or off')
    .default(8787),
  PULLQUOTE_PUBLIC_URL: z
    .string()
    .transform((text) => text.replace(/\/+$/, ''))
    .refine((text) => text === '' || isPublicUrl(text), 'expected an https address without ? and #')
    .default(''),
  PULLQUOTE_CONTACT: z
    .union([z.literal(''), z.url('expected a web address'), z.email()], 'expected a web or mail address')
    .default(''),
  PULLQUOTE_ALLOW_NETWORKS: z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .refine(
      (networks) => networks.every(isNetwork),
      'expected networks like 10.0.0.0/8, separated by commas',
    ),
  PULLQUOTE_POLL_SHORTEST_SECONDS: count(1, 86_400).default(120),
  PULLQUOTE_POLL_LONGEST_SECONDS: count(1, 604_800).default(86_400),
  PULLQUOTE_FEEDS_AT_ONCE: count(1, 256).default(16),
  PULLQUOTE_PAGES_AT_ONCE: count(1, 64).default(4),
  PULLQUOTE_FETCH_TIMEOUT_SECONDS: count(1, 120).default(20),
  PULLQUOTE_FEED_MAX_MB: count(1, 100).default(15),
  PULLQUOTE_PAGE_MAX_MB: count(1, 20).default(3),
  PULLQUOTE_READ_TIMEOUT_SECONDS: count(1, 60).default(5),
  PULLQUOTE_SEND_TIMEOUT_SECONDS: seconds(0.1, 60).default(10),
  PULLQUOTE_SETTLE_SECONDS: seconds(0.1, 600).default(30),
  PULLQUOTE_KEY: secret.refine(
    (text) => text === '' || /^([0-9a-f]{64}|[\w+/-]{43}=?)$/i.test(text),
    'expected 32 random bytes as base64 or hexadecimal digits (openssl rand -base64 32)',
  ),
  ...modelSettings,
  ...operateSettings,
  DISCORD_API_URL: address,
  SLACK_API_URL: address,
}

/** What tests of the program set. */
export const testSettings = {
  PULLQUOTE_CRASH_AT: crashSetting,
  PULLQUOTE_READING_HEAP_MB: count(16, 4096).default(256),
}

/** Their values are never shown, not even when they are wrong. */
export const secretSettings: ReadonlySet<string> = new Set([
  'DATABASE_URL',
  'DISCORD_TOKEN',
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
  'PULLQUOTE_KEY',
  'PULLQUOTE_ADMIN_TOKEN',
  'PULLQUOTE_MODEL_KEY',
  'PULLQUOTE_MODEL_URL',
])

/** What comes after it is the operator's to name: `env:NAME` in how a feed is asked stands for PULLQUOTE_SECRET_NAME. */
export const secretPrefix = 'PULLQUOTE_SECRET_'

/** The settings, each by itself and together: what is missing beside another is said of the one that needs it. */
export const environment = z
  .object({ ...settings, ...testSettings })
  .refine((all) => all.PULLQUOTE_POLL_SHORTEST_SECONDS <= all.PULLQUOTE_POLL_LONGEST_SECONDS, {
    path: ['PULLQUOTE_POLL_LONGEST_SECONDS'],
    message: 'expected at least PULLQUOTE_POLL_SHORTEST_SECONDS',
  })
  .refine((all) => all.PULLQUOTE_SEND_TIMEOUT_SECONDS <= all.PULLQUOTE_SETTLE_SECONDS, {
    path: ['PULLQUOTE_SETTLE_SECONDS'],
    message: 'expected at least PULLQUOTE_SEND_TIMEOUT_SECONDS',
  })
  .refine((all) => all.PULLQUOTE_PUBLIC_URL === '' || all.PULLQUOTE_HTTP_PORT !== 'off', {
    path: ['PULLQUOTE_PUBLIC_URL'],
    message: 'expected PULLQUOTE_HTTP_PORT beside it, which is what is reached there',
  })
  .refine(isHostGuarded, {
    path: ['PULLQUOTE_HTTP_HOST'],
    message: 'expected PULLQUOTE_ADMIN_TOKEN beside it, for others could reach that address',
  })
  .refine((all) => all.DISCORD_TOKEN !== '' || all.DISCORD_PUBLIC_KEY === '', {
    path: ['DISCORD_PUBLIC_KEY'],
    message: 'expected DISCORD_TOKEN beside it',
  })
  .refine((all) => all.SLACK_BOT_TOKEN !== '' || all.SLACK_APP_TOKEN + all.SLACK_SIGNING_SECRET === '', {
    path: ['SLACK_BOT_TOKEN'],
    message: 'expected it beside SLACK_APP_TOKEN and SLACK_SIGNING_SECRET',
  })
  .superRefine((all, context) => {
    for (const { name, message } of modelProblems(all))
      context.addIssue({ code: 'custom', path: [name], message })
  })

export type Environment = z.infer<typeof environment>

/** What is pushed over plain http anybody could write; a program tried out on one machine does without. */
function isPublicUrl(text: string): boolean {
  const url = URL.parse(text)
  if (url === null || url.search !== '' || url.hash !== '' || url.username !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && url.hostname === '127.0.0.1')
}

function isDatabaseUrl(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1
}

function isNetwork(text: string): boolean {
  return ipaddr.isValidCIDR(text)
}
