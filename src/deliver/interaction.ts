import type { ChannelRef, MessageRef } from './address.ts'

/** Somebody in chat does something; the adapter has already told the platform that it was heard. */
export type Interaction = {
  readonly platform: string
  readonly actor: Actor
  /** Where it happened; null outside of channels. */
  readonly channel: ChannelRef | null
  /** Of what happens outside of channels, such as on the bot's own page, where the platform says it. */
  readonly workspaceId?: string
  /** The message whose button was used. */
  readonly message: MessageRef | null
  readonly deed: Deed
}

export type Deed =
  /** `/news latest topic:ukraine`: the platform has taken the options apart. `command` has the words: `feed edit`. */
  | {
      readonly kind: 'command'
      readonly command: string
      readonly options: Readonly<Record<string, string>>
      readonly files?: readonly Upload[]
    }
  /** What was typed behind `/news` where the platform leaves the parsing to us. */
  | { readonly kind: 'typed'; readonly text: string }
  /** A button, with the value it was given, or a choice in a select, with the value that was chosen. */
  | { readonly kind: 'action'; readonly action: string; readonly value: string }
  /** A form was sent; `state` is what it was opened with. */
  | {
      readonly kind: 'form'
      readonly form: string
      readonly state: string
      readonly fields: Readonly<Record<string, string>>
      readonly files?: readonly Upload[]
    }
  /** An option is being typed and suggestions are wanted. */
  | {
      readonly kind: 'suggest'
      readonly command: string
      readonly option: string
      readonly typed: string
    }
  /** Somebody looks at the bot's own page. */
  | { readonly kind: 'home' }
  /** The bot was added to the channel or the server. */
  | { readonly kind: 'joined' }

/** A file somebody sent along; it is read when it is asked for, up to a limit. */
export type Upload = {
  readonly name: string
  readonly sizeBytes: number
  read(): Promise<
    { readonly kind: 'text'; readonly text: string } | { readonly kind: 'failed'; readonly reason: string }
  >
}

export type Actor = {
  readonly id: string
  readonly name: string | null
  /** Language tag such as `de` or `en-GB`; null when the platform doesn't say. */
  readonly locale: string | null
  /** The platform says that this person may configure channels; null when it doesn't say. */
  readonly mayManage: boolean | null
}
