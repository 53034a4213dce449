import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { parseOpmlText } from '../../feeds/opml.ts'
import { parseFeed } from '../../feeds/parse.ts'
import type { AdminParts } from '../../src/ask/admin-parts.ts'
import type { Asked } from '../../src/ask/asked.ts'
import type { ChannelRef } from '../../src/deliver/address.ts'
import type { Reply } from '../../src/deliver/reply.ts'
import type { Block } from '../../src/deliver/view.ts'
import { readPage } from '../../src/read/page/page.ts'
import { readArticle } from '../../src/read/reading.ts'
import type { Store } from '../../src/store/store.ts'
import { news } from './newsroom.ts'

export const now = new Date('2026-01-25T08:00:00Z')

/** What a stranger's address answers: a document, a status, or nothing for ever. */
export type Answers = Readonly<Record<string, string | number | 'never'>>

/** The parts of the commands for admins, with a web that is a table. */
export function officeParts(store: Store, web: Answers, changes: Partial<AdminParts> = {}): AdminParts {
  return {
    store,
    fetchFeed: async ({ url }) => {
      const answer = web[url] ?? 404
      if (answer === 'never') return new Promise(() => undefined)
      if (typeof answer === 'number')
        return {
          kind: 'failed',
          problem: 'http-status',
          status: answer,
          retryAfterMs: null,
          message: `GET ${url}: ${answer}`,
        }
      const bytes = new TextEncoder().encode(answer)
      const unsaid = { etag: null, lastModified: null, permanentUrl: null, waitMs: null }
      return { kind: 'fetched', bytes, contentType: null, bodyHash: '', finalUrl: url, ...unsaid }
    },
    parse: parseFeed,
    parseList: async (text) => parseOpmlText(text),
    fetchPage: async (url) => {
      const answer = web[url] ?? 404
      if (answer === 'never') return new Promise(() => undefined)
      const isPage = typeof answer === 'string'
      return {
        kind: 'response',
        status: isPage ? 200 : answer,
        headers: { 'content-type': 'text/html' },
        body: new TextEncoder().encode(isPage ? answer : ''),
        finalUrl: url,
        redirects: [],
      }
    },
    readPage: async ({ bytes, url, headline, now }) => {
      const page = readPage(new TextDecoder().decode(bytes), { url: url ?? '', now: new Date(now) })
      if (page.kind === 'refused') return page
      return { kind: 'read', reading: readArticle(page.article, headline) }
    },
    checkAccess: async () => ({ kind: 'open', name: '#news' }),
    standingIn: async () => ({ mayManage: true, isCreator: false, isMember: true }),
    tellsCreators: () => false,
    adminChannel: null,
    wakePolling: () => undefined,
    patienceMs: 200,
    ...changes,
  }
}

/** Somebody who may manage channels, in the news channel. */
export function askedBy(changes: Partial<Asked> = {}): Asked {
  return {
    platform: 'fake',
    actor: { id: 'ann', name: 'Ann', locale: null, mayManage: true },
    locale: 'en',
    channel: news,
    message: null,
    now,
    ...changes,
  }
}

export const elsewhere: ChannelRef = { ...news, channelId: 'sports' }
export const stranger: ChannelRef = { ...news, workspaceId: 'other' }

export const samplePage = readFileSync(
  new URL('../../feeds/samples/abu-dhabi-talks.html', import.meta.url),
  'utf8',
)

/** A feed with as many items as hours. */
export function feedOf(title: string, hoursAgo: readonly number[]): string {
  const items = hoursAgo.map((hours) => {
    const date = new Date(now.getTime() - hours * 3_600_000).toUTCString()
    return `<item><title>Story of ${hours} h ago</title><guid>s${hours}</guid><link>https://gazette.example/s${hours}</link><pubDate>${date}</pubDate><description>What the feed says.</description></item>`
  })
  return `<rss version="2.0"><channel><title>${title}</title><link>https://gazette.example/</link><language>en</language>${items.join('')}</channel></rss>`
}

export function blocksOf(reply: Reply): readonly Block[] {
  if (reply.kind !== 'view') throw new Error(`expected a view, found ${JSON.stringify(reply)}`)
  return reply.view.blocks
}

/** Everything that is said in the reply, as one text. */
export function wordsOf(reply: Reply): string {
  return JSON.stringify(reply.kind === 'view' ? reply.view : reply)
}

/** The value of the reply's button for this action. */
export function buttonValue(reply: Reply, action: string): string {
  for (const block of blocksOf(reply)) {
    const found = block.kind === 'buttons' ? block.buttons : []
    for (const button of found) if (button.kind === 'action' && button.action === action) return button.value
  }
  throw new Error(`no button ${action} in ${wordsOf(reply)}`)
}

const anyCharacter = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code))

/** What people may type, and what nobody would: half surrogate pairs and control characters too. */
export const anyText = fc.oneof(fc.string(), fc.string({ unit: anyCharacter }))
