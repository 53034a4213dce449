import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { readConfig } from '../../src/config.ts'
import { openHealth } from '../../src/health.ts'
import { openProgram } from '../../src/main.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** The name of every metric that the program has when everything is switched on, with its labels. */
const metrics = new Map<string, readonly string[]>()

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pullquote-metrics-'))
  const outcome = readConfig({
    PULLQUOTE_DATA: folder,
    PULLQUOTE_MODEL_PROVIDER: 'openai-compatible',
    PULLQUOTE_MODEL_URL: 'http://127.0.0.1:1/v1',
    PULLQUOTE_MODEL_NAME: 'none',
    PULLQUOTE_MODEL_DOLLARS_A_MONTH: '1',
    PULLQUOTE_MODEL_PRICE_IN: '0',
    PULLQUOTE_MODEL_PRICE_OUT: '0',
  })
  if (outcome.kind === 'invalid') throw new Error(outcome.problems.join())
  const program = await openProgram(outcome.config, {
    log: pino({ level: 'silent' }),
    terminal: process.stdout,
  })
  openHealth({ program, dataFolder: folder, queues: [] })
  for (const { name } of await program.metrics.registry.getMetricsAsJSON())
    metrics.set(name, labelsOf(program.metrics.registry.getSingleMetric(name)))
  await program.close()
  rmSync(folder, { recursive: true, force: true })
})

/** prom-client keeps the names of labels to itself; they decide what a query may group by. */
function labelsOf(metric: unknown): readonly string[] {
  const found = z.object({ labelNames: z.array(z.string()) }).safeParse(metric)
  return found.success ? found.data.labelNames : []
}

const words = /\b(?:pullquote|process|nodejs)_[a-z0-9_]+/g
/** What every scrape adds. */
const added = ['instance', 'job']

function problemsOf(query: string): string[] {
  const named = query.match(words) ?? []
  const known = named.flatMap((name) => metrics.get(name) ?? [])
  const grouped = [...query.matchAll(/\b(?:by|on) \(([^)]*)\)/g)].flatMap(([, list = '']) =>
    list.split(/,\s*/),
  )
  const chosen = [...query.matchAll(/[{,]\s*([a-z_]+)\s*(?:=~|!=|!~|=)"/g)].map(([, label = '']) => label)
  return [
    ...named.filter((name) => !metrics.has(name)).map((name) => `no metric ${name}`),
    ...[...grouped, ...chosen].filter((label) => !known.includes(label) && !added.includes(label)),
    ...(named.length === 0 && !query.startsWith('up{') ? ['it asks for nothing of ours'] : []),
  ]
}

const dashboard = z.object({
  uid: z.literal('pullquote'),
  panels: z
    .array(
      z.object({
        id: z.number(),
        title: z.string().min(1),
        gridPos: z.object({ x: z.number().max(23), w: z.number().max(24) }),
        targets: z.array(z.object({ expr: z.string(), legendFormat: z.string() })).min(1),
      }),
    )
    .min(10),
})

test('every query of the dashboard asks for metrics and labels there are', () => {
  const { panels } = dashboard.parse(JSON.parse(read('ops/grafana-dashboard.json')))
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
  for (const { title, gridPos, targets } of panels) {
    expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24)
    for (const { expr } of targets) expect([title, problemsOf(expr)]).toEqual([title, []])
  }
})

/** Each rule as text: what is between one `- alert:` and the next. */
const rules = read('ops/alerts.yml')
  .split(/^ {6}- alert: /m)
  .slice(1)
  .map((rule) => ({ name: rule.split('\n')[0] ?? '', rule }))

test('there are rules', () => expect(rules.length).toBeGreaterThan(8))

test.each(rules)('$name asks for what there is, and says what to do', ({ rule }) => {
  const expr = /^ {8}expr: (.+)$/m.exec(rule)?.[1] ?? ''
  expect(problemsOf(expr)).toEqual([])
  expect(rule).toMatch(/^ {8}labels: \{ severity: (page|ticket) \}$/m)
  expect(rule).toMatch(/^ {10}summary: .+$/m)
  expect(rule).toMatch(/^ {10}fix: .+$/m)
  // What is not in quotation marks ends at `: ` or ` #` in YAML.
  for (const [, text = ''] of rule.matchAll(/^ {8,10}(?:expr|summary|fix): (.*)$/gm))
    expect(/^".*"$/.test(text) || !/: | #/.test(text)).toBe(true)
  expect(rule).not.toContain('\t')
})

test('every metric of ours is in docs/operations.md', () => {
  const page = read('docs/operations.md')
  const ours = [...metrics.keys()].filter((name) => name.startsWith('pullquote_'))
  expect(ours.length).toBeGreaterThan(14)
  expect(ours.filter((name) => !page.includes(`\`${name}\``))).toEqual([])
})
