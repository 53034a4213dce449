import { z } from 'zod'
import type { ChannelRef } from '../../deliver/address.ts'
import { channelAddresses } from '../../deliver/address.ts'
import type { Locale } from '../../deliver/locale.ts'
import type { Inline, RichText } from '../../deliver/view.ts'
import type { AuditRow } from '../../store/schema.ts'
import { readStyle } from '../following/wishes.ts'
import { changeTexts } from '../texts/changes.ts'
import { settingsTexts } from '../texts/settings.ts'
import { subscribeTexts } from '../texts/subscribe.ts'
import { listedOf } from '../who-may.ts'
import { languageName } from './languages.ts'

/** A workspace's settings and people, as they are needed to write its changes in words. */
export type Reading = {
  readonly locale: Locale
  readonly workspace: Pick<ChannelRef, 'platform' | 'workspaceId'>
  /** What channels are called, by their ids; not all of them are known. */
  readonly channelNames: ReadonlyMap<string, string>
}

const values = z.record(z.string(), z.union([z.string(), z.number(), z.null()]))

type Values = z.infer<typeof values>

/** What changes, as it is written into the audit; null when nothing does. */
export function differences(
  row: Readonly<Record<string, unknown>>,
  change: Readonly<Record<string, string | number | null | undefined>>,
): { readonly before: string; readonly after: string } | null {
  const changed = Object.keys(change).filter((name) => (row[name] ?? null) !== (change[name] ?? null))
  if (changed.length === 0) return null
  const written = (from: Readonly<Record<string, unknown>>) =>
    JSON.stringify(Object.fromEntries(changed.map((name) => [name, from[name] ?? null])))
  return { before: written(row), after: written(change) }
}

/** Who changed what and when, in the words of the forms: each setting with what held before and what holds now. */
export function changeLine(row: AuditRow, reading: Reading): RichText {
  const actions = changeTexts[reading.locale]
  const action = Object.entries(actions).find(([name]) => name === row.action)?.[1] ?? row.action
  const isOfAll = row.action === 'settings' && row.subject === reading.workspace.workspaceId
  return [
    { time: row.at, as: 'moment' },
    ' ',
    personOf(row.actor),
    ...(isOfAll ? [`: ${actions.workspace}`] : [`: ${action} `, ...withChannels(row.subject, reading)]),
    ...valuesOf(row, reading),
  ]
}

function valuesOf({ before, after }: AuditRow, reading: Reading): RichText {
  const [old, now] = [settingsIn(before), settingsIn(after)]
  if (old !== null && now !== null)
    return Object.keys(now)
      .flatMap((name, index): RichText => {
        const label = labelOf(name, reading.locale)
        const shown = (from: Values) => valueInWords(name, from[name] ?? null, reading)
        return [index === 0 ? ' (' : '; ', `${label}: `, ...shown(old), ' → ', ...shown(now)]
      })
      .concat(')')
  const written = [before, after].filter((value) => value !== null).join(' → ')
  return written === '' ? [] : [' (', ...withChannels(written, reading), ')']
}

/** Other changes, and those of earlier versions, are written as text. */
function settingsIn(recorded: string | null): Values | null {
  if (recorded === null || !recorded.startsWith('{')) return null
  try {
    return values.safeParse(JSON.parse(recorded)).data ?? null
  } catch {
    return null
  }
}

function labelOf(name: string, locale: Locale): string {
  const texts = settingsTexts[locale]
  const labels = new Map([
    ['style', texts.usualStyle],
    ['time_zone', texts.timeZone],
    ['quiet_hours', texts.quietHours],
    ['breaking_words', texts.breakingWords],
    ['budget_per_hour', texts.budget],
    ['locale', texts.language],
    ['error_channel_id', texts.errorChannel],
    ['who_may', texts.whoMay],
    ['listed', texts.listed],
  ])
  return labels.get(name) ?? name
}

function valueInWords(name: string, value: string | number | null, reading: Reading): RichText {
  const { locale } = reading
  const texts = settingsTexts[locale]
  const written = value === null ? null : String(value)
  switch (name) {
    case 'style':
      return [subscribeTexts[locale].styles[readStyle(written ?? undefined) ?? 'brief']]
    case 'locale':
      return [languageName(written, locale)]
    case 'budget_per_hour':
      return [written ?? texts.unlimited]
    case 'who_may':
      return [Object.entries(texts.who).find(([who]) => who === (written ?? 'usual'))?.[1] ?? String(written)]
    case 'listed': {
      const people = listedOf({ listed: written })
      return people.length === 0 ? ['–'] : peopleInWords(people)
    }
    case 'error_channel_id':
      return written === null ? [texts.none] : [channelOf(written, reading)]
    default:
      return [written ?? '–']
  }
}

/** People as the platform shows them, parted by commas. */
export function peopleInWords(ids: readonly string[]): RichText {
  return ids.flatMap((id, index): RichText => [...(index === 0 ? [] : [', ']), { person: id, name: id }])
}

/** `actorName` has the id behind the name. */
function personOf(actor: string): Inline {
  const [, name = actor, id = actor] = /^(.*) \(([\w-]+)\)$/s.exec(actor) ?? []
  return { person: id, name }
}

function channelOf(channelId: string, { workspace, channelNames }: Reading): Inline {
  const { platform, workspaceId } = workspace
  const channel = { platform, workspaceId, channelId, threadId: null }
  return { channel, name: channelNames.get(channelId) ?? channelId }
}

/** The text with its addresses of channels as people know these. */
function withChannels(text: string, { workspace, channelNames }: Reading): RichText {
  const parts: Inline[] = []
  let end = 0
  for (const { start, written, channel } of channelAddresses(text)) {
    if (channel.platform !== workspace.platform || channel.workspaceId !== workspace.workspaceId) continue
    parts.push(text.slice(end, start), {
      channel,
      name: channelNames.get(channel.channelId) ?? channel.channelId,
    })
    end = start + written.length
  }
  return [...parts, text.slice(end)].filter((part) => part !== '')
}
