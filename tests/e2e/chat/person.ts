import type { SentFile } from '../../fakes/discord/shapes.ts'
import type { Screen } from './screen.ts'

export type Options = Readonly<Record<string, string>>

/** What is entered into a form, by the names of its fields; a choice by its value, a channel by its name. */
export type Entered = Readonly<Record<string, string | SentFile>>

/** Somebody in chat: uses what is on the screen, and gives back every word that is seen then. */
export type Person = {
  readonly name: string
  /** As the platform knows this person. */
  readonly id: string
  /** `/news latest topic:ukraine`; a channel is given by its name, a file by what is in it. */
  command(name: string, options?: Options, file?: SentFile): Promise<string>
  /** Uses the button with this label, of the newest answer or else of the newest message in the channel. */
  press(label: string): Promise<string>
  /** Chooses the option with this label in the select of the newest answer. */
  choose(label: string): Promise<string>
  /** Sends the form that is open; what is not named stays as it is. */
  fill(entered: Entered): Promise<string>
  /** What is suggested while this is typed into the option. */
  suggestions(command: string, option: string, typed: string): Promise<readonly string[]>
  /** Opens the bot's own page, where the platform has one. */
  home(): Promise<string>
  /** Turns to the answer before the newest one. */
  back(): void
  /** The newest answer. */
  readonly screen: Screen
  /** The text of the newest file that was sent to this person. */
  file(): string
}

/** Everybody in these tests. */
export const people = {
  ann: { locale: 'en-US', isManager: true },
  bob: { locale: 'en-GB', isManager: false },
  greta: { locale: 'de', isManager: true },
  fleur: { locale: 'fr', isManager: true },
  elena: { locale: 'es-ES', isManager: true },
  olha: { locale: 'uk', isManager: true },
} as const

export type Name = keyof typeof people

export const names: readonly Name[] = ['ann', 'bob', 'greta', 'fleur', 'elena', 'olha']

export const channelNames = ['news', 'sports', 'errors'] as const

export type ChannelName = (typeof channelNames)[number]

export function isChannelName(name: string): name is ChannelName {
  return channelNames.some((each) => each === name)
}
