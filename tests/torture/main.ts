// Kills the delivering program at random moments, on platforms that make trouble, and counts what became of the posts:
// npm run torture -- [--platform discord|slack] [--posts 500] [--kills 60] [--naive] [--seed 7]
// npm run torture -- --postgres [--kills 100]: three processes that share a database, from poll to post.
import { parseArgs } from 'node:util'
import { startPostgres } from '../store/postgres-server.ts'
import { type Rack, startDiscordRack, startSlackRack, type Trouble } from './platforms.ts'
import { tortureProcesses } from './processes.ts'
import { type TortureReport, torture } from './torture.ts'

const { values } = parseArgs({
  options: {
    platform: { type: 'string', default: 'discord,slack' },
    posts: { type: 'string', default: '500' },
    kills: { type: 'string' },
    channels: { type: 'string', default: '5' },
    seed: { type: 'string', default: '7' },
    naive: { type: 'boolean', default: false },
    postgres: { type: 'boolean', default: false },
  },
})
const trouble: Trouble = {
  seed: Number(values.seed),
  lagMs: 700,
  serverErrors: 0.05,
  rateLimits: 0.03,
  resets: 0.05,
}
const racks: Readonly<Record<string, () => Promise<Rack>>> = {
  discord: () => startDiscordRack(Number(values.channels), trouble),
  slack: () => startSlackRack(Number(values.channels), trouble),
}

const onProgress = (line: string) => void process.stderr.write(`${line}\n`)

if (values.postgres) await onPostgres()
else await onEach(values.platform.split(','))

async function onEach(platforms: readonly string[]): Promise<void> {
  const reports: TortureReport[] = []
  for (const platform of platforms) {
    const start = racks[platform]
    if (!start) throw new Error(`--platform ${platform}: expected discord or slack`)
    const rack = await start()
    const options = {
      posts: Number(values.posts),
      kills: Number(values.kills ?? 60),
      seed: Number(values.seed),
    }
    reports.push(await torture(rack, { ...options, settleSeconds: 2, isNaive: values.naive, onProgress }))
    await rack.close()
  }
  console.table(reports)
  const isSound = reports.every(
    ({ lost, twice, outOfOrder, notSent, violations }) =>
      lost + twice + outOfOrder + notSent + violations === 0,
  )
  process.exitCode = isSound ? 0 : 1
}

async function onPostgres(): Promise<void> {
  const server = await startPostgres()
  const rack = await startDiscordRack(Number(values.channels), { ...trouble, lagMs: 200 })
  const report = await tortureProcesses(rack, {
    databaseUrl: server.url,
    feeds: 10,
    itemsOfFeed: 30,
    kills: Number(values.kills ?? 100),
    seed: Number(values.seed),
    onProgress,
  })
  await rack.close()
  await server.stop()
  console.table([report])
  const { lost, twice, starved, unclean, violations } = report
  process.exitCode = lost + twice + starved + unclean + violations === 0 ? 0 : 1
}
