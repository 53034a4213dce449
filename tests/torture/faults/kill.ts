import { type Fault, type FaultOptions, reportOf, sum } from '../fault.ts'
import { type Rack, racks, type Trouble } from '../platforms.ts'
import { torture } from '../torture.ts'

/** Longer than what a busy machine adds to the lag: what is looked for sooner may not be there yet. */
const forms = {
  short: { channels: 4, posts: 32, kills: 3, settleSeconds: 1.5, lagMs: 250 },
  full: { channels: 5, posts: 500, kills: 60, settleSeconds: 2, lagMs: 700 },
} as const

export const kill: Fault = {
  name: 'kill',
  mustHold:
    'The delivering program, killed at random moments on platforms that make trouble, posts everything once and in order.',
  async run({ form, seed, onProgress }: FaultOptions) {
    const { channels, posts, kills, settleSeconds, lagMs } = forms[form]
    const trouble: Trouble = { seed, lagMs, serverErrors: 0.05, rateLimits: 0.03, resets: 0.05 }
    const on = async (rack: Rack) => {
      const report = await torture(rack, { posts, kills, settleSeconds, seed, onProgress })
      await rack.close()
      return report
    }
    const reports = [
      await on(await racks.discord(channels, trouble)),
      await on(await racks.slack(channels, trouble)),
    ]
    const notSent = reports.reduce((all, one) => all + one.notSent, 0)
    const violations = reports.reduce((all, one) => all + one.violations, 0)
    return reportOf(
      sum(reports),
      { kills: reports.reduce((all, one) => all + one.kills, 0) },
      {
        [`${notSent} posts were not recorded as sent`]: notSent === 0,
        [`${violations} requests broke a rule of the platform`]: violations === 0,
      },
    )
  },
}
