import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { consoleChannel } from '../../adapters/console/index.ts'
import { followFeed } from '../../src/ask/following/follow.ts'
import { openSqliteStore } from '../../src/store/store.ts'

const launcherOfSource = fileURLToPath(new URL('../../bin/pullquote.mjs', import.meta.url))

/** What a finished command left. */
export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string }

/** A machine of its own for the real program: an empty folder to stand in, with the data folder inside. */
export type Workplace = {
  readonly folder: string
  readonly data: string
  /** Writes a file into the folder, such as `.env`; returns its path. */
  write(name: string, text: string): string
  /** Runs a command to its end. */
  run(...args: readonly string[]): Promise<Ended>
  /** What `feeds add --unchecked` does, without the cost of a process. */
  follow(...urls: readonly string[]): Promise<void>
  /** Starts a command that goes on. */
  start(...args: readonly string[]): Started
  /** The same with more in its environment. */
  startWith(settings: Readonly<Record<string, string>>, ...args: readonly string[]): Started
  close(): void
}

export type Started = {
  readonly process: ChildProcessByStdio<null, Readable, Readable>
  /** Resolves with what was printed so far when the text stands in it; rejects when the process ends without it. */
  printed(text: string): Promise<string>
  readonly ended: Promise<Ended>
}

/** `settings` go into the environment; nothing else of this one does, so a developer's settings never matter. */
export function openWorkplace(
  settings: Readonly<Record<string, string>> = {},
  launcher = launcherOfSource,
): Workplace {
  const folder = mkdtempSync(join(tmpdir(), 'pullquote-e2e-'))
  const data = join(folder, 'data')
  const env = {
    PATH: process.env.PATH ?? '',
    PULLQUOTE_DATA: data,
    PULLQUOTE_HTTP_PORT: '0',
    PULLQUOTE_ALLOW_NETWORKS: '127.0.0.0/8',
    ...settings,
  }
  const children: Started['process'][] = []
  const startWith = (more: Readonly<Record<string, string>>, ...args: readonly string[]) => {
    const started = startProcess([launcher, ...args], { cwd: folder, env: { ...env, ...more } })
    children.push(started.process)
    return started
  }
  const start = (...args: readonly string[]) => startWith({}, ...args)
  return {
    folder,
    data,
    write(name, text) {
      const path = join(folder, name)
      writeFileSync(path, text)
      return path
    },
    run: (...args) => start(...args).ended,
    follow: (...urls) => follow(data, urls),
    start,
    startWith,
    close() {
      // A test that failed half way must not leave a program behind.
      for (const child of children) child.kill('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function follow(data: string, urls: readonly string[]): Promise<void> {
  const store = await openSqliteStore(data)
  const common = {
    source: 'added',
    channel: consoleChannel,
    style: 'full',
    firstPosts: 1,
    actor: 'test',
  } as const
  for (const url of urls) await followFeed(store, { ...common, url }, new Date())
  await store.close()
}

function startProcess(
  args: readonly string[],
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Started {
  const child = spawn(process.execPath, args, {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const texts = { stdout: '', stderr: '' }
  const listeners = new Set<() => void>()
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      texts[name] += chunk
      for (const listener of listeners) listener()
    })
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, ...texts }))
  })
  return {
    process: child,
    ended,
    printed: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!texts.stdout.includes(text) && !texts.stderr.includes(text)) return
          listeners.delete(look)
          resolve(texts.stdout + texts.stderr)
        }
        listeners.add(look)
        look()
        void ended.then(({ code, stdout, stderr }) =>
          reject(new Error(`ended with ${code} before it printed "${text}":\n${stdout}\n${stderr}`)),
        )
      }),
  }
}
