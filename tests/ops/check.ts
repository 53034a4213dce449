// Runs what ops/ says, as far as that goes without a container engine: the steps of the Dockerfile in a clean folder,
// and the unit through systemd-analyze where it is installed. RUN steps other than npm's and Node's, users, volumes and limits are
// only read (tests/ops/ops.test.ts); the system below is this machine's.
import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { copyOf, execOf, problemsOf, type Stage, stagesOf } from './dockerfile.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const patienceMs = 30_000
/** Whom every Linux has, for when this is root. */
const nobody = 65_534

async function main(): Promise<void> {
  const place = mkdtempSync(join(tmpdir(), 'pullquote-ops-'))
  try {
    const dockerfile = readFileSync(join(root, 'ops/Dockerfile'), 'utf8')
    const problems = problemsOf(dockerfile, (path) => readable(join(root, path)))
    if (problems.length > 0) throw new Error(`ops/Dockerfile: ${problems.join('; ')}`)
    const image = buildStages(stagesOf(dockerfile), place)
    say(`the files of the image are ${megabytes(image.folder)} MB, without those of its base`)
    await runImage(image)
    verifyUnit(place)
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

function megabytes(folder: string): string {
  return spawnSync('du', ['-sm', folder], { encoding: 'utf8' }).stdout.split('\t')[0] ?? ''
}

function readable(path: string): boolean {
  return spawnSync('test', ['-r', path]).status === 0
}

type Image = {
  /** What is the root of the file system there. */
  readonly folder: string
  readonly workdir: string
  readonly env: Readonly<Record<string, string>>
  readonly command: readonly string[]
}

function buildStages(stages: readonly Stage[], place: string): Image {
  const folders = new Map<string, string>()
  let image: Image | null = null
  for (const [index, stage] of stages.entries()) {
    const folder = join(place, `stage-${index}`)
    if (stage.as !== null) folders.set(stage.as, folder)
    image = buildStage(stage, folder, folders)
  }
  if (image === null) throw new Error('ops/Dockerfile: there is no stage')
  return image
}

function buildStage(stage: Stage, folder: string, folders: ReadonlyMap<string, string>): Image {
  let workdir = '/'
  const env: Record<string, string> = {}
  const words: Record<'ENTRYPOINT' | 'CMD', readonly string[]> = { ENTRYPOINT: [], CMD: [] }
  mkdirSync(folder, { recursive: true })
  for (const { name, text } of stage.instructions) {
    const here = join(folder, workdir)
    if (name === 'WORKDIR') {
      workdir = text
      mkdirSync(join(folder, workdir), { recursive: true })
    }
    if (name === 'COPY') copy(text, { folders, here })
    if (name === 'RUN' && /^(npm|node) /.test(text)) runStep(text, here)
    if (name === 'ENV') for (const [, key = '', value = ''] of text.matchAll(/(\w+)=(\S+)/g)) env[key] = value
    if (name === 'ENTRYPOINT' || name === 'CMD') words[name] = execOf(text) ?? []
  }
  return { folder, workdir, env, command: [...words.ENTRYPOINT, ...words.CMD] }
}

function copy(
  text: string,
  { folders, here }: { readonly folders: ReadonlyMap<string, string>; readonly here: string },
): void {
  const { from, sources, target } = copyOf(text)
  for (const source of sources) {
    const base = from === null ? root : (folders.get(from) ?? '')
    // Of a folder what is in it is copied.
    const intoFolder =
      (target.endsWith('/') || sources.length > 1) && !statSync(join(base, source)).isDirectory()
    const to = join(here, intoFolder ? join(target, basename(source)) : target)
    mkdirSync(dirname(to), { recursive: true })
    cpSync(join(base, source), to, { recursive: true, verbatimSymlinks: true })
  }
}

function runStep(text: string, cwd: string): void {
  const startedAt = performance.now()
  const { status, stderr } = spawnSync('sh', ['-c', text], { cwd, encoding: 'utf8' })
  if (status !== 0) throw new Error(`RUN ${text}: ended with ${status}\n${stderr}`)
  say(`RUN ${text} (${Math.round((performance.now() - startedAt) / 1000)} s)`)
}

/** Starts it as somebody who may write to its data and nowhere else, asks how it is, and stops it. */
async function runImage({ folder, workdir, env, command }: Image): Promise<void> {
  const data = join(folder, 'data')
  const home = join(folder, workdir)
  mkdirSync(data, { recursive: true })
  const user = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {}
  for (const path of [dirname(folder), folder, home]) chmodSync(path, 0o755)
  chmodSync(data, 0o777)
  const [, ...words] = command
  const child = spawn(process.execPath, words, {
    cwd: home,
    env: { ...env, PATH: '/usr/bin:/bin', PULLQUOTE_DATA: data, PULLQUOTE_HTTP_PORT: '0' },
    stdio: ['ignore', 'ignore', 'pipe'],
    ...user,
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  try {
    const port = await statusPort(child.stderr)
    const health = await fetch(`http://127.0.0.1:${port}/healthz`)
    if (!health.ok) throw new Error(`/healthz answers ${health.status}`)
    child.kill('SIGTERM')
    const code = await ended
    if (code !== 0) throw new Error(`it ended with ${code} when it was stopped`)
    say(`${command.join(' ')}: healthy, and stops when told`)
  } finally {
    child.kill('SIGKILL')
  }
}

function statusPort(log: NodeJS.ReadableStream): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = ''
    const fail = () => reject(new Error(`it does not begin to run:\n${said}`))
    const deadline = setTimeout(fail, patienceMs)
    log.setEncoding('utf8')
    log.on('data', (chunk: string) => {
      said += chunk
      const port = /"statusPort":(\d+)/.exec(said)?.[1]
      if (port === undefined) return
      clearTimeout(deadline)
      resolve(Number(port))
    })
    log.on('end', fail)
  })
}

const mostExposure = 2

/** With a program and folders that are there: systemd looks for them. */
function verifyUnit(place: string): void {
  const analyze = (...words: readonly string[]) =>
    spawnSync('systemd-analyze', words, { encoding: 'utf8', env: { ...process.env, SYSTEMD_COLORS: '0' } })
  if (analyze('--version').status !== 0) {
    say('ops/pullquote.service: systemd-analyze is not here, left out')
    return
  }
  const unit = join(place, 'pullquote.service')
  const text = readFileSync(join(root, 'ops/pullquote.service'), 'utf8')
  writeFileSync(unit, text.replace(/^(ExecStart=)\S+/m, '$1/bin/true').replaceAll('/opt/pullquote', place))
  const verified = analyze('verify', unit)
  if (verified.status !== 0 || verified.stderr.trim() !== '')
    throw new Error(`systemd-analyze verify: ${verified.stderr}`)
  const security = analyze('security', '--offline=true', unit)
  const exposure = Number(/exposure level for \S+: ([\d.]+)/.exec(security.stdout)?.[1])
  // Older ones cannot do this offline.
  if (!Number.isNaN(exposure) && exposure > mostExposure)
    throw new Error(`systemd-analyze security: exposure ${exposure}, at most ${mostExposure}`)
  say(`ops/pullquote.service: verified, exposure ${exposure}`)
}

await main()
