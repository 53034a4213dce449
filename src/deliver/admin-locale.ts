import { localeOfChannelRow } from '../store/channels.ts'
import type { Store } from '../store/store.ts'
import { type Locale, localeOf } from './locale.ts'

/** The language of the channel where those who run the bot read. */
export async function adminLocale({
  store,
  adminChannelId,
}: {
  readonly store: Store
  readonly adminChannelId: number | null
}): Promise<Locale> {
  return localeOf(adminChannelId === null ? null : await localeOfChannelRow(store, adminChannelId))
}
