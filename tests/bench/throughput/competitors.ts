import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from '../build.ts'
import type { Opening } from '../world.ts'
import type { SubjectCommand } from './subject.ts'

export type Place = { readonly list: string; readonly folder: string; readonly opening: Opening }

/** A program that is measured. */
export type Competitor = {
  readonly name: string
  /** Of more than these it does not make a round in a useful time. */
  readonly mostFeeds: number
  /** False for one that ends with each round: nobody sees then how much memory it had. */
  readonly staysOpen: boolean
  command(place: Place): SubjectCommand
}

/** Pullquote as it is shipped: built, every default of `run`, posts to Discord. */
const pullquote = (cycles: string): Competitor => ({
  name: 'Pullquote',
  mostFeeds: Number.POSITIVE_INFINITY,
  staysOpen: true,
  command: ({ list, folder, opening }) => ({
    program: process.execPath,
    args: [fileURLToPath(new URL('../daemon.ts', import.meta.url))],
    cwd: folder,
    env: {
      BENCH_CYCLES: cycles,
      BENCH_FEEDS: list,
      BENCH_CHANNELS: opening.discord.channel,
      DISCORD_TOKEN: opening.discord.token,
      DISCORD_API_URL: opening.discord.apiUrl,
      PULLQUOTE_DATA: join(folder, 'data'),
      PULLQUOTE_ALLOW_NETWORKS: '127.0.0.0/8',
    },
  }),
})

/** Exact versions: another one is another program. */
const peers = [
  { package: 'feedsub', version: '0.7.8', driver: 'feedsub.mjs', mostFeeds: Number.POSITIVE_INFINITY },
  { package: 'monitorss', version: '6.13.19', driver: 'monitorss.mjs', mostFeeds: 1_000 },
]

/** Installed by the system's package manager, and left out where it is not. */
const newsboat: Competitor = {
  name: 'newsboat',
  mostFeeds: 100,
  staysOpen: false,
  command: ({ list, folder }) => ({
    program: process.execPath,
    args: [driverOf('newsboat.mjs')],
    cwd: folder,
    env: { BENCH_FEEDS: list },
  }),
}

/** Us and, when they are asked for, others of the field, which are installed beside the project the first time. */
export async function competitors({
  withPeers,
}: {
  readonly withPeers: boolean
}): Promise<readonly Competitor[]> {
  const ours = pullquote(await build('tests/bench/cycles.ts'))
  if (!withPeers) return [ours]
  const installed = installPeers()
  return [
    ours,
    ...peers.map(
      ({ package: name, version, driver, mostFeeds }): Competitor => ({
        name: `${name} ${version}`,
        mostFeeds,
        staysOpen: true,
        command: ({ list, folder, opening }) => ({
          program: process.execPath,
          args: [driverOf(driver)],
          cwd: folder,
          env: { BENCH_FEEDS: list, BENCH_PEERS: installed, BENCH_WEBHOOK: opening.discord.webhook },
        }),
      }),
    ),
    ...(spawnSync('newsboat', ['--version']).status === 0 ? [newsboat] : []),
  ]
}

function driverOf(name: string): string {
  return fileURLToPath(new URL(`./peers/${name}`, import.meta.url))
}

function installPeers(): string {
  const folder = join(tmpdir(), 'pullquote-bench-peers')
  if (peers.every(({ package: name }) => existsSync(join(folder, 'node_modules', name)))) return folder
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"private":true}\n')
  const wanted = peers.map(({ package: name, version }) => `${name}@${version}`)
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...wanted], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return folder
}
