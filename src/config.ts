import { config as loadEnvFile } from 'dotenv'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'

const count = (least: number, most: number) =>
  z.coerce
    .number('expected a number')
    .int('expected a whole number')
    .min(least, `expected at least ${least}`)
    .max(most, `expected at most ${most}`)

/** Every setting with its default: the text of `.env.example` follows this list, and a test holds the two equal. */
const settings = {
  PULLQUOTE_DATA: z
    .string()
    .refine((folder) => folder !== ':memory:', 'expected a folder: posts must outlive the process')
    .default('./data'),
  PULLQUOTE_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'expected debug, info, warn, error or silent')
    .default('info'),
  PULLQUOTE_LOG_FORMAT: z.enum(['auto', 'pretty', 'json'], 'expected auto, pretty or json').default('auto'),
  PULLQUOTE_HTTP_PORT: z
    .union([z.literal('off'), count(0, 65_535)], 'expected a port number from 0 to 65535, or off')
    .default(8787),
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
  PULLQUOTE_POLL_SHORTEST_SECONDS: count(1, 86_400).default(300),
  PULLQUOTE_POLL_LONGEST_SECONDS: count(1, 604_800).default(86_400),
  PULLQUOTE_FEEDS_AT_ONCE: count(1, 256).default(16),
  PULLQUOTE_PAGES_AT_ONCE: count(1, 64).default(4),
  PULLQUOTE_FETCH_TIMEOUT_SECONDS: count(1, 120).default(20),
  PULLQUOTE_FEED_MAX_MB: count(1, 100).default(15),
  PULLQUOTE_PAGE_MAX_MB: count(1, 20).default(3),
  PULLQUOTE_READ_TIMEOUT_SECONDS: count(1, 60).default(5),
}

const environment = z
  .object(settings)
  .refine((all) => all.PULLQUOTE_POLL_SHORTEST_SECONDS <= all.PULLQUOTE_POLL_LONGEST_SECONDS, {
    path: ['PULLQUOTE_POLL_LONGEST_SECONDS'],
    message: 'expected at least PULLQUOTE_POLL_SHORTEST_SECONDS',
  })

/** The settings in the units the program works with. */
export type Config = {
  readonly dataFolder: string
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  readonly logFormat: 'auto' | 'pretty' | 'json'
  /** null when the health and metrics server is off. */
  readonly httpPort: number | null
  readonly contact: string | null
  readonly allowNetworks: readonly string[]
  readonly poll: { readonly shortestMs: number; readonly longestMs: number; readonly feedsAtOnce: number }
  readonly pagesAtOnce: number
  readonly fetchTimeoutMs: number
  readonly feedMaxBytes: number
  readonly pageMaxBytes: number
  readonly readTimeoutMs: number
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
  const given = Object.entries(env).filter(([name, value]) => name.startsWith('PULLQUOTE_') && value !== '')
  const unknown = given.map(([name]) => name).filter((name) => !(name in settings))
  const parsed = environment.safeParse(Object.fromEntries(given))
  const problems = [
    ...unknown.map((name) => `${name} is not a setting${didYouMean(name)}`),
    ...(parsed.success ? [] : parsed.error.issues.map((issue) => problemLine(issue, env))),
  ]
  if (!parsed.success || problems.length > 0) return { kind: 'invalid', problems }
  return { kind: 'config', config: toConfig(parsed.data) }
}

function toConfig(all: z.infer<typeof environment>): Config {
  const seconds = (value: number) => value * 1000
  const megabytes = (value: number) => value * 1024 * 1024
  return {
    dataFolder: all.PULLQUOTE_DATA,
    logLevel: all.PULLQUOTE_LOG_LEVEL,
    logFormat: all.PULLQUOTE_LOG_FORMAT,
    httpPort: all.PULLQUOTE_HTTP_PORT === 'off' ? null : all.PULLQUOTE_HTTP_PORT,
    contact: all.PULLQUOTE_CONTACT || null,
    allowNetworks: all.PULLQUOTE_ALLOW_NETWORKS,
    poll: {
      shortestMs: seconds(all.PULLQUOTE_POLL_SHORTEST_SECONDS),
      longestMs: seconds(all.PULLQUOTE_POLL_LONGEST_SECONDS),
      feedsAtOnce: all.PULLQUOTE_FEEDS_AT_ONCE,
    },
    pagesAtOnce: all.PULLQUOTE_PAGES_AT_ONCE,
    fetchTimeoutMs: seconds(all.PULLQUOTE_FETCH_TIMEOUT_SECONDS),
    feedMaxBytes: megabytes(all.PULLQUOTE_FEED_MAX_MB),
    pageMaxBytes: megabytes(all.PULLQUOTE_PAGE_MAX_MB),
    readTimeoutMs: seconds(all.PULLQUOTE_READ_TIMEOUT_SECONDS),
  }
}

function problemLine(
  issue: { readonly path: readonly PropertyKey[]; readonly message: string },
  env: Readonly<Record<string, string | undefined>>,
): string {
  const name = String(issue.path[0] ?? '')
  return `${name}=${env[name] ?? ''}: ${issue.message}`
}

/** A misspelt name is the likeliest cause; the nearest one has the same words in it. */
function didYouMean(name: string): string {
  const words = new Set(name.split('_'))
  const shared = (other: string) => other.split('_').filter((word) => words.has(word)).length
  const nearest = settingNames.toSorted((one, other) => shared(other) - shared(one))[0]
  return nearest !== undefined && shared(nearest) > 1 ? `; did you mean ${nearest}?` : ''
}

function isNetwork(text: string): boolean {
  return ipaddr.isValidCIDR(text)
}
