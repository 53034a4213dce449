// Asks the registry about known holes in what is shipped. One that docs/security.md has judged is let through.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const root = fileURLToPath(new URL('../../', import.meta.url))

const report = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({
      severity: z.string(),
      via: z.array(z.union([z.string(), z.object({ title: z.string(), url: z.string() })])),
    }),
  ),
})

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { cwd: root, encoding: 'utf8' })
const answered = report.safeParse(JSON.parse(stdout || '{}'))
if (!answered.success)
  process.stdout.write('audit: the registry answers no audits here, nothing was checked\n')
else {
  const judged = readFileSync(join(root, 'docs/security.md'), 'utf8')
  const holes = Object.entries(answered.data.vulnerabilities).flatMap(([name, { severity, via }]) =>
    via.flatMap((hole) =>
      typeof hole === 'string' || judged.includes(hole.url) ? [] : { name, severity, ...hole },
    ),
  )
  for (const { name, severity, title, url } of holes)
    process.stdout.write(`audit: ${name}: ${severity}: ${title} (${url})\n`)
  if (holes.length === 0) process.stdout.write('audit: nothing is known that is not judged\n')
  process.exitCode = holes.length === 0 ? 0 : 1
}
