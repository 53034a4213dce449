import { setTimeout as sleepMs } from 'node:timers/promises'
import { type Fault, reportOf } from '../fault.ts'
import { claimsOf, endInOrder, secondsSince } from '../life.ts'
import { isWhole } from '../look.ts'
import { openNewsroom } from '../newsroom.ts'
import { racks } from '../platforms.ts'
import { openSmallDisk } from '../small-disk.ts'
import { openStatus } from '../status.ts'
import { until } from '../until.ts'

const forms = {
  short: { itemsOfFeed: 4, times: 1, fullMs: 2_000 },
  full: { itemsOfFeed: 30, times: 5, fullMs: 10_000 },
} as const
const feeds = 4
/** Far less than any lease: who waits for the end of one has forgotten something. */
const patienceMs = 30_000

export const diskFull: Fault = {
  name: 'disk-full',
  mustHold:
    'While the disk is full the program lives, answers in chat and says in /readyz what is wrong; when there is room again it goes on by itself.',
  async run({ form, onProgress }) {
    const { itemsOfFeed, times, fullMs } = forms[form]
    const disk = openSmallDisk()
    const rack = await racks.discord(feeds)
    const room = await openNewsroom({
      rack,
      feeds,
      itemsOfFeed,
      publisher: { hasPages: true },
      settings: { PULLQUOTE_DATA: disk.folder, PULLQUOTE_HTTP_PORT: '0' },
    })
    try {
      const life = room.workplace.start('run')
      const pid = life.process.pid ?? 0
      const status = await openStatus(life)
      await until('the connection', () => rack.connections().now > 0)
      const wrong: string[] = []
      let longest = 0
      for (let time = 1; time <= times; time++) {
        const wanted = Math.ceil((itemsOfFeed * time) / times)
        room.publisher.publish(Math.max(1, wanted - 1))
        await until('it is at work', () => room.missing() <= feeds * (itemsOfFeed - wanted + 1) + 1)
        disk.fill(pid)
        room.publisher.publish(wanted)
        const said = await untilProblem(() => status.problems())
        const answered = await rack.askForHelp()
        if (said === '') wrong.push('/readyz did not say that the disk is full')
        if (!answered) wrong.push('nobody was answered in chat')
        await sleepMs(fullMs)
        disk.free(pid)
        const freedAt = performance.now()
        await until('it is ready again', async () => (await status.problems()).length === 0)
        await until('it is at work again', () => room.missing() <= feeds * (itemsOfFeed - wanted), {
          withinMs: patienceMs,
        })
        longest = Math.max(longest, secondsSince(freedAt))
        onProgress(`full for ${fullMs / 1000} s (${said}); caught up after ${secondsSince(freedAt)} s`)
      }
      await room.finished(patienceMs)
      wrong.push(...(await endInOrder(life)))
      return reportOf(
        room.count(),
        { 'times full': times, by: disk.how, 'caught up in s': longest },
        { ...claimsOf(wrong), 'the store is damaged': isWhole(disk.folder) },
      )
    } finally {
      await room.close()
      disk.close()
    }
  },
}

/** What is said of the store; nothing when that takes too long. */
async function untilProblem(problems: () => Promise<readonly string[]>): Promise<string> {
  for (let looks = 0; looks < 40; looks++) {
    const said = (await problems()).find((problem) => problem.startsWith('store: '))
    if (said !== undefined) return said
    await sleepMs(50)
  }
  return ''
}
