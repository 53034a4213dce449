import type { Config } from '../config.ts'
import { openLog } from '../log.ts'
import { run } from '../run.ts'
import { version } from '../version.ts'
import { type LoopName, loopNames } from '../work-loops.ts'
import { whenLauncherEnds } from './launcher.ts'
import { parseTarget } from './target.ts'
import { becomeWorker, workerLockMessage } from './worker-lock.ts'

/** How long a restart waits for its predecessor to close. */
const patienceMs = 5_000

/** How long what is in flight may take after a stop was asked; the store is safe at any instant. */
const gracePeriodMs = 8_000

export async function runCommand(
  config: Config,
  asked: { readonly only?: string; readonly in: readonly string[] },
): Promise<0 | 1 | 2> {
  const loops = parseLoops(asked.only)
  if (loops.kind === 'unknown') {
    process.stderr.write(`--only ${asked.only}: ${loops.name} is not one of ${loopNames.join(', ')}\n`)
    return 2
  }
  const targets = asked.in.map((text) => parseTarget(text, config))
  const wrong = targets.find((target) => target.kind === 'invalid')
  if (wrong) {
    process.stderr.write(`${wrong.message}\n`)
    return 2
  }
  const stop = stopAsked()
  const worker = await becomeWorker(config, patienceMs)
  if (worker === null) {
    process.stderr.write(workerLockMessage(config.dataFolder))
    return 1
  }
  const log = openLog(config, process.stderr)
  const outcome = await run(config, {
    only: loops.names,
    log,
    terminal: process.stdout,
    samplesAlsoIn: targets.flatMap((target) => (target.kind === 'target' ? [target.channel] : [])),
    onSamplesPosted: () => process.stdout.write(nextSteps),
  })
  if (outcome.kind === 'failed') {
    worker.release()
    process.stderr.write(`${outcome.message}\n`)
    return 1
  }
  if (outcome.isDemo) process.stdout.write(welcome)
  const { running } = outcome
  log.info({ version, statusPort: running.statusPort, loops: [...loops.names] }, 'pullquote is running')
  await stop
  log.info('stopping')
  // A download may still hang on a slow publisher: then the process ends without it, and the next start takes it up.
  const deadline = setTimeout(() => {
    log.warn('stopped with work in flight; the next start takes it up')
    process.exit(0)
  }, gracePeriodMs)
  await running.stop()
  clearTimeout(deadline)
  worker.release()
  return 0
}

type Loops =
  | { readonly kind: 'known'; readonly names: ReadonlySet<LoopName> }
  | { readonly kind: 'unknown'; readonly name: string }

function parseLoops(only: string | undefined): Loops {
  const wanted = only === undefined ? loopNames : only.split(',').map((name) => name.trim())
  const names = new Set<LoopName>()
  for (const name of wanted) {
    const known = loopNames.find((loop) => loop === name)
    if (known === undefined) return { kind: 'unknown', name }
    names.add(known)
  }
  return { kind: 'known', names }
}

/** SIGINT or SIGTERM, or the end of the launcher that started this process for an older Node. */
function stopAsked(): Promise<void> {
  return new Promise((resolve) => {
    // Not once: Ctrl-C reaches us from the terminal and from the launcher, and the second one would kill.
    process.on('SIGINT', () => resolve())
    process.on('SIGTERM', () => resolve())
    whenLauncherEnds(() => resolve())
  })
}

const welcome = `
  Pullquote has no feeds yet, so it reads the sample stories that come with it.

`

const nextSteps = `  That was the demo: each quote stands word for word in its article,
  under the name of who said it. What next (Ctrl-C ends the demo):

    npm run -s pullquote -- feeds add https://example.org/feed.xml   follow a feed
    npm run -s pullquote -- preview https://example.org/story        see a story as a post
    npm run -s pullquote -- doctor                                   check the installation
    npm start                                                        go on with your feeds

`
