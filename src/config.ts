import { config as loadEnvFile } from 'dotenv'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import { type ChannelRef, parseAddress } from './deliver/address.ts'
import { type ModelSettings, modelProblems, modelSettings, readModelSettings } from './model-settings.ts'
import type { Keep } from './operate/retention.ts'
import { isHostGuarded, operateSettings, readKeep } from './operate-settings.ts'

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
const settings = {
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

/** Their values are never shown, not even when they are wrong. */
const secretSettings: ReadonlySet<string> = new Set([
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
const secretPrefix = 'PULLQUOTE_SECRET_'

const environment = z
  .object(settings)
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

/** The settings in the units the program works with. */
export type Config = {
  readonly dataFolder: string
  /** Where the store is when it is not in the folder; null when it is. Holds a password. */
  readonly databaseUrl: string | null
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  readonly logFormat: 'auto' | 'pretty' | 'json'
  /** null when the health and metrics server is off. */
  readonly httpPort: number | null
  readonly httpHost: string
  /** What /metrics and /readyz ask for; null where only this machine reaches them. */
  readonly adminToken: string | null
  /** Where this program is reached from outside, without a slash at the end; null when it is not. */
  readonly publicUrl: string | null
  readonly contact: string | null
  readonly allowNetworks: readonly string[]
  readonly poll: { readonly shortestMs: number; readonly longestMs: number; readonly feedsAtOnce: number }
  readonly pagesAtOnce: number
  readonly keep: Keep
  readonly fetchTimeoutMs: number
  readonly feedMaxBytes: number
  readonly pageMaxBytes: number
  readonly readTimeoutMs: number
  /** Where the people who run the bot read what it has to tell them. */
  readonly adminChannel: ChannelRef | null
  /** What private feeds are asked with: the key that seals it, and what the operator named. */
  readonly secrets: { readonly key: string | null; readonly named: Readonly<Record<string, string>> }
  readonly send: SendSettings
  /** null unless articles may be sent to a model. */
  readonly model: ModelSettings | null
  /** null when there is no token for the platform. */
  readonly discord: DiscordSettings | null
  readonly slack: SlackSettings | null
}

export type SendSettings = {
  /** How long a chat platform may take to answer. */
  readonly timeoutMs: number
  /** How long after its start a message that got no answer may still turn up. */
  readonly settleMs: number
}

export type DiscordSettings = {
  readonly token: string
  /** Set when Discord calls us over HTTP instead of through the gateway. */
  readonly publicKey: string | null
  readonly apiUrl: string | null
}

export type SlackSettings = {
  readonly botToken: string
  /** For Socket Mode. */
  readonly appToken: string | null
  /** For HTTP mode. */
  readonly signingSecret: string | null
  readonly apiUrl: string | null
}

export type ConfigOutcome =
  | { readonly kind: 'config'; readonly config: Config }
  /** One line for each bad setting: its name, what was found, what was expected. */
  | { readonly kind: 'invalid'; readonly problems: readonly string[] }

/** The names of all settings, in the order of `.env.example`. */
export const settingNames: readonly string[] = Object.keys(settings)

/** The settings of this process: its environment, and for what is not set there the file .env. */
export function loadConfig(): ConfigOutcome {
  const problem = envFileProblem(loadEnvFile({ quiet: true }).error)
  return problem === null ? readConfig(process.env) : { kind: 'invalid', problems: [problem] }
}

/** A file that is not there is nothing to say; one that cannot be read would leave its settings out unnoticed. */
export function envFileProblem(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  if ('code' in error && error.code === 'ENOENT') return null
  return `.env cannot be read (${error.message}): let this user read it, or take it away`
}

/** Reads the settings out of an environment; the only place that knows their names. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ConfigOutcome {
  const given = Object.entries(env).filter(
    ([name, value]) =>
      value !== '' && !name.startsWith(secretPrefix) && (name.startsWith('PULLQUOTE_') || name in settings),
  )
  const unknown = given.map(([name]) => name).filter((name) => !(name in settings))
  const parsed = environment.safeParse(Object.fromEntries(given))
  const problems = [
    ...unknown.map((name) => `${name} is not a setting${didYouMean(name)}`),
    ...(parsed.success ? [] : parsed.error.issues.map((issue) => problemLine(issue, env))),
  ]
  if (!parsed.success || problems.length > 0) return { kind: 'invalid', problems }
  return { kind: 'config', config: toConfig(parsed.data, namedSecrets(env)) }
}

function namedSecrets(env: Readonly<Record<string, string | undefined>>): Config['secrets']['named'] {
  const named = Object.entries(env).flatMap(([name, value]) =>
    name.startsWith(secretPrefix) && value ? [[name.slice(secretPrefix.length), value] as const] : [],
  )
  return Object.fromEntries(named)
}

function toConfig(all: Environment, named: Config['secrets']['named']): Config {
  const milliseconds = (value: number) => Math.round(value * 1000)
  const megabytes = (value: number) => value * 1024 * 1024
  return {
    dataFolder: all.PULLQUOTE_DATA,
    databaseUrl: all.DATABASE_URL || null,
    logLevel: all.PULLQUOTE_LOG_LEVEL,
    logFormat: all.PULLQUOTE_LOG_FORMAT,
    httpPort: all.PULLQUOTE_HTTP_PORT === 'off' ? null : all.PULLQUOTE_HTTP_PORT,
    httpHost: all.PULLQUOTE_HTTP_HOST,
    adminToken: all.PULLQUOTE_ADMIN_TOKEN || null,
    keep: readKeep(all),
    publicUrl: all.PULLQUOTE_PUBLIC_URL || null,
    contact: all.PULLQUOTE_CONTACT || null,
    allowNetworks: all.PULLQUOTE_ALLOW_NETWORKS,
    poll: {
      shortestMs: milliseconds(all.PULLQUOTE_POLL_SHORTEST_SECONDS),
      longestMs: milliseconds(all.PULLQUOTE_POLL_LONGEST_SECONDS),
      feedsAtOnce: all.PULLQUOTE_FEEDS_AT_ONCE,
    },
    pagesAtOnce: all.PULLQUOTE_PAGES_AT_ONCE,
    fetchTimeoutMs: milliseconds(all.PULLQUOTE_FETCH_TIMEOUT_SECONDS),
    feedMaxBytes: megabytes(all.PULLQUOTE_FEED_MAX_MB),
    pageMaxBytes: megabytes(all.PULLQUOTE_PAGE_MAX_MB),
    readTimeoutMs: milliseconds(all.PULLQUOTE_READ_TIMEOUT_SECONDS),
    adminChannel: all.PULLQUOTE_ADMIN_CHANNEL,
    secrets: { key: all.PULLQUOTE_KEY || null, named },
    send: {
      timeoutMs: milliseconds(all.PULLQUOTE_SEND_TIMEOUT_SECONDS),
      settleMs: milliseconds(all.PULLQUOTE_SETTLE_SECONDS),
    },
    model: readModelSettings(all),
    discord: all.DISCORD_TOKEN === '' ? null : discordSettings(all),
    slack: all.SLACK_BOT_TOKEN === '' ? null : slackSettings(all),
  }
}

type Environment = z.infer<typeof environment>

function discordSettings(all: Environment): DiscordSettings {
  return {
    token: all.DISCORD_TOKEN,
    publicKey: all.DISCORD_PUBLIC_KEY || null,
    apiUrl: all.DISCORD_API_URL || null,
  }
}

function slackSettings(all: Environment): SlackSettings {
  return {
    botToken: all.SLACK_BOT_TOKEN,
    appToken: all.SLACK_APP_TOKEN || null,
    signingSecret: all.SLACK_SIGNING_SECRET || null,
    apiUrl: all.SLACK_API_URL || null,
  }
}

function problemLine(
  issue: { readonly path: readonly PropertyKey[]; readonly message: string },
  env: Readonly<Record<string, string | undefined>>,
): string {
  const name = String(issue.path[0] ?? '')
  return secretSettings.has(name)
    ? `${name}: ${issue.message}`
    : `${name}=${env[name] ?? ''}: ${issue.message}`
}

/** A misspelt name is the likeliest cause; the nearest one has the same words in it. */
function didYouMean(name: string): string {
  const words = new Set(name.split('_'))
  const shared = (other: string) => other.split('_').filter((word) => words.has(word)).length
  const nearest = settingNames.toSorted((one, other) => shared(other) - shared(one))[0]
  return nearest !== undefined && shared(nearest) > 1 ? `; did you mean ${nearest}?` : ''
}

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
