import { fetchFeed } from '../../feeds/fetch.ts'
import { redactUrl } from '../../feeds/redact.ts'
import { readAddress } from '../ask/address.ts'
import type { DiscoveryParts } from '../ask/following/discovery.ts'
import { factsOf } from '../ask/following/found-feeds.ts'
import { lookForFeed, lookForOthers } from '../ask/following/look.ts'
import type { Config } from '../config.ts'
import { type Intake, openIntake } from '../intake.ts'
import { type FeedReport, reportOf, reportText } from './feed-report.ts'

/** `feeds check`: says what stands at the address, what is wrong with it, and which feeds of the site work. */
export async function checkFeedCommand(
  config: Config,
  typed: string,
  options: { readonly json?: boolean },
): Promise<0 | 1 | 2> {
  const url = readAddress(typed)
  if (url === null) {
    process.stderr.write(
      `feeds check ${redactUrl(typed)}: expected a web address such as https://example.org/feed.xml\n`,
    )
    return 2
  }
  const intake = openIntake(config)
  try {
    const now = new Date()
    const report = await checkFeed(url, checkParts(intake, config), now)
    process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : reportText(report, now))
    return report.works ? 0 : 1
  } finally {
    await intake.close()
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
