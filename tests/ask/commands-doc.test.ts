import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { commandsPage } from '../docs/commands-page.ts'

test('docs/commands.md is current (npm run docs:commands writes it anew)', () => {
  const page = readFileSync(new URL('../../docs/commands.md', import.meta.url), 'utf8')
  expect(page).toBe(commandsPage())
})
