import type { Upload } from '../deliver/interaction.ts'
import type { Reply } from '../deliver/reply.ts'
import type { View } from '../deliver/view.ts'
import type { Asked, Options } from './asked.ts'
import type { DeskParts } from './desk-parts.ts'
import {
  editFeedCommand,
  openFeedForm,
  pauseFeedCommand,
  resumeFeed,
  resumeFeedCommand,
  saveFeedForm,
} from './following/feed.ts'
import { testFeedCommand } from './following/feed-test.ts'
import { listCommand, turnListPage } from './following/list.ts'
import { pickFeed, subscribeCommand } from './following/subscribe.ts'
import {
  cancelPreview,
  changePreviewStyle,
  confirmPreview,
  openPreviewForm,
  setPreviewWishes,
} from './following/subscribe-buttons.ts'
import {
  askUnsubscribe,
  confirmUnsubscribe,
  keepSubscription,
  unsubscribeCommand,
} from './following/unsubscribe.ts'
import { help } from './help.ts'
import { turnHomePage } from './home.ts'
import { showContext, showContextOfPost } from './news/context.ts'
import { digestNow } from './news/digest-now.ts'
import { latest, latestOn } from './news/latest.ts'
import { moreQuotes } from './news/more-quotes.ts'
import { turnPage } from './news/paging.ts'
import { said, saidByPerson } from './news/said.ts'
import { search } from './news/search.ts'
import { share } from './news/share.ts'
import { why } from './news/why.ts'
import { whyThis } from './news/why-this.ts'
import { offerPacks, openFirstFeedForm, sendFirstFeed } from './notices/first-contact.ts'
import { exportAll, exportCommand } from './opml/export.ts'
import { followPack, importCommand, importForm, openImportForm } from './opml/import.ts'
import { settingsCommand } from './settings/settings.ts'
import {
  chooseLanguage,
  openChannelForm,
  openWorkspaceForm,
  saveChannelForm,
  saveWorkspaceForm,
} from './settings/settings-forms.ts'
import { statusCommand } from './settings/status.ts'
import { privately } from './views.ts'

export type Call = { readonly options: Options; readonly files: readonly Upload[] }
export type SentForm = {
  readonly state: string
  readonly fields: Readonly<Record<string, string>>
  readonly files: readonly Upload[]
}

type Handlers<Given> = Readonly<
  Record<string, ((asked: Asked, given: Given, parts: DeskParts) => Promise<Reply>) | undefined>
>

/** The names come from outside, and every object knows `constructor`. */
export function handlerFor<Given>(handlers: Handlers<Given>, name: string): Handlers<Given>[string] {
  return Object.hasOwn(handlers, name) ? handlers[name] : undefined
}

/** Who answers the commands of the table. */
export const commandHandlers: Handlers<Call> = {
  latest: (asked, { options }, parts) => latest(asked, options, parts),
  search: (asked, { options }, parts) => search(asked, options, parts),
  said: (asked, { options }, parts) => said(asked, options, parts),
  digest: (asked, { options }, parts) => digestNow(asked, options, parts),
  why: (asked, { options }, parts) => why(asked, options, parts),
  help: (asked) => help(asked),
  subscribe: (asked, { options }, parts) => subscribeCommand(asked, options, parts),
  unsubscribe: (asked, { options }, parts) => unsubscribeCommand(asked, options, parts),
  list: (asked, { options }, parts) => listCommand(asked, options, parts),
  'feed edit': (asked, { options }, parts) => editFeedCommand(asked, options, parts),
  'feed pause': (asked, { options }, parts) => pauseFeedCommand(asked, options, parts),
  'feed resume': (asked, { options }, parts) => resumeFeedCommand(asked, options, parts),
  'feed test': (asked, { options }, parts) => testFeedCommand(asked, options, parts),
  'feed import': (asked, { files }, parts) => importCommand(asked, files, parts),
  'feed export': (asked, _, parts) => exportCommand(asked, parts),
  settings: (asked, _, parts) => settingsCommand(asked, parts),
  status: (asked, _, parts) => statusCommand(asked, parts),
}

/** Who answers buttons and choices, by the action they were given. */
export const actionHandlers: Handlers<string> = {
  quotes: async (asked, key, parts) => shown(await moreQuotes(parts.store, key, asked.locale)),
  why: async (asked, key, parts) => shown(await whyThis(parts.store, key, asked.locale)),
  context: showContext,
  'in-context': showContextOfPost,
  page: turnPage,
  share,
  latest: latestOn,
  said: saidByPerson,
  'subscribe-pick': pickFeed,
  'subscribe-post': confirmPreview,
  'subscribe-style': changePreviewStyle,
  'subscribe-only': openPreviewForm,
  'subscribe-cancel': cancelPreview,
  'unsubscribe-ask': askUnsubscribe,
  'unsubscribe-yes': confirmUnsubscribe,
  'unsubscribe-keep': (asked) => keepSubscription(asked),
  'feed-edit': openFeedForm,
  'feed-resume': resumeFeed,
  'list-page': turnListPage,
  'home-page': turnHomePage,
  'settings-channel': openChannelForm,
  'settings-workspace': openWorkspaceForm,
  'settings-language': chooseLanguage,
  'opml-export-all': (asked, _, parts) => exportAll(asked, parts),
  'start-feed': openFirstFeedForm,
  'start-pack': offerPacks,
  'start-import': (asked, _, parts) => openImportForm(asked, parts),
  'pack-follow': followPack,
}

/** Who takes what was entered into a form. */
export const formHandlers: Handlers<SentForm> = {
  'subscribe-only': setPreviewWishes,
  'feed-edit': saveFeedForm,
  'settings-channel': saveChannelForm,
  'settings-workspace': saveWorkspaceForm,
  'start-feed': sendFirstFeed,
  'opml-import': importForm,
}

function shown(view: View): Reply {
  return privately(...view.blocks)
}
