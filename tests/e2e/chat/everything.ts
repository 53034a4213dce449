import { describe } from 'vitest'
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
  })
}
