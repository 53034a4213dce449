import { z } from 'zod'
import { changeDraft, findDraft, saveDraft } from '../../store/drafts.ts'
import type { Store } from '../../store/store.ts'

const channel = z
  .object({
    platform: z.string(),
    workspaceId: z.string(),
    channelId: z.string(),
    threadId: z.string().nullable(),
  })
  .readonly()

const style = z.enum(['headline', 'brief', 'full'])

const wishes = z.object({
  channel,
  /** null for that of the channel. */
  style: style.nullable(),
  channelStyle: style.default('brief'),
  filter: z.string().nullable(),
  schedule: z.string().nullable(),
  /** How many of the newest items are posted at the start. */
  firstPosts: z.number(),
})

/** Where somebody wants to follow what, and how. */
export type Wishes = Readonly<z.infer<typeof wishes>>

const preview = wishes.extend({
  url: z.string(),
  title: z.string().nullable(),
  channelName: z.string().nullable(),
  /** The newest item's post as JSON; null when the feed lists nothing. */
  post: z.string().nullable(),
  isRead: z.boolean().nullable(),
  /** The newest item as filters see it. */
  filtered: z
    .object({
      title: z.string(),
      text: z.string(),
      author: z.string(),
      categories: z.array(z.string()).readonly(),
      outlets: z.array(z.string()).readonly(),
    })
    .nullable(),
  ratePerDay: z.number().nullable(),
  language: z.string().nullable(),
  newestAt: z.number().nullable(),
  /** Its newest item is older than the feed's rhythm explains; a preview from before this was told says nothing. */
  silentSince: z.number().nullable().default(null),
})

/** A preview that waits for its button. */
export type Preview = Readonly<z.infer<typeof preview>>

const choice = wishes.extend({ urls: z.array(z.string()).readonly() })

/** Feeds of a site, of which one is to be chosen. */
export type FeedChoice = Readonly<z.infer<typeof choice>>

const kinds = { preview: 'subscribe-preview', choice: 'subscribe-choice' } as const

export function savePreview(store: Store, draft: Preview, now: Date): Promise<number> {
  return saveDraft(store, { kind: kinds.preview, body: JSON.stringify(draft) }, now)
}

export function saveChoice(store: Store, draft: FeedChoice, now: Date): Promise<number> {
  return saveDraft(store, { kind: kinds.choice, body: JSON.stringify(draft) }, now)
}

export function changePreview(store: Store, id: number, draft: Preview): Promise<void> {
  return changeDraft(store, id, JSON.stringify(draft))
}

/** null when it was used, is forgotten, or never was. */
export async function findPreview(store: Store, id: string): Promise<Preview | null> {
  const body = await findBody(store, kinds.preview, id)
  return body === null ? null : preview.parse(JSON.parse(body))
}

export async function findChoice(store: Store, id: string): Promise<FeedChoice | null> {
  const body = await findBody(store, kinds.choice, id)
  return body === null ? null : choice.parse(JSON.parse(body))
}

/** The value comes from a button, and somebody may have sent it without one. */
async function findBody(store: Store, kind: string, id: string): Promise<string | null> {
  return /^\d{1,15}$/.test(id) ? findDraft(store, kind, Number(id)) : null
}
