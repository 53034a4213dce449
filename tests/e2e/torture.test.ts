import { describe, expect, test } from 'vitest'
import { type Rack, startDiscordRack, startSlackRack, type Trouble } from '../torture/platforms.ts'
import { torture } from '../torture/torture.ts'

// The long form is `npm run torture -- kill`: 500 posts and 60 kills on each platform.
const trouble: Trouble = { seed: 11, lagMs: 250, serverErrors: 0.05, rateLimits: 0.03, resets: 0.1 }
const racks: Readonly<Record<string, (trouble: Trouble) => Promise<Rack>>> = {
  discord: (wanted) => startDiscordRack(4, wanted),
  slack: (wanted) => startSlackRack(4, wanted),
}

describe.concurrent.each(Object.entries(racks))('%s', { timeout: 60_000 }, (_, start) => {
  test('kill -9 while posting on a platform that makes trouble: nothing lost, nothing twice, in order', async ({
    onTestFinished,
  }) => {
    const rack = await start(trouble)
    onTestFinished(rack.close)
    // Longer than what a busy machine adds to the lag: what is looked for sooner may not be there yet.
    const report = await torture(rack, { posts: 32, kills: 3, settleSeconds: 1.5, seed: 3 })
    expect(report).toMatchObject({ lost: 0, twice: 0, outOfOrder: 0, notSent: 0, violations: 0 })
  })

  test('the same without the protocol posts twice: the test above can fail', async ({ onTestFinished }) => {
    const rack = await start({ ...trouble, serverErrors: 0, rateLimits: 0, resets: 0.5 })
    onTestFinished(rack.close)
    const report = await torture(rack, { posts: 16, kills: 0, settleSeconds: 0.6, seed: 3, isNaive: true })
    expect(report.twice).toBeGreaterThan(0)
  })
})
