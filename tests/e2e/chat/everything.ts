import { describe, expect, test } from 'vitest'
import { commands } from '../../../src/ask/commands.ts'
import { actionHandlers, formHandlers } from '../../../src/ask/handlers.ts'
import { asking } from './asking.ts'
import { following } from './following.ts'
import { joining } from './joining.ts'
import { lists } from './lists.ts'
import type { OpenPlatform } from './platform.ts'
import { settings } from './settings.ts'
import type { Stage } from './stories.ts'
import { timing } from './timing.ts'

/** All stories on one platform, told once for both. */
export function everything(platform: Stage['platform'], openPlatform: OpenPlatform): void {
  const stage: Stage = { platform, openPlatform, used: new Set() }
  describe(`on ${platform}`, () => {
    asking(stage)
    following(stage)
    timing(stage)
    settings(stage)
    lists(stage)
    joining(stage)

    test('every command, option, button, choice and form was used', () => {
      const unused = everyUse(platform).filter((use) => !stage.used.has(use))
      expect(unused).toEqual([])
    })
  })
}

/** What the tables of the program offer to people on this platform. */
function everyUse(platform: Stage['platform']): readonly string[] {
  const options = commands.flatMap(({ name, options }) =>
    options
      .filter(({ kind }) => kind !== 'file' || platform === 'discord')
      .map((option) => ({ name, option })),
  )
  const suggested = options.filter(({ option }) => option.kind === 'text' && option.hasSuggestions)
  const elsewhere = platform === 'discord' ? ['home-page'] : []
  return [
    ...commands.map(({ name }) => `command ${name}`),
    ...options.map(({ name, option }) => `option ${name} ${option.name}`),
    ...(platform === 'discord'
      ? suggested.map(({ name, option }) => `suggestion ${name} ${option.name}`)
      : []),
    ...Object.keys(actionHandlers)
      .filter((action) => !elsewhere.includes(action))
      .map((action) => `action ${action}`),
    ...Object.keys(formHandlers).map((form) => `form ${form}`),
  ]
}
