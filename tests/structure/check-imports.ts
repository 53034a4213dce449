// npm run imports: prints every broken rule of rules.ts and ends with 1 when there is one.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { importRules, impureCode, impureFiles, packageRules } from './rules.ts'

export type SourceFile = { readonly path: string; readonly text: string }

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/** The broken rules in these files, one line each. */
export function findProblems(files: readonly SourceFile[]): string[] {
  const imports = new Map(files.map((file) => [file.path, importsOf(file)]))
  return [
    ...files.flatMap((file) => roomProblems(file.path, imports.get(file.path) ?? [])),
    ...files.flatMap(purityProblems),
    ...cycles(imports),
  ]
}

export function readSources(): SourceFile[] {
  return ['feeds', 'src', 'adapters', 'tests'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => {
        const path = relative(root, join(root, folder, name)).replaceAll('\\', '/')
        return { path, text: readFileSync(join(root, path), 'utf8') }
      }),
  )
}

/** Relative imports as paths from the root, packages by their name. */
function importsOf(file: SourceFile): string[] {
  const found = file.text.matchAll(
    /^\s*(?:import|export)\b[^'"]*?(?:\bfrom\s+)?'([^']+)'|\bimport\('([^']+)'\)/gm,
  )
  return [...found].map(([, statement, call]) => {
    const target = statement ?? call ?? ''
    return target.startsWith('.') ? posix.join(posix.dirname(file.path), target) : target
  })
}

function roomProblems(path: string, imports: readonly string[]): string[] {
  const rule = importRules.find(({ files }) => files.test(path))
  if (!rule) return [`${path} belongs to no room: add a rule to tests/structure/rules.ts`]
  const isOwn = (target: string) => /^(feeds|src|adapters|tests)\//.test(target)
  return [
    ...imports
      .filter((target) => isOwn(target) && !rule.may.test(target))
      .map((target) => `${path} may not import ${target}: ${rule.why}`),
    ...imports.flatMap((target) =>
      packageRules
        .filter(({ packages, only }) => packages.test(target) && !only.test(path))
        .map(({ only }) => `${path} may not import ${target}: only ${only.source} may`),
    ),
  ]
}

function purityProblems({ path, text }: SourceFile): string[] {
  if (impureFiles.some((files) => files.test(path))) return []
  return impureCode.flatMap((code) => {
    const hit = text.match(code)
    return hit ? [`${path} is pure but uses ${hit[0]}`] : []
  })
}

function cycles(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = []
  const done = new Set<string>()
  const walk = (path: string, way: readonly string[]) => {
    const start = way.indexOf(path)
    if (start >= 0) found.push(`cycle: ${[...way.slice(start), path].join(' -> ')}`)
    if (start >= 0 || done.has(path)) return
    for (const target of imports.get(path) ?? []) if (imports.has(target)) walk(target, [...way, path])
    done.add(path)
  }
  for (const path of imports.keys()) walk(path, [])
  return found
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = readSources()
  const problems = findProblems(files)
  for (const problem of problems) console.error(problem)
  console.log(`${files.length} files, ${problems.length} broken import rules`)
  process.exitCode = problems.length > 0 ? 1 : 0
}
