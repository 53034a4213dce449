import { setTimeout as sleepMs } from 'node:timers/promises'
import type { Started } from '../../e2e/pullquote.ts'
import { diceOf } from '../dice.ts'
import { type Fault, type FaultOptions, type FaultReport, reportOf, sum } from '../fault.ts'
import { claimsOf, endInOrder, secondsSince } from '../life.ts'
import { type Newsroom, openNewsroom } from '../newsroom.ts'
import { type Rack, racks, type Trouble } from '../platforms.ts'
import { until } from '../until.ts'

const forms = {
  short: { feeds: 6, itemsOfFeed: 6, kills: 9, ownerKills: 1 },
  full: { feeds: 12, itemsOfFeed: 60, kills: 110, ownerKills: 10 },
} as const
/** Two of each, on one database. */
const jobs = ['poll,read', 'deliver', 'chat', 'poll,read', 'deliver', 'chat'] as const
const longestLifeMs = 1_500
/** The lease of a connection is 15 s, it is asked for every 5 s, and connecting takes a moment. */
const takeoverAllowedMs = 25_000
/** For so long the work of a process is its own. */
const leaseMs = 180_000
const patienceMs = 240_000

export const killedProcesses: Fault = {
  name: 'killed-processes',
  mustHold:
    'Of six processes on one database, killed at random, at most one is connected to the platform at any moment, another one answers in chat before its lease and a little more is over, and no feed starves.',
  async run(options) {
    const reports: FaultReport[] = []
    for (const start of [racks.discord, racks.slack])
      reports.push(await killThem(await start(4, troubleOf(options), { hasChat: true }), options))
    return {
      ...sum(reports),
      more: Object.assign({}, ...reports.map(({ more }) => more)),
      broken: reports.flatMap(({ broken }) => broken),
    }
  },
}

function troubleOf({ seed }: FaultOptions): Trouble {
  return { seed, lagMs: 200, serverErrors: 0.03, rateLimits: 0.02, resets: 0.05 }
}

async function killThem(rack: Rack, options: FaultOptions): Promise<FaultReport> {
  const { feeds, itemsOfFeed, kills, ownerKills } = forms[options.form]
  const room = await openNewsroom({
    rack,
    feeds,
    itemsOfFeed,
    databaseUrl: await options.newDatabase(),
    settings: { PULLQUOTE_SETTLE_SECONDS: '1.5' },
  })
  try {
    const running = jobs.map((job) => room.workplace.start('run', '--only', job))
    await until('the connection', () => rack.connections().now === 1)
    const publishing = publishSlowly(room, itemsOfFeed, kills)
    await killOften(running, room, { ...options, kills, rack, publishing })
    const takeovers: number[] = []
    for (let kill = 0; kill < ownerKills; kill++) takeovers.push(await killOwner(running, room, rack))
    room.publisher.publish(itemsOfFeed)
    const killedAt = performance.now()
    await room.finished(patienceMs)
    options.onProgress(`${rack.name}: all is posted ${secondsSince(killedAt)} s after the last kill`)
    await Promise.all(running.map((life) => life.printed('is running')))
    const wrong = (await Promise.all(running.map(endInOrder))).flat()
    const starved = Array.from({ length: feeds }, (_, feed) => room.publisher.askedAt(feed).length).filter(
      (asked) => asked < itemsOfFeed,
    ).length
    const { most } = rack.connections()
    const silence = longestSilence(room, feeds)
    const longest = Math.max(0, ...takeovers)
    return reportOf(
      room.count(),
      {
        [`${rack.name} kills`]: kills + ownerKills,
        [`${rack.name} connections at most`]: most,
        [`${rack.name} longest takeover of chat in s`]: inSeconds(longest),
        [`${rack.name} longest a feed was not asked in s`]: inSeconds(silence),
      },
      {
        ...claimsOf(wrong),
        [`${starved} feeds starved`]: starved === 0,
        [`a feed was not asked for ${silence} ms`]: silence < leaseMs,
        [`${most} processes were connected to ${rack.name} at once`]: most === 1,
        [`nobody was answered on ${rack.name} for ${longest} ms`]: longest < takeoverAllowedMs,
        [`${rack.violations()} requests broke a rule of ${rack.name}`]: rack.violations() === 0,
      },
    )
  } finally {
    await room.close()
  }
}

/** All of them are to be asked every second. */
function longestSilence({ publisher }: Newsroom, feeds: number): number {
  const gaps = Array.from({ length: feeds }, (_, feed) => publisher.askedAt(feed)).flatMap((asked) =>
    asked.map((at, index) => at - (asked[index - 1] ?? at)),
  )
  return Math.max(0, ...gaps)
}

function inSeconds(ms: number): number {
  return Math.round(ms / 100) / 10
}

/** So that there is news until the last kill. */
function publishSlowly({ publisher }: Newsroom, itemsOfFeed: number, kills: number) {
  return (killed: number) => publisher.publish(Math.ceil((itemsOfFeed * (killed + 1)) / kills))
}

async function killOften(
  running: Started[],
  room: Newsroom,
  options: FaultOptions & {
    readonly kills: number
    readonly rack: Rack
    readonly publishing: (killed: number) => void
  },
): Promise<void> {
  const { kills, rack, publishing, seed, onProgress } = options
  const roll = diceOf(seed)
  for (let killed = 0; killed < kills; killed++) {
    publishing(killed)
    const at = Math.floor(roll() * running.length)
    const life = running[at]
    if (life === undefined) throw new Error('expected a process')
    await life.printed('is running')
    await sleepMs(roll() * longestLifeMs)
    await replace(running, at, room)
    if ((killed + 1) % 10 === 0)
      onProgress(`${rack.name}: ${killed + 1} kills, ${room.missing()} posts are not there yet`)
  }
}

/** Kills the process that people are heard by; returns after how long they are answered again. */
async function killOwner(running: Started[], room: Newsroom, rack: Rack): Promise<number> {
  await until('an answer', () => rack.askForHelp(), { everyMs: 250 })
  const chats = jobs.flatMap((job, index) => (job === 'chat' ? [index] : []))
  await Promise.all(chats.map((index) => running[index]?.printed('is running')))
  const killedAt = performance.now()
  for (const index of chats) {
    const isOwner = await ownsConnection(running[index])
    if (isOwner) await replace(running, index, room)
  }
  await until('an answer from another process', () => rack.askForHelp(), { everyMs: 250 })
  return performance.now() - killedAt
}

/** It says so when it is connected. */
async function ownsConnection(life: Started | undefined): Promise<boolean> {
  if (life === undefined) return false
  const text = await life.printed('is running')
  return /"msg":"connected"/.test(text)
}

async function replace(running: Started[], at: number, room: Newsroom): Promise<void> {
  const life = running[at]
  if (life === undefined) return
  life.process.kill('SIGKILL')
  await life.ended
  running[at] = room.workplace.start('run', '--only', jobs[at] ?? 'chat')
}
