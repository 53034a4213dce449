import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

/** A program under test, in a process of its own: it prints `@ready`, and `@done {...}` for each line `cycle NAME`. */
export type Subject = {
  /** One round over all feeds. */
  cycle(name: string): Promise<Cycle>
  /** Of the whole process tree since its start, in ms. */
  cpuMs(): number
  /** The most memory it ever had, of all its processes together, in MB. */
  peakMb(): number
  /** What it has now. */
  residentMb(): number
  readonly readyAfterMs: number
  readonly startedAt: number
  end(): Promise<void>
}

export type Cycle = { readonly items: number; readonly delivered: number; readonly ms: number }

export type SubjectCommand = {
  readonly program: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
}

/** Starts it and waits until it is ready; where it ends before, what it said is the error. */
export async function startSubject(command: SubjectCommand): Promise<Subject> {
  const startedAt = performance.timeOrigin + performance.now()
  const began = performance.now()
  const child = spawn(command.program, command.args, {
    cwd: command.cwd,
    env: { PATH: process.env.PATH ?? '', HOME: command.cwd, ...command.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const lines = linesOf(child)
  await lines.next('@ready')
  const pid = child.pid ?? 0
  return {
    startedAt,
    readyAfterMs: performance.now() - began,
    cpuMs: () => cpuOf(pid),
    peakMb: () => memoryOf(pid, 'VmHWM'),
    residentMb: () => memoryOf(pid, 'VmRSS'),
    async cycle(name) {
      child.stdin.write(`cycle ${name}\n`)
      return JSON.parse(await lines.next('@done '))
    },
    async end() {
      child.stdin.end()
      await lines.ended
    },
  }
}

function linesOf(child: ChildProcess & Required<Pick<ChildProcess, never>>) {
  if (child.stdout === null || child.stderr === null) throw new Error('expected pipes')
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-4_000)
  })
  const waiting: { readonly prefix: string; readonly settle: PromiseWithResolvers<string> }[] = []
  const ended = new Promise<void>((resolve) => {
    child.on('close', (code) => {
      for (const { settle } of waiting) settle.reject(new Error(`ended with ${code}: ${errors}`))
      resolve()
    })
  })
  createInterface({ input: child.stdout }).on('line', (line) => {
    const first = waiting[0]
    if (first === undefined || !line.startsWith(first.prefix)) return
    waiting.shift()
    first.settle.resolve(line.slice(first.prefix.length))
  })
  return {
    ended,
    next(prefix: string): Promise<string> {
      const settle = Promise.withResolvers<string>()
      waiting.push({ prefix, settle })
      return settle.promise
    },
  }
}

const tickMs = 10

/** User and system time, of children that have ended as well (proc_pid_stat(5), fields 14 to 17). */
function cpuOf(pid: number): number {
  const ticks = treeOf(pid).flatMap((each) => {
    const text = readOfProcess(each, 'stat')
    // From the state on: what stands before may hold blanks.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return [11, 12, 13, 14].map((at) => Number(fields[at] ?? 0))
  })
  return ticks.reduce((sum, each) => sum + each, 0) * tickMs
}

function memoryOf(pid: number, what: 'VmHWM' | 'VmRSS'): number {
  const pattern = new RegExp(`${what}:\\s+(\\d+)`)
  const kilobytes = treeOf(pid).map((each) => Number(pattern.exec(readOfProcess(each, 'status'))?.[1] ?? 0))
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1024
}

function treeOf(pid: number): number[] {
  const children = readOfProcess(pid, `task/${pid}/children`).split(' ').filter(Boolean).map(Number)
  return [pid, ...children.flatMap(treeOf)]
}

/** Empty when it has ended meanwhile: its time is then its parent's. */
function readOfProcess(pid: number, name: string): string {
  const path = `/proc/${pid}/${name}`
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}
