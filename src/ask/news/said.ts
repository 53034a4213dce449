import { z } from 'zod'
import type { Reply } from '../../deliver/reply.ts'
import { standsAlone } from '../../read/post.ts'
import { findDraft, saveDraft } from '../../store/drafts.ts'
import { fold } from '../../store/fold.ts'
import { spellingsOfPerson } from '../../store/search/people.ts'
import type { FoundQuote } from '../../store/search/questions.ts'
import type { Words } from '../../store/search/words.ts'
import type { Workspace } from '../../store/workspace-news.ts'
import type { Asked, Options } from '../asked.ts'
import { searchTexts } from '../texts/search.ts'
import { note, privately, text } from '../views.ts'
import { cutPages, type Sized } from './answer.ts'
import { findMeant } from './meant.ts'
import { namesNear, nearBlocks } from './near.ts'
import { forgotten, giveAnswer } from './paging.ts'
import { readSince } from './search.ts'
import { type SearchParts, workspaceOf } from './search-parts.ts'
import { charactersOfQuote } from './story-view.ts'
import { type Person, personOf } from './who.ts'
import { countWords, hasWords, parseWords } from './words.ts'

const quotesLookedAt = 500
const quotesTold = 100
const quotesOnPage = 5
const mostChoices = 25
const waitingDraft = 'said'

const waiting = z.object({ about: z.string().nullable(), since: z.number().nullable() })
type Waiting = Readonly<z.infer<typeof waiting>>

/** `said <person> [about:] [since:]`: dated quotes, word for word. */
export async function said(asked: Asked, options: Options, parts: SearchParts): Promise<Reply> {
  const texts = searchTexts[asked.locale]
  const workspace = workspaceOf(asked)
  if (workspace === null) return privately(text(texts.askInChannel))
  const typed = options.person?.trim() ?? ''
  if (!hasWords(parseWords(typed))) return privately(text(...texts.noWords))
  const since = await readSince(asked, options.since, parts)
  if (since.kind === 'told') return since.reply
  const { meant, role } = await findMeant(typed, { workspace, now: asked.now }, parts)
  const asking = { about: options.about?.trim() || null, since: since.at }
  switch (meant.kind) {
    case 'nobody':
      return nobody(asked, { typed, workspace }, parts)
    case 'several':
      return askBack(asked, { typed, people: meant.people, asking }, parts)
    case 'one':
      return quotesOf(asked, { person: meant.person, role, workspace, ...asking }, parts)
  }
}

/** The person was chosen from several, or is offered by a button; `value` is the choice's. */
export async function saidByPerson(asked: Asked, value: string, parts: SearchParts): Promise<Reply> {
  const workspace = workspaceOf(asked)
  const [, draftId, nameId] = /^(\d{1,15})\.(\d{1,15})$/.exec(value) ?? []
  if (draftId === undefined || nameId === undefined) return said(asked, { person: value }, parts)
  const body = await findDraft(parts.store, waitingDraft, Number(draftId))
  if (body === null || workspace === null) return forgotten(asked.locale)
  const names = await spellingsOfPerson(parts.store.db, workspace, Number(nameId))
  if (names.length === 0) return forgotten(asked.locale)
  const asking = waiting.parse(JSON.parse(body))
  return quotesOf(asked, { person: personOf(names), role: null, workspace, ...asking }, parts)
}

async function quotesOf(
  asked: Asked,
  wanted: Waiting & {
    readonly person: Person
    /** What the person was asked for by instead of the name. */
    readonly role: string | null
    readonly workspace: Workspace
  },
  parts: SearchParts,
): Promise<Reply> {
  const { person, role, workspace, about, since } = wanted
  const words = about === null ? null : parseWords(about)
  const question = { workspace, words, since, speakerKeys: person.keys, limit: quotesLookedAt }
  const found = await parts.search.quotes(question)
  const told = quotesOnce(found.filter(standsAlone))
  if (told.length === 0) {
    const texts = searchTexts[asked.locale]
    const isNarrow = about !== null || since !== null
    return privately(text(texts.noQuotes(person.label, about)), ...(isNarrow ? [note(texts.widen)] : []))
  }
  const sized = sayingFirst(told, words)
    .slice(0, quotesTold)
    .map(
      ({ quote, also }): Sized => ({
        entry: { id: quote.id, also, quote: null },
        characters: charactersOfQuote({ text: quote.text, speaker: person.label, role: '', place: '' }) + 300,
      }),
    )
  const topic = { kind: 'said', person: person.label, about, role } as const
  return giveAnswer(asked, { workspace, topic, pages: cutPages(sized, quotesOnPage), shared: [] }, parts)
}

type ToldQuote = { readonly quote: FoundQuote; readonly also: readonly number[] }

/** What several articles quote is told once, by the newest of them. */
export function quotesOnce(quotes: readonly FoundQuote[]): ToldQuote[] {
  const byWords = Map.groupBy(quotes, ({ text: said }) =>
    fold(said)
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim(),
  )
  return [...byWords.values()].flatMap(([quote, ...others]) =>
    quote === undefined ? [] : [{ quote, also: others.map(({ id }) => id) }],
  )
}

/** Quotes with the words in them come before those of articles that only mention them. */
function sayingFirst(told: readonly ToldQuote[], words: Words | null): readonly ToldQuote[] {
  if (words === null) return told
  const near = ({ quote }: ToldQuote) =>
    Number(countWords(quote.text, words) > 0) * 2 + Number(countWords(quote.sourceSentence, words) > 0)
  return told.toSorted((one, other) => near(other) - near(one))
}

async function askBack(
  asked: Asked,
  {
    typed,
    people,
    asking,
  }: { readonly typed: string; readonly people: readonly Person[]; readonly asking: Waiting },
  { store }: SearchParts,
): Promise<Reply> {
  const texts = searchTexts[asked.locale]
  const id = await saveDraft(store, { kind: waitingDraft, body: JSON.stringify(asking) }, asked.now)
  const options = people.slice(0, mostChoices).map((person) => ({
    value: `${id}.${person.id}`,
    label: `${person.label} · ${texts.quotes(person.uses)}`,
  }))
  return privately(text(texts.whoIsMeant(typed)), {
    kind: 'select',
    action: 'said',
    placeholder: texts.choose,
    options,
    chosen: null,
  })
}

async function nobody(
  asked: Asked,
  { typed, workspace }: { readonly typed: string; readonly workspace: Workspace },
  parts: SearchParts,
): Promise<Reply> {
  const texts = searchTexts[asked.locale]
  const near = await namesNear(parseWords(typed), { workspace, kinds: ['person'] }, parts)
  return privately(
    text(texts.nobody(typed)),
    ...nearBlocks(near, 'said', asked.locale),
    note(...texts.howToFollow),
  )
}
