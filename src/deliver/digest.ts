import { type Post, type PostQuote, parsePost } from '../read/post.ts'
import type { ChannelSettings } from '../store/channel-settings.ts'
import type { FoldedPost, Gathering } from '../store/digests.ts'
import type { FoldCause } from '../store/schema.ts'
import { foldForQuiet } from './fold.ts'
import { type Locale, localeOf } from './locale.ts'
import { digestTexts } from './texts/digest.ts'
import { type Told, tellOnce } from './told-once.ts'
import type { Block, Inline, RichText, View } from './view.ts'

/** A post on its way into a digest. */
export type DigestPost = {
  readonly id: number
  readonly post: Post
  readonly isUrgent: boolean
  readonly cause: FoldCause
  readonly title: string
  readonly at: number
  readonly keyQuotes: number
}

export type Digest = { readonly view: View; readonly replies: readonly View[] }

type Story = Told<DigestPost>

/** What becomes of the posts that have waited long enough in a channel. A single one goes out as itself: that says more. */
export function gatherPosts(
  folded: readonly FoldedPost[],
  settings: ChannelSettings,
  now: number,
): Gathering {
  const quiet = foldForQuiet(settings, now)
  if (quiet !== null) return { kind: 'later', until: quiet.until, reason: quiet.reason }
  const posts = folded.flatMap(readPost)
  if (folded.length === 1 || posts.length === 0) return { kind: 'alone' }
  const { view, replies } = composeDigest(posts, localeOf(settings.locale))
  const readable = new Set(posts.map(({ id }) => id))
  return {
    kind: 'digest',
    view: JSON.stringify(view),
    replies: replies.map((reply) => JSON.stringify(reply)),
    unreadable: folded.flatMap(({ id }) => (readable.has(id) ? [] : [id])),
  }
}

/** A post of an older shape must not hold back the others. */
function readPost({ id, body, isUrgent, cause, createdAt }: FoldedPost): DigestPost[] {
  try {
    const post = parsePost(body)
    const at = post.publishedAt ?? createdAt
    return [{ id, post, isUrgent, cause, title: post.headline, at, keyQuotes: post.quotes.length }]
  } catch {
    return []
  }
}

const mostInMessage = 10
const mostWithQuote = 3
const mostInReply = 20
/** Characters with addresses; Discord takes 4096, some of them for formatting. */
const room = 3000
const longestHeadline = 200
const longestQuote = 400
const mostOutlets = 6

/** One message with the best stories first, each told once, and the others as replies to it. */
export function composeDigest(posts: readonly DigestPost[], locale: Locale): Digest {
  const texts = digestTexts[locale]
  const stories = rank(tellOnce(posts))
  const top: Block[] = []
  const lines: RichText[] = []
  let left = room
  for (const [index, story] of stories.slice(0, mostInMessage).entries()) {
    const line = lineOf(story, locale)
    const quote = index < mostWithQuote ? quoteOf(story) : null
    left -= lengthOf(line) + (quote?.text.length ?? 0)
    if (left < 0 && index > 0) break
    if (index < mostWithQuote) top.push({ kind: 'text', text: line }, ...(quote ? [quoteBlock(quote)] : []))
    else lines.push(line)
  }
  const shown = top.filter(({ kind }) => kind === 'text').length + lines.length
  const rest = stories.slice(shown)
  const count = texts.stories(stories.length)
  return {
    view: {
      blocks: [
        { kind: 'heading', text: `${texts.title[causeOf(posts)]} · ${count}` },
        ...top,
        ...(lines.length === 0 ? [] : [{ kind: 'list', items: lines } as const]),
        ...(rest.length === 0 ? [] : [{ kind: 'note', text: [texts.moreBelow(rest.length)] } as const]),
      ],
    },
    replies: repliesOf(rest, { shown, locale }),
  }
}

/** Breaking news first, then what has quotes, then what several outlets tell, then what is newer. */
export function rank(stories: readonly Story[]): readonly Story[] {
  return stories.toSorted(
    (one, other) =>
      Number(isUrgent(other)) - Number(isUrgent(one)) ||
      Number(other.lead.keyQuotes > 0) - Number(one.lead.keyQuotes > 0) ||
      other.also.length - one.also.length ||
      other.lead.at - one.lead.at,
  )
}

function isUrgent({ lead, also }: Story): boolean {
  return [lead, ...also].some((post) => post.isUrgent)
}

/** What its subscriptions want names the digest; other posts may have come along. */
function causeOf(posts: readonly DigestPost[]): FoldCause {
  const causes = posts.map(({ cause }) => cause)
  return causes.includes('schedule') ? 'schedule' : (causes[0] ?? 'schedule')
}

function lineOf({ lead, also }: Story, locale: Locale): RichText {
  const texts = digestTexts[locale]
  const others = also.flatMap((post, index): Inline[] =>
    index < mostOutlets ? [index === 0 ? ` · ${texts.also}` : ', ', outletLink(post)] : [],
  )
  const hidden = also.length - mostOutlets
  return [
    linked(shortened(lead.post.headline), lead.post.url),
    ...(lead.post.outlet === null ? [] : [` · ${lead.post.outlet}`]),
    ...others,
    ...(hidden > 0 ? [`, ${texts.others(hidden)}`] : []),
  ]
}

function outletLink({ post }: DigestPost): Inline {
  return linked(post.outlet ?? shortened(post.headline), post.url)
}

function linked(text: string, url: string | null): Inline {
  return url === null ? text : { text, url }
}

function shortened(headline: string): string {
  return headline.length <= longestHeadline
    ? headline
    : `${headline.slice(0, longestHeadline).replace(/\s+\S*$/, '')} …`
}

/** The first one that has room whole: a quote is never cut. */
function quoteOf({ lead }: Story): PostQuote | null {
  return lead.post.quotes.find(({ text }) => text.length <= longestQuote) ?? null
}

function quoteBlock({ text, speaker, role, where }: PostQuote): Block {
  return { kind: 'quote', text, speaker, role, where, source: null }
}

function lengthOf(line: RichText): number {
  return line.reduce((sum, part) => {
    if (typeof part === 'string') return sum + part.length
    return sum + ('url' in part ? part.text.length + part.url.length : 0)
  }, 0)
}

function repliesOf(
  stories: readonly Story[],
  { shown, locale }: { readonly shown: number; readonly locale: Locale },
): View[] {
  const texts = digestTexts[locale]
  const all = shown + stories.length
  let from = shown + 1
  return chunksOf(stories.map((story) => lineOf(story, locale))).map((items) => {
    const to = from + items.length - 1
    const heading = texts.part(from, to, all)
    from = to + 1
    return { blocks: [{ kind: 'heading', text: heading } as const, { kind: 'list', items } as const] }
  })
}

/** As many lines in each as a message has room for. */
function chunksOf(lines: readonly RichText[]): RichText[][] {
  const chunks: RichText[][] = []
  let left = 0
  for (const line of lines) {
    const last = chunks.at(-1)
    left -= lengthOf(line)
    if (last && left >= 0 && last.length < mostInReply) last.push(line)
    else {
      chunks.push([line])
      left = room - lengthOf(line)
    }
  }
  return chunks
}
