import { redactUrl } from '../../feeds/redact.ts'
import type { Config } from '../config.ts'
import {
  type FeedAccess,
  findPrivateFeed,
  openGiven,
  readSecrets,
  removeAccess,
  saveAccess,
  toBeSealed,
} from '../store/access.ts'
import { recordChange } from '../store/audit.ts'
import { findFeed } from '../store/feeds.ts'
import { openStore } from '../store/open.ts'

/** How a feed is asked, as typed; the values are secrets or `env:NAME`. */
export type AccessOptions = {
  readonly header?: readonly string[]
  readonly cookie?: string
  readonly userAgent?: string
  readonly proxy?: string
  readonly auth?: string
}

export type AccessOutcome =
  | { readonly kind: 'none' }
  /** `opened` is what is sent, `access` what is kept. */
  | { readonly kind: 'access'; readonly access: FeedAccess; readonly opened: FeedAccess }
  /** Which option is wrong and what was expected; never what was typed. */
  | { readonly kind: 'invalid'; readonly message: string }

const headerName = /^[!#$%&'*+.^_`|~\w-]+$/
/** What the request itself is made of. */
const ownHeaders =
  /^(?:host|connection|content-.*|transfer-encoding|te|upgrade|keep-alive|expect|trailer|proxy-.*|accept-encoding|if-.*|user-agent|cookie)$/i

/** With a key, user name and password in an address are sealed like those given with `--auth`; without one they stay in it. */
export function passwordApart<Given extends AccessOptions>(
  address: string,
  given: Given,
  { secrets }: Pick<Config, 'secrets'>,
): { readonly url: string; readonly options: Given } {
  const url = new URL(address)
  if (secrets.key === null || given.auth !== undefined || url.username + url.password === '')
    return { url: address, options: given }
  const auth = `${decoded(url.username)}:${decoded(url.password)}`
  url.username = ''
  url.password = ''
  return { url: url.href, options: { ...given, auth } }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A stray % stands for itself.
    return text
  }
}

/** Reads the options; every value must be one that can be sent and kept. */
export function readAccess(options: AccessOptions, config: Pick<Config, 'secrets'>): AccessOutcome {
  const { header = [], cookie, userAgent, proxy, auth } = options
  const headers = header.map(splitHeader)
  if (headers.some((each) => each === null))
    return invalid("--header: expected 'Name: value', with a name that is not part of every request")
  if (userAgent !== undefined && !/^[\x20-\x7e]+$/.test(userAgent))
    return invalid('--user-agent: expected plain letters')
  if (auth !== undefined && !/:/.test(auth)) return invalid('--auth: expected name:password or env:NAME')
  const access: FeedAccess = {
    ...(headers.length > 0 ? { headers: Object.fromEntries(headers.flatMap((each) => [each ?? []])) } : {}),
    ...(cookie === undefined ? {} : { cookie }),
    ...(auth === undefined ? {} : { auth }),
    ...(proxy === undefined ? {} : { proxy }),
    ...(userAgent === undefined ? {} : { userAgent }),
  }
  if (Object.keys(access).length === 0) return { kind: 'none' }
  const unsealed = config.secrets.key === null ? toBeSealed(access) : []
  if (unsealed.length > 0)
    return invalid(
      `${unsealed.join(', ')}: set PULLQUOTE_KEY to keep it sealed (openssl rand -base64 32 makes one), or put it into a setting PULLQUOTE_SECRET_NAME and write env:NAME`,
    )
  const opened = openGiven(access, config.secrets.named)
  if (opened.kind === 'closed') return invalid(opened.message)
  return { kind: 'access', access, opened: opened.access }
}

/** `feeds edit`: keeps another way to ask a feed, or with `--public` none. */
export async function editFeedCommand(
  config: Config,
  idOrUrl: string,
  options: AccessOptions & { readonly public?: boolean },
): Promise<0 | 1 | 2> {
  const read = readAccess(options, config)
  if (read.kind === 'invalid') return refuse(2, read.message)
  if ((read.kind === 'none') === (options.public !== true))
    return refuse(
      2,
      'feeds edit: expected --header, --cookie, --auth, --proxy or --user-agent, or else --public',
    )
  const store = await openStore(config)
  try {
    const feed = (await findFeed(store, idOrUrl)) ?? (await findPrivateFeed(store, idOrUrl))
    if (feed === undefined)
      return refuse(1, `feeds edit ${redactUrl(idOrUrl)}: no such feed; feeds list shows them with their ids`)
    const now = new Date()
    await store.write(async (tx) => {
      const change = { actor: 'cli', action: 'access', subject: redactUrl(feed.url) }
      await recordChange(tx, { ...change, after: read.kind === 'none' ? 'public' : 'private' }, now)
      if (read.kind === 'none') return removeAccess(tx, feed.id)
      return saveAccess(tx, feed, read.access, { key: readSecrets(config.secrets).key, now })
    })
    const how = read.kind === 'none' ? 'like any other' : 'with what you gave'
    process.stdout.write(`Feed ${feed.id} is asked ${how} from now on: ${redactUrl(feed.url)}\n`)
    return 0
  } finally {
    await store.close()
  }
}

function splitHeader(text: string): readonly [string, string] | null {
  const [, name = '', value = ''] = /^([^:]+):\s*(.*)$/s.exec(text) ?? []
  return headerName.test(name) && !ownHeaders.test(name) && value !== ''
    ? [name.toLowerCase(), value.trim()]
    : null
}

function invalid(message: string): AccessOutcome {
  return { kind: 'invalid', message }
}

function refuse<Code extends 1 | 2>(code: Code, message: string): Code {
  process.stderr.write(`${message}\n`)
  return code
}
