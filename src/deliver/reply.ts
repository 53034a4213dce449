import type { Choice, View } from './view.ts'

/** What the program answers when somebody did something in chat. */
export type Reply =
  | {
      readonly kind: 'view'
      readonly view: View
      /** Only for whoever asked, or for everybody in the channel. */
      readonly isPrivate: boolean
      /** The message whose button was used is changed instead of a new one being sent. */
      readonly replaces?: boolean
    }
  /** A form opens; what is entered comes back as a deed of kind `form`. */
  | { readonly kind: 'form'; readonly form: Form }
  /** The form stays open and says what is wrong, by the names of its fields. */
  | { readonly kind: 'invalid'; readonly problems: Readonly<Record<string, string>> }
  /** At most 25, for what is being typed. */
  | { readonly kind: 'suggestions'; readonly choices: readonly Choice[] }
  | {
      readonly kind: 'file'
      readonly name: string
      readonly text: string
      readonly view: View
    }
  /** There is nothing to say. */
  | { readonly kind: 'silence' }

export type Form = {
  readonly form: string
  /** Comes back with what is entered; at most 80 characters. */
  readonly state: string
  /** At most 24 characters. */
  readonly title: string
  readonly submit: string
  /** At most 5. */
  readonly fields: readonly Field[]
}

export type Field = {
  readonly name: string
  readonly label: string
  readonly hint: string | null
  readonly isRequired: boolean
} & (
  | { readonly kind: 'text'; readonly value: string; readonly isLong: boolean; readonly most: number }
  | { readonly kind: 'choice'; readonly options: readonly Choice[]; readonly chosen: string | null }
  | { readonly kind: 'channel'; readonly chosen: string | null }
  | { readonly kind: 'file' }
)
