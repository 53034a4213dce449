import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { steps } from '../../src/store/steps.ts'
import { faults } from '../../tests/torture/faults.ts'
import { readSources } from './check-imports.ts'

const guide = readFileSync(new URL('../../docs/reliability.md', import.meta.url), 'utf8')
const source = readSources()
  .filter(({ path }) => path.startsWith('src/'))
  .map(({ text }) => text)
  .join('\n')

test('every step at which a crash can be asked for is reached somewhere, and told of', () => {
  const missing = steps.filter((step) => !new RegExp(`reached(\\?\\.)?\\('${step}'\\)`).test(source))
  expect(missing).toEqual([])
  expect(steps.filter((step) => !guide.includes(`\`${step}\``))).toEqual([])
})

test('every fault is told of with what must hold', () => {
  expect(faults.filter(({ name }) => !guide.includes(`\`${name}\``))).toEqual([])
  expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length)
})
