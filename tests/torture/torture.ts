import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleepMs } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { queueBacklog } from './backlog.ts'
import { countPosts } from './count.ts'
import { diceOf } from './dice.ts'
import { statesOf } from './look.ts'
import type { Rack } from './platforms.ts'

export type TortureOptions = {
  readonly posts: number
  readonly kills: number
  /** How long an unanswered request may still take effect, by the program's settings. */
  readonly settleSeconds: number
  /** Without settling and looking into the channel: the program this one must be better than. */
  readonly isNaive?: boolean
  readonly seed: number
  readonly onProgress?: (line: string) => void
}

export type TortureReport = {
  readonly platform: string
  readonly posts: number
  readonly kills: number
  readonly lost: number
  readonly twice: number
  readonly outOfOrder: number
  readonly notSent: number
  readonly violations: number
  readonly seconds: number
}

const programs = {
  real: [fileURLToPath(new URL('../../src/cli.ts', import.meta.url)), 'run', '--only', 'deliver'],
  naive: [fileURLToPath(new URL('./naive.ts', import.meta.url))],
}

/** Kills the delivering program again and again while it works off a backlog, then lets it finish and counts. */
export async function torture(rack: Rack, options: TortureOptions): Promise<TortureReport> {
  const startedAt = performance.now()
  const folder = mkdtempSync(join(tmpdir(), 'pullquote-torture-'))
  try {
    await queueBacklog(folder, rack.channels, options.posts)
    const start = () => startProgram(folder, rack, options)
    const roll = diceOf(options.seed)
    let kills = 0
    let longestMs = 1_000
    for (; kills < options.kills && openIn(folder) > 0; kills++) {
      const life = start()
      await life.running
      longestMs = nextLongestLifeMs(longestMs, { ...options, left: openIn(folder), killed: kills })
      await sleepMs(roll() * longestMs)
      life.process.kill('SIGKILL')
      await life.ended
      options.onProgress?.(`${rack.name}: ${kills + 1} kills, ${openIn(folder)} posts to go`)
    }
    await finish(start(), folder)
    return {
      ...countPosts(
        rack,
        Array.from({ length: options.posts }, (_, number) => String(number)),
      ),
      platform: rack.name,
      posts: options.posts,
      kills,
      notSent: options.posts - (statesOf(folder).sent ?? 0),
      violations: rack.violations(),
      seconds: Math.round((performance.now() - startedAt) / 1000),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

type Life = {
  readonly process: ChildProcess
  /** Resolves when the program has begun to work, or has ended. */
  readonly running: Promise<void>
  readonly ended: Promise<void>
}

function startProgram(folder: string, rack: Rack, { settleSeconds, isNaive }: TortureOptions): Life {
  const child = spawn(process.execPath, isNaive ? programs.naive : programs.real, {
    cwd: folder,
    env: {
      PATH: process.env.PATH ?? '',
      PULLQUOTE_DATA: folder,
      PULLQUOTE_HTTP_PORT: 'off',
      PULLQUOTE_LOG_FORMAT: 'json',
      PULLQUOTE_SEND_TIMEOUT_SECONDS: String(Math.min(1, settleSeconds)),
      PULLQUOTE_SETTLE_SECONDS: String(settleSeconds),
      ...rack.env,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => void child.on('close', () => resolve()))
  const running = new Promise<void>((resolve) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (text.includes('is running')) resolve()
    })
    void ended.then(resolve)
  })
  return { process: child, running, ended }
}

/** How long the longest life may be next: each kill must find something to break, and they are to last to the end. */
function nextLongestLifeMs(
  longestMs: number,
  at: { readonly left: number; readonly posts: number; readonly killed: number; readonly kills: number },
): number {
  const isAhead = 1 - at.left / at.posts > at.killed / at.kills
  return isAhead ? Math.max(shortestLifeMs, longestMs * 0.7) : Math.min(longestLifeMs, longestMs * 1.4)
}

const shortestLifeMs = 200
const longestLifeMs = 6_000

async function finish(life: Life, folder: string): Promise<void> {
  while (openIn(folder) > 0) await sleepMs(100)
  life.process.kill('SIGTERM')
  await life.ended
}

function openIn(folder: string): number {
  const { pending = 0, sending = 0 } = statesOf(folder)
  return pending + sending
}
