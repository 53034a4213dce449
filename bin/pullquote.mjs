#!/usr/bin/env node
// Plain JavaScript on purpose: it has to run on the Node that a machine happens to have, find Node 24 and hand over.
import { spawn } from 'node:child_process'
import module from 'node:module'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { flags, restartTuned, surroundings } from './tuned.mjs'

const neededMajor = 24
const cli = new URL('../src/cli.ts', import.meta.url)

if (majorOf(process.versions.node) >= neededMajor) {
  if (process.argv[2] === 'run') restartTuned()
  // Every start after the first one is twice as fast.
  module.enableCompileCache()
  await import(cli.href)
} else handOver(bundledNode())

function majorOf(version) {
  return Number(version.split('.')[0])
}

/** The Node that `npm ci` put beside us through optionalDependencies; null on systems it does not exist for. */
function bundledNode() {
  const system = { linux: 'linux', win32: 'win' }[process.platform]
  try {
    const manifest = module
      .createRequire(import.meta.url)
      .resolve(`node-${system}-${process.arch}/package.json`)
    return join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  } catch {
    return null
  }
}

function handOver(node) {
  if (node === null) {
    console.error(
      `pullquote needs Node ${neededMajor} or newer; this is Node ${process.versions.node} (${process.execPath}).\n` +
        `Fix: install Node ${neededMajor} from https://nodejs.org, or run npm ci without --omit=optional on Linux or Windows.`,
    )
    process.exitCode = 1
    return
  }
  // The channel tells the child when this process is gone, even when it was killed and could not say so.
  const child = spawn(node, [...flags, process.argv[1], ...process.argv.slice(2)], {
    env: surroundings,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    console.error(`pullquote could not start ${node}: ${error.message}`)
    process.exitCode = 1
  })
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0)
  })
}
