import { config as loadEnvFile } from 'dotenv'
import type { ChannelRef } from './deliver/address.ts'
import type { Keep } from './operate/retention.ts'
import type { CrashAt } from './settings/crash-setting.ts'
import {
  type Environment,
  environment,
  secretPrefix,
  secretSettings,
  settings,
  testSettings,
} from './settings/environment.ts'
import { type ModelSettings, readModelSettings } from './settings/model-settings.ts'
import { readKeep } from './settings/operate-settings.ts'

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
  /** What a thread that reads may have in memory. */
  readonly readingHeapMb: number
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
  /** At which step a test wants the program dead; null otherwise. */
  readonly crashAt: CrashAt
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
      value !== '' && !name.startsWith(secretPrefix) && (name.startsWith('PULLQUOTE_') || isSetting(name)),
  )
  const unknown = given.map(([name]) => name).filter((name) => !isSetting(name))
  const parsed = environment.safeParse(Object.fromEntries(given))
  const problems = [
    ...unknown.map((name) => `${name} is not a setting${didYouMean(name)}`),
    ...(parsed.success ? [] : parsed.error.issues.map((issue) => problemLine(issue, env))),
  ]
  if (!parsed.success || problems.length > 0) return { kind: 'invalid', problems }
  return { kind: 'config', config: toConfig(parsed.data, namedSecrets(env)) }
}

function isSetting(name: string): boolean {
  return name in settings || name in testSettings
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
    readingHeapMb: all.PULLQUOTE_READING_HEAP_MB,
    adminChannel: all.PULLQUOTE_ADMIN_CHANNEL,
    secrets: { key: all.PULLQUOTE_KEY || null, named },
    send: {
      timeoutMs: milliseconds(all.PULLQUOTE_SEND_TIMEOUT_SECONDS),
      settleMs: milliseconds(all.PULLQUOTE_SETTLE_SECONDS),
    },
    model: readModelSettings(all),
    discord: all.DISCORD_TOKEN === '' ? null : discordSettings(all),
    slack: all.SLACK_BOT_TOKEN === '' ? null : slackSettings(all),
    crashAt: all.PULLQUOTE_CRASH_AT,
  }
}

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
