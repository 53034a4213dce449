import type { Reply } from '../../deliver/reply.ts'
import { tellOnce } from '../../deliver/told-once.ts'
import { namesLike } from '../../store/search/people.ts'
import type { Source } from '../../store/search/questions.ts'
import { feedsFollowedIn, timeZoneAt, type Workspace } from '../../store/workspace-news.ts'
import type { Asked, Options } from '../asked.ts'
import { searchTexts } from '../texts/search.ts'
import { note, privately, text } from '../views.ts'
import { namesNear, nearBlocks } from './near.ts'
import { type SearchParts, workspaceOf } from './search-parts.ts'
import { parseSince } from './since.ts'
import { findSource, nameOfFeed } from './source.ts'
import { aboutFirst, newestLookedAt, tellStories, usualOnPage } from './tell-stories.ts'
import { hasWords, parseWords } from './words.ts'

const mostOutlets = 50
const sourcesTold = 10

/** `search <words> [from:] [since:]`: what is about the words first, the newest first. */
export async function search(asked: Asked, options: Options, parts: SearchParts): Promise<Reply> {
  const texts = searchTexts[asked.locale]
  const workspace = workspaceOf(asked)
  if (workspace === null) return privately(text(texts.askInChannel))
  const typed = options.words?.trim() ?? ''
  const words = parseWords(typed)
  if (!hasWords(words)) return privately(text(...texts.noWords))
  const since = await readSince(asked, options.since, parts)
  if (since.kind === 'told') return since.reply
  const from = await readSource(asked, { typed: options.from, workspace }, parts)
  if (from.kind === 'told') return from.reply
  const question = { workspace, words, from: from.source, since: since.at, limit: newestLookedAt }
  const found = await parts.search.stories(question)
  if (found.length === 0) {
    const near = await namesNear(words, { workspace, kinds: ['topic', 'person'] }, parts)
    const isNarrow = since.at !== null || from.source !== null || words.wanted.length > 1
    return privately(
      text(texts.nothing(typed)),
      ...(isNarrow ? [text(texts.widen)] : []),
      ...nearBlocks(near, 'latest', asked.locale),
      note(...texts.howToFollow),
    )
  }
  const telling = {
    workspace,
    words,
    topic: { kind: 'search', words: typed } as const,
    perPage: usualOnPage,
  }
  return tellStories(asked, tellOnce(aboutFirst(found)), telling, parts)
}

type SinceRead =
  | { readonly kind: 'since'; readonly at: number | null }
  | { readonly kind: 'told'; readonly reply: Reply }

/** Since when, or what to answer somebody whose time can't be read. */
export async function readSince(
  asked: Asked,
  typed: string | undefined,
  { store }: SearchParts,
): Promise<SinceRead> {
  if (typed === undefined || typed.trim() === '') return { kind: 'since', at: null }
  const texts = searchTexts[asked.locale]
  const since = parseSince(typed, asked.now, await timeZoneOf(asked, store))
  if (since.kind === 'since') return { kind: 'since', at: since.at }
  const problem = since.kind === 'future' ? texts.futureSince(typed) : texts.badSince(typed)
  return { kind: 'told', reply: privately(text(...problem)) }
}

/** The time zone whoever asks lives by. */
export async function timeZoneOf(asked: Asked, store: SearchParts['store']): Promise<string> {
  return (asked.channel === null ? null : await timeZoneAt(store, asked.channel)) ?? 'UTC'
}

type SourceRead =
  | { readonly kind: 'source'; readonly source: Source | null }
  | { readonly kind: 'told'; readonly reply: Reply }

async function readSource(
  asked: Asked,
  { typed, workspace }: { readonly typed: string | undefined; readonly workspace: Workspace },
  { store }: SearchParts,
): Promise<SourceRead> {
  if (typed === undefined || typed.trim() === '') return { kind: 'source', source: null }
  const feeds = await feedsFollowedIn(store, workspace)
  const like = { kinds: ['outlet'], typed, limit: mostOutlets } as const
  const source = findSource(typed, feeds, await namesLike(store.db, workspace, like))
  if (source !== null) return { kind: 'source', source }
  const texts = searchTexts[asked.locale]
  const names = [...new Set(feeds.map(nameOfFeed))].slice(0, sourcesTold)
  return {
    kind: 'told',
    reply: privately(
      text(texts.unknownSource(typed)),
      ...(names.length === 0 ? [note(...texts.noFeeds)] : [note(texts.sources + names.join(', '))]),
    ),
  }
}
