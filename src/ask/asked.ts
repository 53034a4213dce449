import type { ChannelRef, MessageRef } from '../deliver/address.ts'
import type { Actor } from '../deliver/interaction.ts'
import type { Locale } from '../deliver/locale.ts'

/** Who asks, where, and in which language the answer is to be. */
export type Asked = {
  readonly platform: string
  readonly actor: Actor
  readonly locale: Locale
  /** Where it was asked; null outside of channels. */
  readonly channel: ChannelRef | null
  /** Of what is asked outside of channels, where the platform says it. */
  readonly workspaceId?: string
  /** The message whose button was used. */
  readonly message: MessageRef | null
  readonly now: Date
}

/** What stood behind a command, by the names of its options; what was left out is not there. */
export type Options = Readonly<Record<string, string>>
