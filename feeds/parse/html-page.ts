import { decodeHTML } from 'entities'
import { type FeedLink, feedsOfPage, looksLikeFeed } from '../discover/page-feeds.ts'
import { isSafeLink, resolveUrl } from './links.ts'
import { readAttributes, scanMarkup, type TagToken } from './markup.ts'
import { clip, oneLine } from './plain-text.ts'

/** What an HTML page served in place of a feed tells about itself. */
export type HtmlPage = {
  readonly title: string | null
  /** Where its feeds are likely to be, the likeliest first. */
  readonly feedLinks: readonly string[]
  /** It asks who we are before it shows anything. */
  readonly isLogin: boolean
}

// The links stand in the head; scripts and styles in front of it can be long.
const maxPageChars = 1_000_000
const maxLinks = 200
const feedTypePattern =
  /^(?:application\/(?:rss|atom|rdf)\+xml|application\/feed\+json|(?:text|application)\/xml)\s*(?:;|$)/i

export function isHtml(text: string): boolean {
  return /^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,2000}-->\s*)?<(?:!doctype\s+html|html|head|body)[\s>]/i.test(
    text.slice(0, 4096),
  )
}

/** `feed:https://…` and `feed://…`, which hands an address to the feed reader of the system. */
const feedScheme = /^\s*feed:(?=https?:|\/\/)/i

type Draft = {
  base: string | null
  title: string | null
  canonical: string | null
  hasPassword: boolean
  readonly links: FeedLink[]
  /** The anchor whose text comes next. */
  anchor: string | null
}

export function readHtmlPage(html: string, url: string | null): HtmlPage {
  const page = html.slice(0, maxPageChars)
  const draft: Draft = {
    base: url,
    title: null,
    canonical: null,
    hasPassword: false,
    links: [],
    anchor: null,
  }
  let inTitle = false
  for (const token of scanMarkup(page)) {
    if (token.kind === 'text') readText(draft, token.raw, inTitle)
    inTitle = token.kind === 'open' && token.name.toLowerCase() === 'title'
    if (token.kind === 'open') readTag(draft, token)
  }
  const { title, canonical, links } = draft
  const feedLinks = feedsOfPage({ url, canonical: channelOf(page, url) ?? canonical, links })
  return { title, feedLinks, isLogin: isLogin(draft, url) }
}

function readText(draft: Draft, raw: string, inTitle: boolean): void {
  if (inTitle) draft.title ??= clip(oneLine(decodeHTML(raw)), 120)
  if (draft.anchor === null || !/\S/.test(raw)) return
  addAnchor(draft, draft.anchor, oneLine(decodeHTML(raw.slice(0, 200))))
  draft.anchor = null
}

type Attributes = ReadonlyMap<string, string>

function readTag(draft: Draft, tag: TagToken): void {
  const read = tagReaders.get(tag.name.toLowerCase())
  if (read !== undefined) read(draft, readAttributes(tag.attributes))
}

const tagReaders: ReadonlyMap<string, (draft: Draft, attributes: Attributes) => void> = new Map([
  ['base', readBase],
  ['link', readLink],
  ['meta', readMeta],
  ['a', readAnchor],
  ['input', readInput],
])

function readBase(draft: Draft, attributes: Attributes): void {
  draft.base = hrefOf(attributes, draft.base) ?? draft.base
}

function readInput(draft: Draft, attributes: Attributes): void {
  draft.hasPassword ||= attributes.get('type')?.toLowerCase() === 'password'
}

function readLink(draft: Draft, attributes: Attributes): void {
  const rel = attributes.get('rel') ?? ''
  const url = hrefOf(attributes, draft.base)
  if (url === null) return
  if (/(?:^|\s)canonical(?:\s|$)/i.test(rel)) draft.canonical ??= url
  const isFeed = feedTypePattern.test(attributes.get('type')?.trim() ?? '')
  if (!/(?:^|\s)(?:alternate|feed)(?:\s|$)/i.test(rel) || !isFeed || draft.links.length >= maxLinks) return
  draft.links.push({ url, text: decodeHTML(attributes.get('title') ?? ''), rel: 'alternate' })
}

function readMeta(draft: Draft, attributes: Attributes): void {
  if (attributes.get('property')?.toLowerCase() !== 'og:url') return
  draft.canonical ??= resolved(attributes.get('content') ?? '', draft.base)
}

function readAnchor(draft: Draft, attributes: Attributes): void {
  const url = hrefOf(attributes, draft.base)
  const said = attributes.get('title') ?? attributes.get('aria-label') ?? null
  draft.anchor = null
  if (url === null || draft.links.length >= maxLinks) return
  if (looksLikeFeed(url, said) || feedTypePattern.test(attributes.get('type') ?? ''))
    draft.links.push({ url, text: said, rel: 'anchor' })
  else draft.anchor = url
}

function addAnchor(draft: Draft, url: string, text: string): void {
  if (looksLikeFeed(url, text)) draft.links.push({ url, text, rel: 'anchor' })
}

function hrefOf(attributes: Attributes, base: string | null): string | null {
  const href = attributes.get('href')
  return href ? resolved(href, base) : null
}

function resolved(href: string, base: string | null): string | null {
  const link = resolveUrl(decodeHTML(href).replace(feedScheme, ''), [base])
  return isSafeLink(link) && URL.canParse(link) ? link : null
}

/** The page of a video or of a handle names its channel only in its script. */
function channelOf(page: string, url: string | null): string | null {
  if (!/(?:^|\.)youtube\.com$/.test(URL.parse(url ?? '')?.hostname ?? '')) return null
  const id = /"(?:externalId|externalChannelId|channelId)":"(UC[\w-]{22})"/.exec(page)?.[1]
  return id === undefined ? null : `https://www.youtube.com/channel/${id}`
}

const loginPath = /\/(?:[a-z]+[-_])?(?:log-?in|sign-?in|sso|anmelden|connexion|identification)(?:[/.]|$)/i
const loginTitle =
  /(?<!\p{L})(?:log ?in|sign ?in|subscriber(?:s)? only|anmelden|anmeldung|einloggen|connexion|se connecter|iniciar sesión|acceder|увійти|вхід)(?!\p{L})/iu

/** A password field alone is no sign: many front pages have one in a corner. */
function isLogin({ title, hasPassword }: Draft, url: string | null): boolean {
  const isNamed = loginPath.test(URL.parse(url ?? '')?.pathname ?? '')
  const isTitled = loginTitle.test(title ?? '')
  return hasPassword ? isNamed || isTitled : isNamed && isTitled
}
