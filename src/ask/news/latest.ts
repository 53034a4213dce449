import type { Reply } from '../../deliver/reply.ts'
import { tellOnce } from '../../deliver/told-once.ts'
import type { Words } from '../../store/search/words.ts'
import { feedsFollowedIn, type Workspace } from '../../store/workspace-news.ts'
import type { Asked, Options } from '../asked.ts'
import { searchTexts } from '../texts/search.ts'
import { note, privately, text } from '../views.ts'
import { namesNear, nearBlocks } from './near.ts'
import { type SearchParts, workspaceOf } from './search-parts.ts'
import { aboutFirst, newestLookedAt, tellStories, usualOnPage } from './tell-stories.ts'
import { hasWords, parseWords } from './words.ts'

const mostOnPage = 20

/** `latest [topic] [count]`: the newest stories, each event once. */
export async function latest(asked: Asked, options: Options, parts: SearchParts): Promise<Reply> {
  const texts = searchTexts[asked.locale]
  const workspace = workspaceOf(asked)
  if (workspace === null) return privately(text(texts.askInChannel))
  const topic = options.topic?.trim() || null
  const words = topic === null ? null : parseWords(topic)
  if (words !== null && !hasWords(words)) return privately(text(...texts.noWords))
  const question = { workspace, words, from: null, since: null, limit: newestLookedAt }
  const found = await parts.search.stories(question)
  if (found.length === 0) return nothing(asked, { topic, words, workspace }, parts)
  const telling = { workspace, words, topic: { kind: 'latest', topic } as const, perPage: countOf(options) }
  return tellStories(asked, tellOnce(aboutFirst(found)), telling, parts)
}

/** Another topic, chosen by its button. */
export function latestOn(asked: Asked, topic: string, parts: SearchParts): Promise<Reply> {
  return latest(asked, { topic }, parts)
}

function countOf({ count }: Options): number {
  const wanted = Number(count ?? usualOnPage)
  return Number.isInteger(wanted) && wanted >= 1 ? Math.min(wanted, mostOnPage) : usualOnPage
}

async function nothing(
  asked: Asked,
  missed: { readonly topic: string | null; readonly words: Words | null; readonly workspace: Workspace },
  parts: SearchParts,
): Promise<Reply> {
  const texts = searchTexts[asked.locale]
  const { topic, words, workspace } = missed
  if ((await feedsFollowedIn(parts.store, workspace)).length === 0) return privately(text(...texts.noFeeds))
  if (topic === null || words === null) return privately(text(texts.nothingNew), note(...texts.howToFollow))
  const near = await namesNear(words, { workspace, kinds: ['topic', 'person'] }, parts)
  return privately(
    text(texts.nothing(topic)),
    ...nearBlocks(near, 'latest', asked.locale),
    note(...texts.howToFollow),
  )
}
