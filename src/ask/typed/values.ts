import { locales } from '../../deliver/locale.ts'
import type { Option } from '../commands.ts'
import { optionText } from '../texts/options.ts'
import { channelIdOf, plainAddress, plainText } from './words.ts'

export type ValueProblem = { readonly value: string } & (
  | { readonly kind: 'notOneOf'; readonly values: readonly string[] }
  | { readonly kind: 'notCount'; readonly least: number; readonly most: number }
  | { readonly kind: 'notChannel' }
  | { readonly kind: 'tooLong'; readonly most: number }
)

/** Options whose values are addresses: a link stands for where it leads, not for what it is called. */
const addresses = ['url', 'link', 'feed']

/** What the typed text means for the option; empty when it means nothing. */
export function meaningOf(option: Option, typed: string): string {
  if (typed.trim() === '') return ''
  switch (option.kind) {
    case 'count':
      return plainText(typed)
        .trim()
        .replace(/^0+(?=\d)/, '')
    case 'choice':
      return choiceOf(option.name, option.values, plainText(typed).trim())
    case 'channel':
      return channelIdOf(typed.trim()) ?? plainText(typed)
    default:
      return addresses.includes(option.name) ? plainAddress(typed) : plainText(typed)
  }
}

/** The value, whichever of its labels was typed; what is none of them stays as it is. */
function choiceOf(option: string, values: readonly string[], typed: string): string {
  const wanted = typed.toLowerCase()
  const labels = (value: string) =>
    locales.map((locale) => optionText(option, locale).choices?.[value]?.toLowerCase())
  return values.find((value) => value === wanted || labels(value).includes(wanted)) ?? typed
}

/** Why the option can't have this value; null when it can. */
export function valueProblem(option: Option, value: string): ValueProblem | null {
  switch (option.kind) {
    case 'count': {
      const { least, most } = option
      const isCount = /^\d{1,6}$/.test(value) && Number(value) >= least && Number(value) <= most
      return isCount ? null : { kind: 'notCount', value, least, most }
    }
    case 'choice':
      return option.values.includes(value) ? null : { kind: 'notOneOf', value, values: option.values }
    case 'channel':
      return /^[\w-]+$/.test(value) ? null : { kind: 'notChannel', value }
    case 'text':
      return value.length <= option.most ? null : { kind: 'tooLong', value, most: option.most }
    default:
      return null
  }
}
