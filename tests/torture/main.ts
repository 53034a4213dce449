// Kills the delivering program at random moments, on platforms that make trouble, and counts what became of the posts:
// npm run torture -- [--platform discord|slack] [--posts 500] [--kills 60] [--naive] [--seed 7]
import { parseArgs } from 'node:util'
import { type Rack, startDiscordRack, startSlackRack, type Trouble } from './platforms.ts'
import { type TortureReport, torture } from './torture.ts'

const { values } = parseArgs({
  options: {
    platform: { type: 'string', default: 'discord,slack' },
    posts: { type: 'string', default: '500' },
    kills: { type: 'string', default: '60' },
    channels: { type: 'string', default: '5' },
    seed: { type: 'string', default: '7' },
    naive: { type: 'boolean', default: false },
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

const reports: TortureReport[] = []
for (const platform of values.platform.split(',')) {
  const start = racks[platform]
  if (!start) throw new Error(`--platform ${platform}: expected discord or slack`)
  const rack = await start()
  const options = { posts: Number(values.posts), kills: Number(values.kills), seed: Number(values.seed) }
  const onProgress = (line: string) => void process.stderr.write(`${line}\n`)
  reports.push(await torture(rack, { ...options, settleSeconds: 2, isNaive: values.naive, onProgress }))
  await rack.close()
}
console.table(reports)
const isSound = reports.every(
  ({ lost, twice, outOfOrder, notSent, violations }) =>
    lost + twice + outOfOrder + notSent + violations === 0,
)
process.exitCode = isSound ? 0 : 1
