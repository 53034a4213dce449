import type { Actor } from '../../deliver/interaction.ts'
import { type Locale, locales } from '../../deliver/locale.ts'
import { parseBreakingWords } from '../../deliver/times/breaking.ts'
import { parseQuietHours, writeQuietHours } from '../../deliver/times/quiet.ts'
import type { ChannelChange, WorkspaceChange } from '../../store/workspaces.ts'
import { readStyle } from '../following/wishes.ts'
import { settingsTexts } from '../texts/settings.ts'
import { readTimeZone } from './time-zones.ts'

type Fields = Readonly<Record<string, string>>

/** What a form asks for, or what is wrong with it at which field. */
export type Input<Change> =
  | { readonly kind: 'change'; readonly change: Change }
  | { readonly kind: 'invalid'; readonly problems: Readonly<Record<string, string>> }

const mostPerHour = 1000
const mostListed = 50

type One = { readonly value: string | null } | { readonly problem: string }

/** Reads the form of a channel's settings; an empty field is a setting taken back. */
export function readChannelForm(fields: Fields, locale: Locale): Input<ChannelChange> {
  const zone = readZone(fields.zone, locale)
  const quiet = readQuiet(fields.quiet, locale)
  const words = readWords(fields.breaking, locale)
  const budget = readBudget(fields.budget, locale)
  const problems = problemsOf({ zone, quiet, breaking: words, budget })
  if (problems !== null) return { kind: 'invalid', problems }
  return {
    kind: 'change',
    change: {
      style: readStyle(fields.as),
      time_zone: inputValue(zone),
      quiet_hours: inputValue(quiet),
      breaking_words: inputValue(words),
      budget_per_hour: inputValue(budget) === null ? null : Number(inputValue(budget)),
    },
  }
}

/** Reads the form of a workspace's settings but for its channel, which has to be looked at. */
export function readWorkspaceForm(
  fields: Fields,
  actor: Pick<Actor, 'id' | 'mayManage'> & { readonly isCreator: boolean },
  locale: Locale,
): Input<Omit<WorkspaceChange, 'error_channel_id'>> {
  const texts = settingsTexts[locale]
  const zone = readZone(fields.zone, locale)
  const whoMay =
    (['everyone', 'creators', 'admins', 'listed'] as const).find((one) => one === fields.who) ?? null
  const people = peopleIn(fields.listed ?? '')
  const stranger = people.find((id) => !/^[A-Za-z0-9_-]{1,40}$/.test(id))
  const listed: One =
    stranger !== undefined
      ? { problem: texts.badPerson(stranger.slice(0, 40)) }
      : whoMay === 'listed' && people.length === 0 && actor.mayManage === true
        ? { problem: texts.nobodyListed }
        : { value: null }
  const isShutOut =
    actor.mayManage !== true && (whoMay === 'admins' || (whoMay === 'creators' && !actor.isCreator))
  const who: One = isShutOut ? { problem: texts.shutsYouOut } : { value: null }
  const problems = problemsOf({ zone, listed, who })
  if (problems !== null) return { kind: 'invalid', problems }
  // Whoever closes the door must not stand outside.
  const withActor =
    whoMay === 'listed' && actor.mayManage !== true ? [...new Set([...people, actor.id])] : people
  return {
    kind: 'change',
    change: {
      who_may: whoMay,
      listed: withActor.length === 0 ? null : JSON.stringify(withActor.slice(0, mostListed)),
      locale: localeNamed(fields.language),
      time_zone: inputValue(zone),
    },
  }
}

/** The language with this code; null for any other text. */
export function localeNamed(code: string | undefined): Locale | null {
  return locales.find((locale) => locale === code) ?? null
}

function readZone(typed: string | undefined, locale: Locale): One {
  if ((typed ?? '').trim() === '') return { value: null }
  const read = readTimeZone(typed ?? '')
  if (read.kind === 'zone') return { value: read.zone }
  return { problem: settingsTexts[locale].unknownZone((typed ?? '').trim().slice(0, 60), read.suggestions) }
}

function readQuiet(typed: string | undefined, locale: Locale): One {
  if ((typed ?? '').trim() === '') return { value: null }
  const read = parseQuietHours(typed ?? '', locale)
  return read.kind === 'quiet' ? { value: writeQuietHours(read.quiet) } : { problem: read.message }
}

function readWords(typed: string | undefined, locale: Locale): One {
  const words = (typed ?? '').trim()
  if (words === '') return { value: null }
  const read = parseBreakingWords(words, locale)
  return read.kind === 'filter' ? { value: words } : { problem: read.message }
}

function readBudget(typed: string | undefined, locale: Locale): One {
  const budget = (typed ?? '').trim()
  if (budget === '') return { value: null }
  const isGood = /^\d{1,4}$/.test(budget) && Number(budget) >= 1 && Number(budget) <= mostPerHour
  return isGood
    ? { value: String(Number(budget)) }
    : { problem: settingsTexts[locale].badBudget(mostPerHour) }
}

/** People write ids, or mention each other: `<@U123|ann>`. */
function peopleIn(typed: string): readonly string[] {
  const ids = typed.split(/[\s,;]+/).map((one) => one.replace(/^<?@?!?/, '').replace(/(\|.*)?>?$/, ''))
  return [...new Set(ids.filter((id) => id !== ''))]
}

function inputValue(one: One): string | null {
  return 'value' in one ? one.value : null
}

function problemsOf(fields: Readonly<Record<string, One>>): Readonly<Record<string, string>> | null {
  const wrong = Object.entries(fields).flatMap(([name, one]) =>
    'problem' in one ? [[name, one.problem]] : [],
  )
  return wrong.length === 0 ? null : Object.fromEntries(wrong)
}
