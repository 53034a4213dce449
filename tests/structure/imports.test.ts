import { expect, test } from 'vitest'
import { findProblems, readSources } from './check-imports.ts'

test('no file imports against the data flow, runs in a circle or is impure where it must only compute', () => {
  expect(findProblems(readSources())).toEqual([])
})

test('an import against the data flow is found', () => {
  const files = [
    { path: 'feeds/parse.ts', text: "import { readConfig } from '../src/config.ts'\n" },
    { path: 'src/config.ts', text: '' },
  ]
  expect(findProblems(files)).toEqual([
    'feeds/parse.ts may not import src/config.ts: feeds/ knows nothing of the program',
  ])
})

test('a platform SDK outside its adapter is found', () => {
  const files = [{ path: 'src/deliver/route.ts', text: "import { Client } from 'discord.js'\n" }]
  expect(findProblems(files)).toHaveLength(1)
})

test('a circle is found', () => {
  const files = [
    { path: 'src/read/one.ts', text: "import type { Other } from './other.ts'\n" },
    { path: 'src/read/other.ts', text: "import type { One } from './one.ts'\n" },
  ]
  expect(findProblems(files)).toEqual(['cycle: src/read/one.ts -> src/read/other.ts -> src/read/one.ts'])
})

test('a clock in a pure file is found', () => {
  const files = [{ path: 'src/poll/schedule.ts', text: 'const now = new Date()\n' }]
  expect(findProblems(files)).toEqual(['src/poll/schedule.ts is pure but uses new Date()'])
})

test('a file in no room is found', () => {
  expect(findProblems([{ path: 'adapters/index.ts', text: '' }])).toHaveLength(1)
})
