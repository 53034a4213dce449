import { fileURLToPath } from 'node:url'
import type { SubjectCommand } from './subject.ts'
import type { Opening } from './world.ts'

export type Place = { readonly list: string; readonly folder: string; readonly opening: Opening }

/** A program that is measured. */
export type Competitor = {
  readonly name: string
  /** More than this it does not finish in a useful time. */
  readonly mostFeeds: number
  command(place: Place): SubjectCommand
}

const daemon = fileURLToPath(new URL('../daemon.ts', import.meta.url))

/** Pullquote as it is shipped: every default of `run`, posts to Discord. */
const pullquote: Competitor = {
  name: 'Pullquote',
  mostFeeds: Number.POSITIVE_INFINITY,
  command: ({ list, folder, opening }) => ({
    program: process.execPath,
    args: [daemon],
    cwd: folder,
    env: {
      BENCH_FEEDS: list,
      BENCH_CHANNELS: opening.discord.channel,
      DISCORD_TOKEN: opening.discord.token,
      DISCORD_API_URL: opening.discord.apiUrl,
      PULLQUOTE_DATA: `${folder}/data`,
      PULLQUOTE_ALLOW_NETWORKS: '127.0.0.0/8',
    },
  }),
}

export async function competitors(_wanted: readonly string[]): Promise<readonly Competitor[]> {
  return [pullquote]
}
