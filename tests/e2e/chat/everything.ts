import { describe } from 'vitest'
import { asking } from './asking.ts'
import { following } from './following.ts'
import type { OpenPlatform } from './platform.ts'
import type { Stage } from './stories.ts'

/** All stories on one platform, told once for both. */
export function everything(where: string, openPlatform: OpenPlatform): void {
  const stage: Stage = { openPlatform, used: new Set() }
  describe(where, () => {
    asking(stage)
    following(stage)
  })
}
