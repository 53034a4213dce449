import { type Locale, locales } from '../../deliver/locale.ts'
import type { Reply } from '../../deliver/reply.ts'
import type { Block, RichText } from '../../deliver/view.ts'
import { lastChanges } from '../../store/audit.ts'
import type { ChannelRow, WorkspaceRow } from '../../store/schema.ts'
import { channelsOf, findChannel, findWorkspace } from '../../store/workspaces.ts'
import type { AdminParts } from '../admin-parts.ts'
import type { Asked } from '../asked.ts'
import { readStyle } from '../following/wishes.ts'
import { settingsTexts } from '../texts/settings.ts'
import { subscribeTexts } from '../texts/subscribe.ts'
import { button, buttons, privately, text } from '../views.ts'
import { admit, listedOf } from '../who-may.ts'
import { changeLine, peopleInWords } from './changes.ts'
import { channelName, errorChannelOf, refOfRow } from './error-channel.ts'
import { languageName } from './languages.ts'
import { timeZoneIn } from './time-zones.ts'

const shownChanges = 10
export const automatic = 'auto'

/** `/news settings`: what holds in this channel and workspace, how to change it, and who changed what. */
export async function settingsCommand(asked: Asked, parts: AdminParts): Promise<Reply> {
  const admission = await admit(asked, parts)
  if (admission.kind === 'refused') return admission.reply
  const { here } = admission
  const { locale } = asked
  const { store } = parts
  const texts = settingsTexts[locale]
  const channel = await findChannel(store, here)
  const workspace = await findWorkspace(store, here)
  const errorId = workspace === null ? null : errorChannelOf(workspace, parts.adminChannel)
  const channels = await channelsOf(store, here)
  const errors = channels.find(({ id }) => id === errorId)
  const named = channels.flatMap(({ channel_id, name }) =>
    name === null ? [] : [[channel_id, name] as const],
  )
  const reading = { locale, workspace: here, channelNames: new Map(named) }
  const changes = await lastChanges(store, here, shownChanges)
  return privately(
    { kind: 'heading', text: texts.ofChannel },
    { kind: 'list', items: channelLines(channel, await timeZoneIn(store, here), locale) },
    languageSelect(channel?.locale ?? null, locale),
    { kind: 'heading', text: texts.ofWorkspace },
    { kind: 'list', items: workspaceLines(workspace, errors ?? null, locale) },
    buttons(
      button('settings-channel', '', texts.changeChannel, 'primary'),
      button('settings-workspace', '', texts.changeWorkspace),
    ),
    { kind: 'heading', text: texts.lastChanges },
    changes.length === 0
      ? text(texts.noChanges)
      : { kind: 'list', items: changes.map((change) => changeLine(change, reading)) },
  )
}

/** What holds in a channel, a line for each setting. */
export function channelLines(
  channel: ChannelRow | null,
  timeZone: string,
  locale: Locale,
): readonly RichText[] {
  const texts = settingsTexts[locale]
  const style = readStyle(channel?.style ?? undefined) ?? 'brief'
  const budget = channel?.budget_per_hour ?? null
  return [
    line(texts.usualStyle, subscribeTexts[locale].styles[style]),
    line(texts.timeZone, timeZone),
    line(texts.quietHours, channel?.quiet_hours ?? texts.none),
    line(texts.breakingWords, channel?.breaking_words ?? texts.none),
    line(texts.budget, budget === null ? texts.unlimited : texts.perHour(budget)),
    line(texts.language, languageName(channel?.locale ?? null, locale)),
  ]
}

/** What holds in a workspace. */
export function workspaceLines(
  workspace: WorkspaceRow | null,
  errors: ChannelRow | null,
  locale: Locale,
): readonly RichText[] {
  const texts = settingsTexts[locale]
  const listed = listedOf(workspace)
  return [
    errors === null
      ? line(texts.errorChannel, texts.none)
      : [`${texts.errorChannel}: `, { channel: refOfRow(errors), name: channelName(errors) }],
    line(texts.whoMay, texts.who[workspace?.who_may ?? 'usual']),
    ...(listed.length === 0 ? [] : [[`${texts.listed}: `, ...peopleInWords(listed)]]),
    line(texts.language, languageName(workspace?.locale ?? null, locale)),
    line(texts.timeZone, workspace?.time_zone ?? 'UTC'),
  ]
}

function line(name: string, value: string): RichText {
  return [`${name}: `, { strong: value }]
}

/** Each language in its own words, so that whoever speaks it finds it. */
export function languageChoices(locale: Locale) {
  return [
    { value: automatic, label: settingsTexts[locale].automatic },
    ...locales.map((each) => ({ value: each as string, label: languageName(each, each) })),
  ]
}

function languageSelect(chosen: string | null, locale: Locale): Block {
  return {
    kind: 'select',
    action: 'settings-language',
    placeholder: settingsTexts[locale].language,
    options: languageChoices(locale),
    chosen: chosen ?? automatic,
  }
}
