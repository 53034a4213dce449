import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const docs = fileURLToPath(new URL('../../docs/', import.meta.url))
const page = readFileSync(join(docs, 'security.md'), 'utf8')

/** The tables of the page, each row with its threat, its guard and its tests. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (-+|threat|finding|none)/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, threat = '', guard = '', tests = '']) => ({ threat, guard, tests }))

const targets = (cell: string) => [...cell.matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target)

test('the page has the threats of every kind', () => {
  expect(rows.length).toBeGreaterThan(20)
  for (const kind of [
    'Hostile publishers',
    'Hostile members',
    'ports',
    'A model that lies',
    'Packages of others',
  ])
    expect(page).toMatch(new RegExp(`^## .*${kind}`, 'm'))
})

test.each(rows)('"$threat" has a guard, and tests that exist', ({ guard, tests }) => {
  expect(guard).not.toBe('')
  const files = targets(tests)
  expect(files.length).toBeGreaterThan(0)
  for (const file of files) {
    expect(file).toMatch(/^\.\.\/tests\/.*\.test\.ts$/)
    expect([file, existsSync(join(docs, file))]).toEqual([file, true])
  }
})
