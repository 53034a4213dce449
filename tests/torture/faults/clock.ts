import { type Fault, type FaultOptions, type FaultReport, reportOf, sum } from '../fault.ts'
import { claimsOf, endInOrder, secondsSince } from '../life.ts'
import { openNewsroom } from '../newsroom.ts'
import { racks } from '../platforms.ts'
import { openFaketime, openShiftedClock, type ShiftedClock } from '../shifted-clock.ts'
import { until } from '../until.ts'

const hourMs = 3_600_000
const yearMs = 365 * 24 * hourMs
/** Where the clock stands one after the other, ahead of the right time. */
const forms = {
  short: [hourMs, 0],
  full: [hourMs, 0, yearMs, 0, -hourMs, 0, -yearMs, 0],
} as const
const feeds = 4
const itemsAtATime = 2
const pollMs = 2_000
/** A feed is asked at once when the clock goes forward: its time has come. */
const soonerThanMs = 0.6 * pollMs
/** The loops look up every half a minute, whatever the clock says. */
const patienceMs = 60_000

type Setup = {
  readonly start: (typeof racks)[keyof typeof racks]
  readonly open: () => ShiftedClock | null
  readonly isOnPostgres: boolean
}

const shortSetups: readonly Setup[] = [{ start: racks.slack, open: openShiftedClock, isOnPostgres: false }]
const fullSetups: readonly Setup[] = [
  { start: racks.discord, open: openShiftedClock, isOnPostgres: false },
  ...shortSetups,
  { start: racks.discord, open: openFaketime, isOnPostgres: false },
  { start: racks.slack, open: openFaketime, isOnPostgres: false },
  // The clock that counts is that of the database; that of a process is set.
  { start: racks.discord, open: openShiftedClock, isOnPostgres: true },
]

export const clock: Fault = {
  name: 'clock',
  mustHold:
    'When the clock goes forward or back, by an hour or by a year, no feed freezes and none is asked too soon, waits and leases end, and all is posted once.',
  async run(options) {
    const reports: FaultReport[] = []
    for (const setup of options.form === 'short' ? shortSetups : fullSetups) {
      const shifted = setup.open()
      if (shifted === null) options.onProgress('libfaketime is not installed (apt-get install faketime)')
      else reports.push(await shift(setup, shifted, options))
    }
    return {
      ...sum(reports),
      more: Object.assign({}, ...reports.map(({ more }) => more)),
      broken: reports.flatMap(({ broken }) => broken),
    }
  },
}

async function shift(
  { start, isOnPostgres }: Setup,
  shifted: ShiftedClock,
  { form, onProgress, newDatabase }: FaultOptions,
): Promise<FaultReport> {
  const rack = await start(2)
  const places = forms[form]
  const itemsOfFeed = itemsAtATime * (places.length + 1)
  const room = await openNewsroom({
    rack,
    feeds,
    itemsOfFeed,
    databaseUrl: isOnPostgres ? await newDatabase() : null,
    settings: {
      ...shifted.env,
      PULLQUOTE_POLL_SHORTEST_SECONDS: String(pollMs / 1000),
      PULLQUOTE_POLL_LONGEST_SECONDS: String(pollMs / 1000),
    },
  })
  const name = `${rack.name}, ${shifted.name}${isOnPostgres ? ', PostgreSQL' : ''}`
  try {
    const life = room.workplace.start('run')
    let longest = 0
    let asked = itemsAtATime
    room.publisher.publish(asked)
    await until('the first posts', () => room.missing() <= feeds * (itemsOfFeed - asked))
    for (const aheadMs of places) {
      asked += itemsAtATime
      const before = room.missing()
      rack.loseAnswers(feeds)
      room.publisher.publish(asked)
      await until('it is at work', () => room.missing() < before)
      shifted.set(aheadMs)
      const setAt = performance.now()
      await until('all is posted', () => room.missing() <= feeds * (itemsOfFeed - asked), {
        withinMs: patienceMs,
      })
      longest = Math.max(longest, secondsSince(setAt))
      onProgress(`${name}: ${aheadMs / hourMs} h ahead: all is posted after ${secondsSince(setAt)} s`)
    }
    await room.finished(patienceMs)
    const wrong = await endInOrder(life)
    const tooSoon = room.publisher.askedTooSoon(soonerThanMs)
    const mayBeSooner = feeds * places.filter((aheadMs, index) => aheadMs > (places[index - 1] ?? 0)).length
    return reportOf(
      { ...room.count(), outOfOrder: 0 },
      { [`${name}: caught up in s`]: longest, [`${name}: asked sooner`]: tooSoon },
      {
        ...claimsOf(wrong),
        [`${name}: ${tooSoon} times a feed was asked too soon`]: tooSoon <= mayBeSooner,
      },
    )
  } finally {
    await room.close()
    shifted.close()
  }
}
