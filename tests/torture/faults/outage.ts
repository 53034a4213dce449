import { setTimeout as sleepMs } from 'node:timers/promises'
import { type Fault, type FaultOptions, type FaultReport, reportOf, sum } from '../fault.ts'
import { claimsOf, endInOrder, secondsSince } from '../life.ts'
import { openNewsroom } from '../newsroom.ts'
import { type Rack, racks } from '../platforms.ts'
import { until } from '../until.ts'

const forms = {
  short: { outageMs: 3_000, feeds: 3, itemsOfFeed: 4 },
  full: { outageMs: 180_000, feeds: 6, itemsOfFeed: 60 },
} as const
const patienceMs = 120_000

export const outage: Fault = {
  name: 'outage',
  mustHold:
    'While a platform answers everything with 5xx, half of it after it took effect, nothing is given up; then all of it stands there once and in order.',
  async run(options) {
    const reports = [
      await breakDown(await racks.discord(3), options),
      await breakDown(await racks.slack(3), options),
    ]
    return {
      ...sum(reports),
      more: Object.assign({}, ...reports.map(({ more }) => more)),
      broken: reports.flatMap(({ broken }) => broken),
    }
  },
}

async function breakDown(rack: Rack, { form, onProgress }: FaultOptions): Promise<FaultReport> {
  const { outageMs, feeds, itemsOfFeed } = forms[form]
  const room = await openNewsroom({ rack, feeds, itemsOfFeed })
  try {
    const life = room.workplace.start('run')
    room.publisher.publish(1)
    await until('the first posts', () => room.missing() <= feeds * (itemsOfFeed - 1))
    rack.breakDown(true)
    room.publisher.publish(itemsOfFeed)
    onProgress(`${rack.name}: down for ${outageMs / 1000} s`)
    await sleepMs(outageMs)
    rack.breakDown(false)
    const backAt = performance.now()
    await room.finished(patienceMs)
    const seconds = secondsSince(backAt)
    onProgress(`${rack.name}: everything stands there ${seconds} s after it was back`)
    const wrong = await endInOrder(life)
    return reportOf(room.count(), { [`${rack.name} caught up in s`]: seconds }, claimsOf(wrong))
  } finally {
    await room.close()
  }
}
