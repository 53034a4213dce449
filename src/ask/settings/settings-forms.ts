import { addressOf, type ChannelRef } from '../../deliver/address.ts'
import type { Field, Reply } from '../../deliver/reply.ts'
import { postStyles } from '../../deliver/style.ts'
import { recordChange } from '../../store/audit.ts'
import { ensureChannel } from '../../store/channels.ts'
import type { ChannelRow, WorkspaceRow } from '../../store/schema.ts'
import {
  type ChannelChange,
  changeChannel,
  changeWorkspace,
  channelsOf,
  ensureWorkspace,
  findChannel,
  findWorkspace,
} from '../../store/workspaces.ts'
import { actorName } from '../actor.ts'
import type { AdminParts } from '../admin-parts.ts'
import type { Asked } from '../asked.ts'
import type { Sent } from '../following/subscribe-buttons.ts'
import { settingsTexts } from '../texts/settings.ts'
import { subscribeTexts } from '../texts/subscribe.ts'
import { whoMayTexts } from '../texts/who-may.ts'
import { privately, text } from '../views.ts'
import { admit, listedOf, mayChange } from '../who-may.ts'
import { differences } from './changes.ts'
import { automatic, channelLines, languageChoices, workspaceLines } from './settings.ts'
import { localeNamed, readChannelForm, readWorkspaceForm } from './settings-input.ts'
import { timeZoneIn } from './time-zones.ts'

/** [Change this channel]. */
export async function openChannelForm(asked: Asked, _value: string, parts: AdminParts): Promise<Reply> {
  const admission = await admit(asked, parts)
  if (admission.kind === 'refused') return admission.reply
  const channel = await findChannel(parts.store, admission.here)
  const texts = settingsTexts[asked.locale]
  const { hints } = texts
  const styles = subscribeTexts[asked.locale].styles
  return {
    kind: 'form',
    form: {
      form: 'settings-channel',
      state: '',
      title: texts.channelTitle,
      submit: texts.save,
      fields: [
        {
          kind: 'choice',
          name: 'as',
          label: texts.usualStyle,
          hint: hints.style,
          isRequired: true,
          options: postStyles.map((value) => ({ value, label: styles[value] })),
          chosen: channel?.style ?? 'brief',
        },
        textField('zone', texts.timeZone, hints.timeZone, channel?.time_zone ?? ''),
        textField('quiet', texts.quietHours, hints.quietHours, channel?.quiet_hours ?? ''),
        textField('breaking', texts.breakingWords, hints.breakingWords, channel?.breaking_words ?? '', 500),
        textField('budget', texts.budget, hints.budget, String(channel?.budget_per_hour ?? '')),
      ],
    },
  }
}

/** [Change the workspace]. */
export async function openWorkspaceForm(asked: Asked, _value: string, parts: AdminParts): Promise<Reply> {
  const admission = await admit(asked, parts)
  if (admission.kind === 'refused') return admission.reply
  const { here } = admission
  const workspace = await findWorkspace(parts.store, here)
  const errors = await errorsRow(parts, here, workspace)
  const texts = settingsTexts[asked.locale]
  const { hints } = texts
  const mayNameCreators = parts.tellsCreators(here.platform) || workspace?.who_may === 'creators'
  const whos = (['usual', 'everyone', 'creators', 'admins', 'listed'] as const).filter(
    (who) => who !== 'creators' || mayNameCreators,
  )
  return {
    kind: 'form',
    form: {
      form: 'settings-workspace',
      state: '',
      title: texts.workspaceTitle,
      submit: texts.save,
      fields: [
        {
          kind: 'channel',
          name: 'errors',
          label: texts.errorChannel,
          hint: hints.errorChannel,
          isRequired: false,
          chosen: errors?.channel_id ?? null,
        },
        {
          kind: 'choice',
          name: 'who',
          label: texts.whoMay,
          hint: null,
          isRequired: true,
          options: whos.map((value) => ({ value, label: texts.who[value].slice(0, 75) })),
          chosen: workspace?.who_may ?? 'usual',
        },
        textField('listed', texts.listed, hints.listed, listedOf(workspace).join(' '), 1000),
        {
          kind: 'choice',
          name: 'language',
          label: texts.language,
          hint: null,
          isRequired: true,
          options: languageChoices(asked.locale),
          chosen: workspace?.locale ?? automatic,
        },
        textField('zone', texts.timeZone, hints.timeZone, workspace?.time_zone ?? ''),
      ],
    },
  }
}

function textField(name: string, label: string, hint: string, value: string, most = 100): Field {
  return { kind: 'text', name, label, hint, value, isRequired: false, isLong: false, most }
}

/** The channel's form was sent. */
export async function saveChannelForm(asked: Asked, { fields }: Sent, parts: AdminParts): Promise<Reply> {
  const admission = await admit(asked, parts)
  if (admission.kind === 'refused') return admission.reply
  const input = readChannelForm(fields, asked.locale)
  return input.kind === 'invalid' ? input : saveChannel(asked, admission.here, input.change, parts)
}

/** A language was chosen for the channel. */
export async function chooseLanguage(asked: Asked, value: string, parts: AdminParts): Promise<Reply> {
  const admission = await admit(asked, parts)
  if (admission.kind === 'refused') return admission.reply
  return saveChannel(asked, admission.here, { locale: localeNamed(value) }, parts)
}

async function saveChannel(
  asked: Asked,
  here: ChannelRef,
  change: ChannelChange,
  { store }: AdminParts,
): Promise<Reply> {
  const texts = settingsTexts[asked.locale]
  const changed = await store.write(async (tx) => {
    const row = await ensureChannel(tx, here, asked.now)
    const audit = differences(row, change)
    if (audit === null) return null
    await changeChannel(tx, row.id, change)
    const about = { actor: actorName(asked), action: 'settings', subject: addressOf(here) }
    await recordChange(tx, { ...about, ...audit, workspace: here }, asked.now)
    return { ...row, ...change }
  })
  if (changed === null) return privately(text(texts.unchanged))
  return privately(text({ strong: texts.saved }), {
    kind: 'list',
    items: channelLines(changed, await timeZoneIn(store, here), asked.locale),
  })
}

/** The workspace's form was sent. */
export async function saveWorkspaceForm(asked: Asked, { fields }: Sent, parts: AdminParts): Promise<Reply> {
  const admission = await admit(asked, parts)
  if (admission.kind === 'refused') return admission.reply
  const { here } = admission
  const standing = fields.who === 'creators' ? await parts.standingIn(asked.actor, here) : null
  const actor = { ...asked.actor, isCreator: standing?.isCreator ?? false }
  const input = readWorkspaceForm(fields, actor, asked.locale)
  const errors = await readErrorChannel(asked, here, fields.errors ?? '', parts)
  if (input.kind === 'invalid' || errors.kind === 'invalid')
    return {
      kind: 'invalid',
      problems: {
        ...(input.kind === 'invalid' ? input.problems : {}),
        ...(errors.kind === 'invalid' ? { errors: errors.message } : {}),
      },
    }
  const { store } = parts
  const texts = settingsTexts[asked.locale]
  const before = await errorsRow(parts, here, await findWorkspace(store, here))
  const changed = await store.write(async (tx) => {
    const row = await ensureWorkspace(tx, here, asked.now)
    const channel = errors.ref === null ? null : await ensureChannel(tx, errors.ref, asked.now)
    if (channel !== null && errors.name !== null) await changeChannel(tx, channel.id, { name: errors.name })
    const change = { ...input.change, error_channel_id: channel?.id ?? null }
    const audit = differences(
      { ...row, error_channel_id: before?.channel_id ?? null },
      { ...change, error_channel_id: channel?.channel_id ?? null },
    )
    if (audit === null) return null
    await changeWorkspace(tx, row.id, change)
    const about = { actor: actorName(asked), action: 'settings', subject: here.workspaceId }
    await recordChange(tx, { ...about, ...audit, workspace: here }, asked.now)
    return { ...row, ...change }
  })
  if (changed === null) return privately(text(texts.unchanged))
  const row = await errorsRow(parts, here, changed)
  return privately(text({ strong: texts.saved }), {
    kind: 'list',
    items: workspaceLines(changed, row, asked.locale),
  })
}

type ErrorChannelInput =
  | { readonly kind: 'channel'; readonly ref: ChannelRef | null; readonly name: string | null }
  | { readonly kind: 'invalid'; readonly message: string }

/** A channel for errors that cannot be posted to would swallow them. */
async function readErrorChannel(
  asked: Asked,
  here: ChannelRef,
  channelId: string,
  parts: AdminParts,
): Promise<ErrorChannelInput> {
  if (channelId === '') return { kind: 'channel', ref: null, name: null }
  const ref: ChannelRef = { ...here, channelId, threadId: null }
  const before = await errorsRow(parts, here, await findWorkspace(parts.store, here))
  if (before?.channel_id === channelId) return { kind: 'channel', ref, name: before.name }
  const isElsewhere = channelId !== here.channelId
  if (isElsewhere && !(await mayChange(asked, ref, parts)))
    return { kind: 'invalid', message: whoMayTexts[asked.locale].notThere }
  const access = await parts.checkAccess(ref)
  if (access.kind === 'closed') {
    const reason = `${access.reason}. ${access.fix}`
    return { kind: 'invalid', message: settingsTexts[asked.locale].noChannelAccess(reason) }
  }
  return { kind: 'channel', ref, name: access.kind === 'open' ? access.name : null }
}

/** The channel that was named for errors; not the operator's, which nobody here chose. */
async function errorsRow(
  { store }: AdminParts,
  here: ChannelRef,
  workspace: WorkspaceRow | null,
): Promise<ChannelRow | null> {
  const id = workspace?.error_channel_id ?? null
  return (await channelsOf(store, here)).find((row) => row.id === id) ?? null
}
