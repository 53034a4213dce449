import { randomBytes } from 'node:crypto'
import type { Transaction } from 'kysely'
import { z } from 'zod'
import type { Database, FeedRow } from './schema.ts'
import { type OpenedSecret, openSecret, readSecretKey, type SecretKey, sealSecret } from './secrets.ts'
import type { Store } from './store.ts'

/** What a feed is asked with, as the operator gave it: a value is the secret itself or `env:NAME`. */
export type FeedAccess = {
  readonly headers?: Readonly<Record<string, string>>
  readonly cookie?: string
  /** name:password. */
  readonly auth?: string
  readonly proxy?: string
  /** No secret: it is kept as it is. */
  readonly userAgent?: string
}

/** What secrets are opened with. */
export type Secrets = {
  readonly key: SecretKey | null
  /** By the name after `env:`. */
  readonly named: Readonly<Record<string, string>>
}

/** The secrets as the settings name them. */
export function readSecrets(given: {
  readonly key: string | null
  readonly named: Secrets['named']
}): Secrets {
  return { named: given.named, key: given.key === null ? null : readSecretKey(given.key) }
}

export type OpenedAccess =
  | { readonly kind: 'open'; readonly access: FeedAccess }
  /** What cannot be opened, why, and what to do; no secret is in it. */
  | { readonly kind: 'closed'; readonly message: string }

const keptAccess = z.object({
  headers: z.record(z.string(), z.string()).optional(),
  cookie: z.string().optional(),
  auth: z.string().optional(),
  proxy: z.string().optional(),
  userAgent: z.string().optional(),
})

const single = ['cookie', 'auth', 'proxy'] as const

/** The same with every secret passed through; the name says which one it is. */
function withSecrets(access: FeedAccess, pass: (name: string, value: string) => string): FeedAccess {
  const { headers, userAgent } = access
  const named = Object.entries(headers ?? {}).map(([name, value]) => [name, pass(headerName(name), value)])
  const others = single.flatMap((name) => {
    const value = access[name]
    return value === undefined ? [] : [[name, pass(name, value)] as const]
  })
  return {
    ...(headers === undefined ? {} : { headers: Object.fromEntries(named) }),
    ...Object.fromEntries(others),
    ...(userAgent === undefined ? {} : { userAgent }),
  }
}

/** The address of a proxy is no secret as long as it has no password. */
function isPlain(name: string, value: string): boolean {
  const url = name === 'proxy' ? URL.parse(value) : null
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
}

/** The secrets that are no `env:NAME`: to keep them they are sealed, which needs a key. */
export function toBeSealed(access: FeedAccess): readonly string[] {
  const names: string[] = []
  withSecrets(access, (name, value) => {
    if (envName(value) === null && !isPlain(name, value)) names.push(name)
    return value
  })
  return names
}

/** Keeps how a feed is asked, in place of what was kept before, and has it asked so at once. */
export async function saveAccess(
  tx: Transaction<Database>,
  feed: Pick<FeedRow, 'id' | 'url'>,
  access: FeedAccess,
  { key, now }: { readonly key: SecretKey | null; readonly now: Date },
): Promise<void> {
  const kept = withSecrets(access, (name, value) => {
    if (envName(value) !== null || isPlain(name, value)) return value
    if (key === null) throw new Error(`keep the ${name} of feed ${feed.id}: PULLQUOTE_KEY is not set`)
    return sealSecret(value, key, placeOf(feed.id, name))
  })
  const row = { origin: new URL(feed.url).origin, parts: JSON.stringify(kept) }
  await tx
    .insertInto('feed_access')
    .values({ feed_id: feed.id, ...row })
    .onConflict((conflict) => conflict.column('feed_id').doUpdateSet(row))
    .execute()
  await askAnew(tx, feed.id, privateUrl(feed.url), now)
}

/** What was learned of the document before may be another one with the secrets. */
async function askAnew(tx: Transaction<Database>, id: number, url: string, now: Date): Promise<void> {
  const nothingSeen = { etag: null, last_modified: null, body_hash: null, wire_hash: null }
  await tx
    .updateTable('feeds')
    .set({ url, ...nothingSeen, next_poll_at: now.getTime(), failures: 0 })
    .where('id', '=', id)
    .execute()
}

/** Forgets how a feed is asked: it is asked like any other, under the address it has. */
export async function removeAccess(tx: Transaction<Database>, feedId: number): Promise<void> {
  await tx.deleteFrom('feed_access').where('feed_id', '=', feedId).execute()
}

/** How the feed is asked; null when like any other. */
export async function openAccess(
  store: Store,
  feed: Pick<FeedRow, 'id' | 'url'>,
  secrets: Secrets,
): Promise<OpenedAccess | null> {
  if (!isPrivateUrl(feed.url)) return null
  const row = await store.db
    .selectFrom('feed_access')
    .selectAll()
    .where('feed_id', '=', feed.id)
    .executeTakeFirst()
  if (row === undefined) return null
  const what = `feed ${feed.id}`
  const { origin } = new URL(feed.url)
  if (row.origin !== origin)
    return closed(what, `its secrets are for ${row.origin} and not for ${origin}; enter them again`)
  const openOwn = (name: string, value: string): OpenedSecret =>
    isPlain(name, value)
      ? { kind: 'open', secret: value }
      : openSecret(value, secrets.key, placeOf(feed.id, name))
  return openValues(readKept(row.parts), { what, openOwn, named: secrets.named })
}

/** The same of what the operator has just given, and nobody has sealed yet. */
export function openGiven(access: FeedAccess, named: Secrets['named']): OpenedAccess {
  return openValues(access, { what: 'the feed', openOwn: (_, secret) => ({ kind: 'open', secret }), named })
}

type Opening = {
  readonly what: string
  readonly openOwn: (name: string, value: string) => OpenedSecret
  readonly named: Secrets['named']
}

function openValues(access: FeedAccess, { what, openOwn, named }: Opening): OpenedAccess {
  const problems: string[] = []
  const opened = withSecrets(access, (name, value) => {
    const env = envName(value)
    const found = env === null ? openOwn(name, value) : openNamed(env, named)
    const problem = found.kind === 'closed' ? found.problem : problemWith(name, found.secret)
    if (problem === null && found.kind === 'open') return found.secret
    problems.push(`${name}: ${problem}`)
    return ''
  })
  return problems.length === 0 ? { kind: 'open', access: opened } : closed(what, problems.join('; '))
}

/** What keeps a secret from being used; null when nothing does. */
function problemWith(name: string, secret: string): string | null {
  if (name === 'proxy')
    return /^https?:$/.test(URL.parse(secret)?.protocol ?? '') ? null : 'it is no http address'
  return isSendable(secret) ? null : 'it is empty or holds characters that cannot be sent'
}

/** What a feed is asked with, by name and where it comes from; never a value. */
export async function describeAccess(store: Store): Promise<ReadonlyMap<number, readonly string[]>> {
  const rows = await store.db.selectFrom('feed_access').selectAll().execute()
  return new Map(rows.map(({ feed_id, parts }) => [feed_id, describe(parts)]))
}

function describe(parts: string): readonly string[] {
  const kept = readKept(parts)
  const described: string[] = []
  withSecrets(kept, (name, value) => {
    const how = envName(value) === null ? 'sealed' : value
    described.push(isPlain(name, value) ? name : `${name} (${how})`)
    return value
  })
  return kept.userAgent === undefined ? described : [...described, 'user-agent']
}

function readKept(parts: string): FeedAccess {
  const { headers, cookie, auth, proxy, userAgent } = keptAccess.parse(JSON.parse(parts))
  return {
    ...(headers === undefined ? {} : { headers }),
    ...(cookie === undefined ? {} : { cookie }),
    ...(auth === undefined ? {} : { auth }),
    ...(proxy === undefined ? {} : { proxy }),
    ...(userAgent === undefined ? {} : { userAgent }),
  }
}

/** The private feed of this address, if one is followed. */
export async function findPrivateFeed(store: Store, url: string): Promise<FeedRow | undefined> {
  const plain = URL.parse(url)
  if (plain === null) return undefined
  plain.hash = ''
  return store.db
    .selectFrom('feeds')
    .innerJoin('feed_access', 'feed_access.feed_id', 'feeds.id')
    .selectAll('feeds')
    .where(
      (each) => each.fn<string>('substr', ['url', each.val(1), each.val(plain.href.length + 1)]),
      '=',
      `${plain.href}#`,
    )
    .executeTakeFirst()
}

/**
 * The address under which a private feed is kept. Its fragment is never sent, and nobody guesses it: who follows the plain
 * address, in another workspace, does not get what comes with the operator's secrets.
 */
export function privateUrl(url: string): string {
  const parsed = new URL(url)
  if (!isPrivateUrl(url)) parsed.hash = `private-${randomBytes(16).toString('base64url')}`
  return parsed.href
}

/** Whether this is the address of a feed that may have secrets. */
export function isPrivateUrl(url: string): boolean {
  return /#private-[\w-]{22}$/.test(url)
}

function openNamed(name: string, named: Secrets['named']): OpenedSecret {
  const secret = named[name]
  return secret === undefined
    ? { kind: 'closed', problem: `PULLQUOTE_SECRET_${name} is not set` }
    : { kind: 'open', secret }
}

/** The name in `env:NAME`; null when it is none. */
export function envName(value: string): string | null {
  return /^env:([A-Z0-9_]+)$/.exec(value)?.[1] ?? null
}

/** Whether HTTP lets it into a header. */
function isSendable(value: string): boolean {
  return value.trim() !== '' && /^[\t\x20-\x7e\x80-\xff]+$/.test(value)
}

function headerName(name: string): string {
  return `header ${name.toLowerCase()}`
}

function placeOf(feedId: number, name: string): string {
  return `feed ${feedId} ${name}`
}

function closed(what: string, problem: string): OpenedAccess {
  return { kind: 'closed', message: `${what} cannot be asked: ${problem}` }
}
