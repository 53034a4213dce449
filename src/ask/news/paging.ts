import type { Locale } from '../../deliver/locale.ts'
import type { Reply } from '../../deliver/reply.ts'
import type { Block, Button } from '../../deliver/view.ts'
import { findDraft, saveDraft } from '../../store/drafts.ts'
import type { QuoteRow } from '../../store/schema.ts'
import type { Store } from '../../store/store.ts'
import { quotesByIds, storiesByIds } from '../../store/stories.ts'
import type { Asked } from '../asked.ts'
import { roleTexts } from '../texts/roles.ts'
import { searchTexts } from '../texts/search.ts'
import { whyTexts } from '../texts/why.ts'
import { button, buttons, instead, note, privately, text } from '../views.ts'
import {
  type Answer,
  type Entry,
  headingOf,
  type PageRef,
  pageValue,
  parseAnswer,
  parsePageValue,
  type Topic,
} from './answer.ts'
import { contextButton, contextChoice } from './context.ts'
import { whyBlocks } from './link-blocks.ts'
import { type SearchParts, workspaceOf } from './search-parts.ts'
import { type Known, quoteBlocks, storyBlocks } from './story-view.ts'

/** What kind of draft an answer is kept as. */
export const answerDraft = 'answer'

/** Keeps the answer and shows its first page. */
export async function giveAnswer(asked: Asked, answer: Answer, parts: SearchParts): Promise<Reply> {
  const answerId = await saveDraft(
    parts.store,
    { kind: answerDraft, body: JSON.stringify(answer) },
    asked.now,
  )
  const page = await pageOf(parts, answer, 0, asked.locale)
  return privately(
    ...page.blocks,
    ...controls({ answer, ref: { answerId, page: 0 }, quotes: page.quotes }, asked.locale),
  )
}

/** Another page of an answer that was given before; `value` is the button's. */
export async function turnPage(asked: Asked, value: string, parts: SearchParts): Promise<Reply> {
  const kept = await findAnswer(asked, value, parts.store)
  if (kept === null) return forgotten(asked.locale)
  const { answer, ref } = kept
  const { blocks, quotes } = await pageOf(parts, answer, ref.page, asked.locale)
  return instead(...blocks, ...controls({ answer, ref, quotes }, asked.locale))
}

export type KeptAnswer = { readonly answer: Answer; readonly ref: PageRef }

/** The answer a button belongs to, if it was given in this workspace; a page beyond its end is the last one. */
export async function findAnswer(asked: Asked, value: string, store: Store): Promise<KeptAnswer | null> {
  const ref = parsePageValue(value)
  const workspace = workspaceOf(asked)
  if (ref === null || workspace === null) return null
  const body = await findDraft(store, answerDraft, ref.answerId)
  if (body === null) return null
  const answer = parseAnswer(body)
  const isOwn =
    answer.workspace.platform === workspace.platform && answer.workspace.workspaceId === workspace.workspaceId
  const page = Math.max(0, Math.min(ref.page, answer.pages.length - 1))
  return isOwn ? { answer, ref: { ...ref, page } } : null
}

/** For an answer that is no longer kept. */
export function forgotten(locale: Locale): Reply {
  return privately(text(...searchTexts[locale].forgotten))
}

export type Page = { readonly blocks: readonly Block[]; readonly quotes: readonly QuoteRow[] }

/** What a page shows, without its buttons, and the quotes among it. */
export async function pageOf(
  parts: Pick<SearchParts, 'store' | 'linkTo'>,
  answer: Answer,
  page: number,
  locale: Locale,
): Promise<Page> {
  if (answer.topic.kind === 'why') {
    const asked = { workspace: answer.workspace, link: answer.topic.link }
    // The item may be gone since then.
    const blocks = (await whyBlocks(parts, asked, locale)) ?? [text(...whyTexts[locale].needsLink)]
    return { blocks, quotes: [] }
  }
  const { store } = parts
  const entries = answer.pages[page] ?? []
  const ofQuotes = answer.topic.kind === 'said'
  const known = await (ofQuotes ? knownOfQuotes : knownOfStories)(store, answer, entries)
  const blocks = (ofQuotes ? quoteBlocks : storyBlocks)(entries, known, locale)
  return {
    blocks: [
      { kind: 'heading', text: headingOf(answer.topic, locale) },
      ...calledSo(answer.topic, locale),
      ...blocks,
      note(noteOf(answer, page, locale)),
    ],
    quotes: entries.flatMap(({ id, quote }) => known.quotes.get(ofQuotes ? id : (quote ?? 0)) ?? []),
  }
}

async function knownOfStories(store: Store, answer: Answer, entries: readonly Entry[]): Promise<Known> {
  const ids = entries.flatMap(({ id, also }) => [id, ...also])
  const stories = await storiesByIds(store.db, answer.workspace, ids)
  const quotes = await quotesByIds(
    store.db,
    entries.flatMap(({ quote }) => quote ?? []),
  )
  return { stories, quotes }
}

async function knownOfQuotes(store: Store, answer: Answer, entries: readonly Entry[]): Promise<Known> {
  const quotes = await quotesByIds(
    store.db,
    entries.flatMap(({ id, also }) => [id, ...also]),
  )
  const itemIds = [...new Set([...quotes.values()].map((quote) => quote.item_id))]
  return { quotes, stories: await storiesByIds(store.db, answer.workspace, itemIds) }
}

function noteOf(answer: Answer, page: number, locale: Locale): string {
  const texts = searchTexts[locale]
  const entries = answer.pages.flat()
  const count = answer.topic.kind === 'said' ? texts.quotes(entries.length) : texts.stories(entries.length)
  const hasQuotes = answer.topic.kind === 'said' || entries.some(({ quote }) => quote !== null)
  return [
    ...(answer.pages.length > 1 ? [texts.page(page + 1, answer.pages.length)] : []),
    count,
    ...(hasQuotes ? [texts.verbatim] : []),
  ].join(' · ')
}

/** Whoever asks for an office is told whom articles call by it. */
function calledSo(topic: Topic, locale: Locale): Block[] {
  return topic.kind === 'said' && topic.role !== null
    ? [note(roleTexts[locale].calledSo(topic.role, topic.person))]
    : []
}

type Shown = KeptAnswer & { readonly quotes: readonly QuoteRow[] }

function controls({ answer, ref, quotes }: Shown, locale: Locale): Block[] {
  const texts = searchTexts[locale]
  const { answerId, page } = ref
  const all: Button[] = []
  if (page > 0) all.push(button('page', pageValue({ answerId, page: page - 1 }), texts.previous))
  if (page < answer.pages.length - 1)
    all.push(button('page', pageValue({ answerId, page: page + 1 }), texts.next))
  all.push(button('share', pageValue(ref), texts.share))
  all.push(...contextButton(quotes, locale))
  return [...contextChoice(quotes, locale), buttons(...all)]
}
