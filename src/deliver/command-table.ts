import type { Locale } from './locale.ts'

/** The commands as a platform registers them: names, descriptions and options in every language the bot speaks. */
export type CommandTable = {
  /** What `/news` is for. */
  readonly description: Wording
  readonly commands: readonly CommandSpec[]
}

export type Wording = Readonly<Record<Locale, string>>

export type CommandSpec = {
  /** The word before the last one, such as `feed` in `feed edit`; null where there is only one. */
  readonly group: { readonly id: string; readonly name: Wording; readonly description: Wording } | null
  /** The last word as the program knows it. */
  readonly id: string
  readonly name: Wording
  readonly description: Wording
  /** Only for people who may manage channels, where the platform can tell. */
  readonly isForManagers: boolean
  readonly options: readonly OptionSpec[]
}

export type OptionSpec = {
  readonly id: string
  readonly name: Wording
  readonly description: Wording
  readonly isRequired: boolean
} & (
  | { readonly kind: 'text'; readonly hasSuggestions: boolean; readonly most: number }
  | { readonly kind: 'count'; readonly least: number; readonly most: number }
  | {
      readonly kind: 'choice'
      readonly choices: readonly { readonly value: string; readonly label: Wording }[]
    }
  | { readonly kind: 'channel' }
  | { readonly kind: 'file' }
)
