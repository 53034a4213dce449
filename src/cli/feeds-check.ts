import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type FetchRequest, fetchFeed } from '../../feeds/fetch.ts'
import { redactUrl } from '../../feeds/redact.ts'
import { readAddress } from '../ask/address.ts'
import type { DiscoveryParts } from '../ask/following/discovery.ts'
import { factsOf } from '../ask/following/found-feeds.ts'
import { lookForFeed, lookForOthers } from '../ask/following/look.ts'
import type { Config } from '../config.ts'
import { type Intake, openIntake } from '../intake.ts'
import { requestedWith } from '../poll/access.ts'
import { findPrivateFeed, openAccess, readSecrets } from '../store/access.ts'
import { findFeed } from '../store/feeds.ts'
import { openStore } from '../store/open.ts'
import { databaseFileName } from '../store/store.ts'
import { type FeedReport, reportOf, reportText } from './feed-report.ts'

/** `feeds check`: says what stands at the address, what is wrong with it, and which feeds of the site work. */
export async function checkFeedCommand(
  config: Config,
  typed: string,
  options: { readonly json?: boolean },
): Promise<0 | 1 | 2> {
  const target = await targetOf(config, typed)
  if (target.kind === 'invalid') {
    process.stderr.write(`feeds check ${redactUrl(typed)}: ${target.message}\n`)
    return target.code
  }
  const intake = openIntake(config)
  try {
    const now = new Date()
    const report = await checkFeed(target.url, askedAs(target, checkParts(intake, config)), now)
    process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : reportText(report, now))
    return report.works ? 0 : 1
  } finally {
    await intake.close()
  }
}

type Target =
  | { readonly kind: 'address'; readonly url: string; readonly access: FetchRequest['access'] | null }
  | { readonly kind: 'invalid'; readonly message: string; readonly code: 1 | 2 }

/** An address, or the number of a feed that is kept; one that is not for everybody is asked with its secrets. */
async function targetOf(config: Config, typed: string): Promise<Target> {
  const kept = await keptAs(config, typed)
  if (kept !== null) return kept
  if (isNumber(typed)) return { kind: 'invalid', message: noSuchFeed, code: 1 }
  const url = readAddress(typed)
  return url === null
    ? { kind: 'invalid', message: expectedAddress, code: 2 }
    : { kind: 'address', url, access: null }
}

const expectedAddress = 'expected a web address such as https://example.org/feed.xml, or the number of a feed'

const noSuchFeed = 'no such feed; feeds list shows them with their ids'

function isNumber(typed: string): boolean {
  return /^\d+$/.test(typed)
}

/** null when nothing is kept under what was typed; addresses are checked where there is no store yet, too. */
async function keptAs(config: Config, typed: string): Promise<Target | null> {
  if (config.databaseUrl === null && !existsSync(join(config.dataFolder, databaseFileName))) return null
  const store = await openStore(config)
  try {
    const feed = isNumber(typed)
      ? await findFeed(store, typed)
      : await findPrivateFeed(store, readAddress(typed) ?? '')
    if (feed === undefined) return null
    const opened = await openAccess(store, feed, readSecrets(config.secrets))
    if (opened?.kind === 'closed') return { kind: 'invalid', message: opened.message, code: 1 }
    return { kind: 'address', url: feed.url, access: opened === null ? null : requestedWith(opened.access) }
  } finally {
    await store.close()
  }
}

/** The secrets go to the feed's own address, and to no other of its site. */
function askedAs(
  { url, access }: Extract<Target, { kind: 'address' }>,
  parts: DiscoveryParts,
): DiscoveryParts {
  if (access == null) return parts
  return {
    ...parts,
    fetchFeed: (request) => parts.fetchFeed(request.url === url ? { ...request, access } : request),
  }
}

/** Asks the address and, where that helps, others of its site. */
export async function checkFeed(url: string, parts: DiscoveryParts, now: Date): Promise<FeedReport> {
  const look = await lookForFeed(url, parts, now)
  const isSilent = look.kind === 'feed' && factsOf(look.found.feed, now).silentSince !== null
  const others = isSilent ? await lookForOthers(url, parts, now) : []
  return reportOf(url, look, others, now)
}

export function checkParts({ door, pool }: Intake, { feedMaxBytes, fetchTimeoutMs }: Config): DiscoveryParts {
  return {
    fetchFeed: (request) =>
      fetchFeed(door, request, { maxBytes: feedMaxBytes, timeoutMs: fetchTimeoutMs }, new Date()),
    parse: (bytes, hints) => pool.parseFeed(bytes, hints),
    // A quarter of it is for each address: enough for the door and a thread to give up first, and to say why.
    patienceMs: 5 * fetchTimeoutMs,
  }
}
