import type { ChannelRef, MessageRef } from './address.ts'

/** Somebody in chat does something; the adapter has already told the platform that it was heard. */
export type Interaction = {
  readonly platform: string
  readonly actor: Actor
  /** Where it happened; null outside of channels. */
  readonly channel: ChannelRef | null
  /** The message whose button was used. */
  readonly message: MessageRef | null
  readonly deed: Deed
}

export type Deed =
  /** `/news latest topic:ukraine`: the platform has taken the options apart. */
  | {
      readonly kind: 'command'
      readonly command: string
      readonly options: Readonly<Record<string, string>>
    }
  /** What was typed behind `/news` where the platform leaves the parsing to us. */
  | { readonly kind: 'typed'; readonly text: string }
  /** A button, with the value it was given. */
  | { readonly kind: 'action'; readonly action: string; readonly value: string }

export type Actor = {
  readonly id: string
  readonly name: string | null
  /** Language tag such as `de` or `en-GB`; null when the platform doesn't say. */
  readonly locale: string | null
  /** The platform says that this person may configure channels; null when it doesn't say. */
  readonly mayManage: boolean | null
}
