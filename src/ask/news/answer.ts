import { z } from 'zod'
import type { Locale } from '../../deliver/locale.ts'
import { searchTexts } from '../texts/search.ts'

const topic = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('latest'), topic: z.string().nullable() }),
  z.object({ kind: z.literal('search'), words: z.string() }),
  z.object({ kind: z.literal('digest'), span: z.enum(['today', '24h', '7d']) }),
  z.object({
    kind: z.literal('said'),
    person: z.string(),
    about: z.string().nullable(),
    /** What the person was asked for by instead of the name. */
    role: z.string().nullable().default(null),
  }),
  z.object({ kind: z.literal('why'), link: z.string() }),
])

/** One line of an answer: an item with others of its event, or a quote with others that say the same. */
const entry = z.object({
  id: z.number(),
  also: z.array(z.number()).readonly(),
  /** The quote that is shown under an item. */
  quote: z.number().nullable(),
})

const answer = z.object({
  workspace: z.object({ platform: z.string(), workspaceId: z.string() }),
  topic,
  pages: z.array(z.array(entry).readonly()).readonly(),
  /** The pages everybody has seen already. */
  shared: z.array(z.number()).readonly(),
})

/** An answer as it is kept: what was found stays as it was, however many items come while somebody turns its pages. */
export type Answer = Readonly<z.infer<typeof answer>>
export type Entry = Readonly<z.infer<typeof entry>>
export type Topic = Answer['topic']

/** An answer as it was kept. */
export function parseAnswer(json: string): Answer {
  return answer.parse(JSON.parse(json))
}

/** What stands above an answer. */
export function headingOf(about: Topic, locale: Locale): string {
  const texts = searchTexts[locale]
  switch (about.kind) {
    case 'latest':
      return texts.latest(about.topic)
    case 'search':
      return texts.search(about.words)
    case 'digest':
      return texts.digest[about.span]
    case 'said':
      return texts.said(about.person, about.about)
    case 'why':
      return about.link
  }
}

/** A page of an answer, as it stands in a button. */
export type PageRef = { readonly answerId: number; readonly page: number }

/** The value of a button that leads to the page. */
export function pageValue({ answerId, page }: PageRef): string {
  return `${answerId}.${page}`
}

/** The page a button leads to; null when the value is not one of ours. */
export function parsePageValue(value: string): PageRef | null {
  const [, answerId, page] = /^(\d{1,15})\.(\d{1,4})$/.exec(value) ?? []
  return answerId === undefined || page === undefined
    ? null
    : { answerId: Number(answerId), page: Number(page) }
}

export type Sized = { readonly entry: Entry; readonly characters: number }

const mostOnPage = 20
const charactersOfPage = 3000
const mostPages = 40

/** Cuts what was found into pages that every platform shows whole. */
export function cutPages(found: readonly Sized[], perPage: number): readonly (readonly Entry[])[] {
  const pages: { entries: Entry[]; characters: number }[] = []
  for (const { entry: next, characters } of found) {
    const last = pages.at(-1)
    const fits =
      last !== undefined &&
      last.entries.length < Math.min(perPage, mostOnPage) &&
      last.characters + characters <= charactersOfPage
    if (fits) {
      last.entries.push(next)
      last.characters += characters
    } else pages.push({ entries: [next], characters })
  }
  return pages.slice(0, mostPages).map(({ entries }) => entries)
}
