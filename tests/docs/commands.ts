// npm run docs:commands: writes docs/commands.md anew.
import { writeFileSync } from 'node:fs'
import { commandsPage } from './commands-page.ts'

writeFileSync(new URL('../../docs/commands.md', import.meta.url), commandsPage())
