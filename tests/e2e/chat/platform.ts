import type { ChannelRef } from '../../../src/deliver/address.ts'
import type { ChannelName, Name, Person } from './person.ts'
import type { Screen } from './screen.ts'

/** A chat platform on loopback, with people and channels in it. */
export type Platform = {
  readonly name: 'discord' | 'slack'
  /** For the environment of the program. */
  readonly settings: Readonly<Record<string, string>>
  person(name: Name, channel: ChannelName): Person
  /** What everybody in the channel can read, oldest first. */
  messagesIn(channel: ChannelName): readonly Screen[]
  refOf(channel: ChannelName): ChannelRef
  /** The bot is added; resolves when the platform has told it. */
  invite(): Promise<void>
  /** Resolves when the program listens, and when it does not any more. */
  isListening(): boolean
  /** Resolves as soon as the check holds. */
  until(check: () => boolean): Promise<void>
  /** What the platform would not have taken, or shown wrongly. */
  objections(): readonly unknown[]
  close(): Promise<void>
}

export type OpenPlatform = (parts: { readonly clock: () => number; readonly used: Used }) => Promise<Platform>

/** What people have used so far, such as `action page` and `option latest topic`. */
export type Used = Set<string>

export function noteCommand(used: Used, name: string, options: readonly string[]): void {
  used.add(`command ${name}`)
  for (const option of options) used.add(`option ${name} ${option}`)
}
