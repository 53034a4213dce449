/** What holds for a channel, with what its workspace and the program have usual. */
export type ChannelSettings = {
  readonly timeZone: string
  /** null when nobody chose one, for the channel or the workspace. */
  readonly locale: string | null
  /** Such as `22:00-07:00`. */
  readonly quietHours: string | null
  readonly breakingWords: string | null
  readonly budgetPerHour: number | null
}

/** To select where channels are joined with their workspaces. */
export const settingsColumns = [
  'channels.time_zone',
  'channels.locale',
  'channels.quiet_hours',
  'channels.breaking_words',
  'channels.budget_per_hour',
  'workspaces.time_zone as workspace_time_zone',
  'workspaces.locale as workspace_locale',
] as const

type SettingsRow = {
  readonly time_zone: string | null
  readonly locale: string | null
  readonly quiet_hours: string | null
  readonly breaking_words: string | null
  readonly budget_per_hour: number | null
  readonly workspace_time_zone: string | null
  readonly workspace_locale: string | null
}

/** Where the channel says nothing, its workspace does; where that says nothing, times are in UTC. */
export function settingsOf(row: SettingsRow): ChannelSettings {
  return {
    timeZone: row.time_zone ?? row.workspace_time_zone ?? 'UTC',
    locale: row.locale ?? row.workspace_locale,
    quietHours: row.quiet_hours,
    breakingWords: row.breaking_words,
    budgetPerHour: row.budget_per_hour,
  }
}
