import { resolve } from 'node:path'
import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { Config, ConfigOutcome } from './config.ts'
import type { Check } from './deliver/adapter.ts'
import { addressOf, type ChannelRef } from './deliver/address.ts'
import { refOf } from './deliver/watch.ts'
import { openIntake } from './intake.ts'
import { openAdapters } from './platforms.ts'
import { listChannels } from './store/channels.ts'
import { listFeeds } from './store/feeds.ts'
import { openStore, type StorePlace } from './store/open.ts'
import { placeOf } from './store/postgres-error.ts'
import type { Store } from './store/store.ts'
import { StoreError } from './store/store-error.ts'

const neededMajor = 24
/** Slack refuses requests that are signed five minutes off; feeds' dates get wrong earlier than that matters. */
const mostClockSkewMs = 120_000
const anyWebSite = 'https://example.com/'

export function checkNode(version: string): Check {
  const isGood = Number(version.split('.')[0]) >= neededMajor
  return {
    name: 'Node',
    isGood,
    found: version,
    fix: isGood ? null : `use Node ${neededMajor} or newer, or start through npm scripts`,
  }
}

export function checkSettings(outcome: ConfigOutcome): Check {
  const isGood = outcome.kind === 'config'
  return {
    name: 'settings',
    isGood,
    found: isGood ? 'all valid' : outcome.problems.join('; '),
    fix: isGood ? null : 'correct them in .env or the environment; .env.example explains each',
  }
}

/** Opens the store as the program does, writes to it and checks it. */
export async function checkStore(config: StorePlace): Promise<Check> {
  const path = config.databaseUrl ? placeOf(config.databaseUrl) : resolve(config.dataFolder)
  try {
    const store = await openStore(config)
    try {
      await store.write(async (tx) => {
        await sql`create table doctor (x integer)`.execute(tx)
        await sql`drop table doctor`.execute(tx)
      })
      const verdict = store.engine === 'sqlite' ? await quickCheck(store) : 'ok'
      const feeds = await listFeeds(store)
      if (verdict === 'ok')
        return { name: 'store', isGood: true, found: `${path} is writable, ${feeds.length} feeds`, fix: null }
      return {
        name: 'store',
        isGood: false,
        found: `${path} is damaged: ${verdict}`,
        fix: 'stop the program and restore the folder from a backup',
      }
    } finally {
      await store.close()
    }
  } catch (error) {
    const { found, fix } = error instanceof StoreError ? error : unknownTrouble(error)
    return { name: 'store', isGood: false, found: `${path}: ${found}`, fix }
  }
}

async function quickCheck({ db }: Store): Promise<string> {
  const { rows } = await sql<{ quick_check: string }>`pragma quick_check`.execute(db)
  return rows[0]?.quick_check ?? 'no answer'
}

function unknownTrouble(error: unknown) {
  return {
    found: error instanceof Error ? error.message : String(error),
    fix: 'look into the message; a folder from a backup or another one in PULLQUOTE_DATA helps',
  }
}

/** Asks a publisher (or any web site when there is no feed yet) and takes the time from its answer. */
export async function checkOutbound(config: Config): Promise<{ check: Check; serverTime: Date | null }> {
  const url = (await firstFeedUrl(config)) ?? anyWebSite
  const intake = openIntake(config)
  try {
    const answer = await intake.door.get({
      url,
      maxBytes: config.feedMaxBytes,
      timeoutMs: config.fetchTimeoutMs,
    })
    if (answer.kind === 'failed') {
      const fix = 'allow this machine to open connections to the web (firewall, DNS), then run doctor again'
      return { check: { name: 'outbound', isGood: false, found: answer.message, fix }, serverTime: null }
    }
    const date = Date.parse(answer.headers.date ?? '')
    return {
      check: {
        name: 'outbound',
        isGood: true,
        found: `${new URL(url).host} answers (${answer.status})`,
        fix: null,
      },
      serverTime: Number.isNaN(date) ? null : new Date(date),
    }
  } finally {
    await intake.close()
  }
}

/** Without an answer from outside, a clock that stands before this program was written is wrong all the same. */
export function checkClock(serverTime: Date | null, now: Date): Check {
  const written = new Date('2026-11-01T00:00:00Z')
  const fix = 'let the system set its clock by NTP (timedatectl set-ntp true)'
  if (serverTime === null) {
    const isGood = now > written
    return { name: 'clock', isGood, found: `${now.toISOString()}, not compared`, fix: isGood ? null : fix }
  }
  const skewMs = now.getTime() - serverTime.getTime()
  const isGood = Math.abs(skewMs) <= mostClockSkewMs
  const found = `${now.toISOString()}, ${Math.round(Math.abs(skewMs) / 1000)} s ${skewMs < 0 ? 'behind' : 'ahead of'} the web`
  return { name: 'clock', isGood, found, fix: isGood ? null : fix }
}

/** Asks every platform that is set up about its tokens, permissions and the channels that get posts. */
export async function checkPlatforms(
  config: Config,
  around: { readonly log: Logger; readonly terminal: NodeJS.WriteStream },
): Promise<readonly Check[]> {
  const channels = await knownChannels(config)
  const adapters = await openAdapters(config, around)
  try {
    const all = Object.values(adapters).map(async (adapter) => {
      const own = channels.filter(({ platform }) => platform === adapter.platform)
      const checks = await adapter.doctor(own)
      return checks.map((check) => ({ ...check, name: nameOf(check, adapter.platform) }))
    })
    return [...notSetUp(config), ...(await Promise.all(all)).flat()]
  } finally {
    await Promise.all(Object.values(adapters).map((adapter) => adapter.stop()))
  }
}

/** A channel's address, for one, has the platform's name in it already. */
function nameOf({ name }: Check, platform: string): string {
  return name.startsWith(platform) ? name : `${platform} ${name}`
}

function notSetUp(config: Config): Check[] {
  const line = (name: string, setting: string): Check => ({
    name,
    isGood: true,
    found: `not set up; docs/setup-${name}.md shows how, ${setting} is what it needs`,
    fix: null,
  })
  return [
    ...(config.discord ? [] : [line('discord', 'DISCORD_TOKEN')]),
    ...(config.slack ? [] : [line('slack', 'SLACK_BOT_TOKEN')]),
  ]
}

async function knownChannels(config: Config): Promise<readonly ChannelRef[]> {
  const stored = await withStore(config, async (store) => (await listChannels(store)).map(refOf))
  const { adminChannel } = config
  if (adminChannel === null) return stored ?? []
  const others = (stored ?? []).filter((channel) => addressOf(channel) !== addressOf(adminChannel))
  return [...others, adminChannel]
}

async function firstFeedUrl(config: Config): Promise<string | null> {
  const url = await withStore(config, async (store) => {
    const feeds = await listFeeds(store)
    return feeds.find((feed) => feed.source === 'added')?.url ?? null
  })
  return url ?? null
}

/** null when the store cannot be opened: its own check has already said what is wrong with it. */
async function withStore<Found>(
  config: Config,
  look: (store: Store) => Promise<Found>,
): Promise<Found | null> {
  try {
    const store = await openStore(config)
    try {
      return await look(store)
    } finally {
      await store.close()
    }
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}
