import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { type OpmlEntry, opmlLimits, parseOpml } from '../../feeds/opml.ts'
import { exportSubscriptions } from '../ask/opml/export.ts'
import { problemOf } from '../ask/opml/import.ts'
import { type ImportLine, importFeeds } from '../ask/opml/import-feeds.ts'
import { reportText } from '../ask/opml/import-report.ts'
import { opmlTexts } from '../ask/texts/opml.ts'
import type { Config } from '../config.ts'
import type { ChannelRef } from '../deliver/address.ts'
import { listChannels } from '../store/channels.ts'
import { listFeeds } from '../store/feeds.ts'
import { openStore } from '../store/open.ts'
import { removeSamples } from '../store/samples.ts'
import type { Store } from '../store/store.ts'
import { type Subscription, subscriptionsIn } from '../store/subscriptions.ts'
import { parseTarget } from './target.ts'

const actor = 'cli'
const locale = 'en'

/** `feeds import`: every feed goes to the named channel, else to the one it was exported from, else to the console. */
export async function importFeedsCommand(
  config: Config,
  file: string,
  options: { readonly in?: string },
): Promise<0 | 1 | 2> {
  const bytes = readList(file)
  if (typeof bytes === 'string') return refused(1, `feeds import ${file}: ${bytes}`)
  const outcome = parseOpml(bytes)
  const problem = problemOf(outcome, locale)
  if (outcome.kind === 'unreadable' || problem !== null)
    return refused(1, `feeds import ${file}: ${problem ?? ''}`)
  const lists = listsByChannel(outcome.entries, options.in, config)
  if (typeof lists === 'string') return refused(2, lists)
  const lines = await withStore(config, (store) => importLists(store, lists, file))
  process.stdout.write(reportText({ lines, leftOut: outcome.leftOut }, locale))
  return 0
}

/** `feeds export`: all feeds of all channels, into the file or to the standard output. */
export async function exportFeedsCommand(config: Config, file: string | undefined): Promise<0 | 1> {
  const subscriptions = await withStore(config, allSubscriptions)
  const exported = exportSubscriptions(subscriptions, locale, { areChannelsNamed: true })
  const texts = opmlTexts[locale]
  if (exported.withSecrets > 0) process.stderr.write(`${texts.secretsLeftOut(exported.withSecrets)}\n`)
  if (file === undefined) process.stdout.write(exported.text)
  else {
    try {
      writeFileSync(file, exported.text)
    } catch (error) {
      return refused(1, `feeds export ${file}: ${messageOf(error)}`)
    }
    process.stderr.write(`${texts.exported(exported.count)}\n`)
  }
  return 0
}

type List = { readonly channel: ChannelRef; readonly entries: readonly OpmlEntry[] }

async function importLists(store: Store, lists: readonly List[], name: string): Promise<ImportLine[]> {
  await removeSamples(store)
  const lines: ImportLine[] = []
  for (const list of lists)
    lines.push(...(await importFeeds(store, { ...list, actor, name, locale }, new Date())))
  return lines
}

/** The lists to import, or what is wrong with a channel; checked before anything is changed. */
function listsByChannel(
  entries: readonly OpmlEntry[],
  named: string | undefined,
  config: Config,
): readonly List[] | string {
  const lists: List[] = []
  const byChannel = Map.groupBy(entries, ({ wishes }) => named ?? wishes.channel ?? 'console')
  for (const [address, inside] of byChannel) {
    const target = parseTarget(address, config)
    if (target.kind === 'invalid') return target.message
    lists.push({ channel: target.channel, entries: inside })
  }
  return lists
}

async function allSubscriptions(store: Store): Promise<readonly Subscription[]> {
  const workspaces = new Map(
    (await listChannels(store)).map(({ platform, workspace_id: workspaceId }) => [
      `${platform}:${workspaceId}`,
      { platform, workspaceId },
    ]),
  )
  const all: Subscription[] = []
  for (const workspace of workspaces.values()) all.push(...(await subscriptionsIn(store, workspace)))
  const feeds = await listFeeds(store)
  const samples = new Set(feeds.filter(({ source }) => source === 'samples').map(({ id }) => id))
  return all.filter(({ feed }) => !samples.has(feed.id))
}

/** The bytes of the file, or why there are none. */
function readList(file: string): Uint8Array | string {
  try {
    if (statSync(file).size > opmlLimits.bytes) return opmlTexts[locale].tooLarge(opmlLimits.bytes / 1e6)
    return readFileSync(file)
  } catch (error) {
    return messageOf(error)
  }
}

function refused<Code extends 1 | 2>(code: Code, message: string): Code {
  process.stderr.write(`${message}\n`)
  return code
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

async function withStore<Value>(config: Config, work: (store: Store) => Promise<Value>): Promise<Value> {
  const store = await openStore(config)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}
