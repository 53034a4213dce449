import { openWorkplace } from '../../e2e/pullquote.ts'
import { queueBacklog } from '../backlog.ts'
import { countPosts } from '../count.ts'
import { countOpen, quick } from '../crash/stage.ts'
import { type Fault, type FaultOptions, type FaultReport, reportOf, sum } from '../fault.ts'
import { claimsOf, endInOrder, secondsSince } from '../life.ts'
import { statesOf } from '../look.ts'
import { noTrouble, type Rack, racks } from '../platforms.ts'
import { until } from '../until.ts'

const forms = {
  short: { posts: 160, channels: 20 },
  full: { posts: 10_000, channels: 200 },
} as const
/** Of a hundred requests that many may come too soon: the platform's clock and ours are two. */
const tooSoonOfHundred = 1
const patienceMs = 20 * 60_000

type Queue = (typeof forms)[keyof typeof forms]

/** No sender is faster, by the limits that the platforms document. Discord: 50 a second, and 5 a channel in 5 seconds; Slack: one a second and channel. */
const floorSeconds: Readonly<Record<string, (queue: Queue) => number>> = {
  discord: ({ posts, channels }) => Math.max(posts / 50, (Math.ceil(posts / channels / 5) - 1) * 5),
  slack: ({ posts, channels }) => posts / channels - 3,
}

export const drain: Fault = {
  name: 'drain',
  mustHold:
    'A long queue is posted in order, once, and within the limits of the platform: hardly a request comes too soon.',
  async run(options) {
    const limited = { hasRateLimits: true }
    const { channels } = forms[options.form]
    const reports = [
      await drainTo(await racks.discord(channels, noTrouble, limited), options),
      await drainTo(await racks.slack(channels, noTrouble, limited), options),
    ]
    return {
      ...sum(reports),
      more: Object.assign({}, ...reports.map(({ more }) => more)),
      broken: reports.flatMap(({ broken }) => broken),
    }
  },
}

async function drainTo(rack: Rack, { form, onProgress }: FaultOptions): Promise<FaultReport> {
  const queue = forms[form]
  const workplace = openWorkplace({ ...quick, ...rack.env, PULLQUOTE_SETTLE_SECONDS: '5' })
  try {
    await queueBacklog(workplace.data, rack.channels, queue.posts)
    onProgress(`${rack.name}: ${queue.posts} posts wait`)
    const life = workplace.start('run', '--only', 'deliver')
    await life.printed('is running')
    const startedAt = performance.now()
    let saidAt = startedAt
    await until(
      'the queue is empty',
      () => {
        const open = countOpen(statesOf(workplace.data))
        if (performance.now() - saidAt > 10_000) {
          saidAt = performance.now()
          onProgress(`${rack.name}: ${open} posts wait`)
        }
        return open === 0
      },
      { withinMs: patienceMs, everyMs: 250 },
    )
    const seconds = secondsSince(startedAt)
    const wrong = await endInOrder(life)
    const tooSoon = rack.tooSoon()
    const floor = floorSeconds[rack.name]?.(queue) ?? 0
    return reportOf(
      countPosts(
        rack,
        Array.from({ length: queue.posts }, (_, number) => String(number)),
      ),
      {
        [`${rack.name} in s`]: seconds,
        [`${rack.name} at best`]: floor,
        [`${rack.name} too soon`]: tooSoon,
      },
      {
        ...claimsOf(wrong),
        [`${tooSoon} requests to ${rack.name} came too soon`]:
          tooSoon * 100 <= queue.posts * tooSoonOfHundred,
      },
    )
  } finally {
    workplace.close()
    await rack.close()
  }
}
