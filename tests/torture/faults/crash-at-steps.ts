import PQueue from 'p-queue'
import { type Step, steps } from '../../../src/store/steps.ts'
import { openBackupStage, openRestoreStage } from '../crash/copies.ts'
import { type Crashed, crashOnce } from '../crash/crash-once.ts'
import { openMoveStage } from '../crash/move.ts'
import { openNewsStage } from '../crash/news.ts'
import { openClosedStage, openDigestStage, openTroubleStage } from '../crash/outbox.ts'
import { openPushStage } from '../crash/push.ts'
import type { OpenStage } from '../crash/stage.ts'
import { openSweepStage } from '../crash/sweep.ts'
import { type Fault, type FaultOptions, type FaultReport, reportOf, sum } from '../fault.ts'

/** Where a step is reached, and how often a crash is tried there. */
type Place = {
  readonly name: string
  readonly open: (options: FaultOptions) => OpenStage
  readonly times: number
}

const three = 3
/** More than there are in any of these lives. */
const all = 1_000

const news: Place = { name: 'news', open: () => openNewsStage, times: three }
const push: Place = { name: 'push', open: () => openPushStage, times: three }
const closed: Place = { name: 'closed channels', open: () => openClosedStage, times: three }
const digest: Place = { name: 'digests', open: () => openDigestStage, times: three }
const trouble: Place = { name: 'trouble', open: () => openTroubleStage, times: 1 }
const sweep: Place = { name: 'sweep', open: () => openSweepStage, times: three }
const backup: Place = { name: 'backup', open: () => openBackupStage, times: 1 }
const restore: Place = { name: 'restore', open: () => openRestoreStage, times: 1 }
const everyCommit: readonly Place[] = [
  { ...news, times: all },
  {
    name: 'news on PostgreSQL',
    open:
      ({ newDatabase }) =>
      async (step) =>
        openNewsStage(step, await newDatabase()),
    times: all,
  },
  {
    name: 'moving in',
    open:
      ({ newDatabase }) =>
      async () =>
        openMoveStage(await newDatabase()),
    times: all,
  },
]

/** A step that is new finds its place here, or nothing compiles. */
const placesOf: Readonly<Record<Step, readonly Place[]>> = {
  written: everyCommit,
  committed: everyCommit,
  'feed-taken': [news],
  'feed-fetched': [news],
  'poll-saved': [news],
  'quiet-poll-noted': [news],
  'quiet-polls-saved': [news],
  'hub-asked': [push],
  'hub-confirmed': [push],
  'push-saved': [push],
  'push-read': [push],
  'item-taken': [news],
  'page-fetched': [news],
  'page-read': [news],
  'reading-saved': [news],
  'reading-postponed': [news],
  'delivery-claimed': [news],
  'message-accepted': [news],
  'message-looked-for': [news],
  'delivery-settled': [news],
  'channel-closed': [closed],
  'channel-opened': [closed],
  'digest-made': [digest],
  'trouble-told': [trouble],
  'sweep-stepped': [sweep],
  'backup-copied': [backup],
  'backup-saved': [backup],
  'restore-settled': [restore],
  'store-put-aside': [restore],
  'store-restored': [restore],
}

/** Those that are tried in seconds. */
const shortSteps: readonly Step[] = ['poll-saved', 'reading-saved', 'message-accepted', 'store-restored']
const atOnce = 3

export const crashAtSteps: Fault = {
  name: 'crash-at-steps',
  mustHold:
    'A crash at any step loses no post and repeats none, says nothing twice, and leaves store and backup whole.',
  run: async (options) => {
    const wanted = options.form === 'short' ? shortSteps : steps
    const queue = new PQueue({ concurrency: atOnce })
    const tries = wanted.flatMap((step) =>
      placesOf[step].map((place) => tryAll(step, place, { ...options, queue })),
    )
    return tell((await Promise.all(tries)).flat())
  },
}

type Tried = Crashed & { readonly where: string; readonly times: number }
type Trying = FaultOptions & { readonly queue: PQueue }

/** As often as the step is reached, up to as often as is wanted there. */
async function tryAll(step: Step, place: Place, options: Trying): Promise<Tried[]> {
  const tried: Tried[] = []
  const most = options.form === 'short' ? 1 : place.times
  for (let times = 1; times <= most; times++) {
    const crashed = await options.queue.add(() => crashOnce(place.open(options), { step, times }))
    const where = `${step}:${times} (${place.name})`
    tried.push({ ...crashed, where, times })
    const found = crashed.isReached ? 'crashed there, and went on' : 'is not reached so often'
    options.onProgress(`${where} ${crashed.wrong.length > 0 ? `WRONG: ${crashed.wrong}` : found}`)
    if (!crashed.isReached) break
  }
  return tried
}

function tell(tried: readonly Tried[]): FaultReport {
  const counts = sum(tried.map((one) => one.counts))
  const reached = tried.filter(({ isReached }) => isReached)
  const never = tried.filter(({ isReached, times }) => !isReached && times === 1)
  const claims = [
    ...never.map(({ where }) => `${where} is never reached`),
    ...tried.flatMap(({ where, wrong }) => wrong.map((what) => `${where}: ${what}`)),
    ...tried.flatMap(({ where, counts: { lost, twice, outOfOrder } }) =>
      lost + twice + outOfOrder > 0
        ? [`${where}: ${lost} lost, ${twice} twice, ${outOfOrder} out of order`]
        : [],
    ),
  ]
  return reportOf(
    counts,
    { crashes: reached.length, steps: new Set(reached.map(({ where }) => where.split(':')[0])).size },
    Object.fromEntries(claims.map((claim) => [claim, false])),
  )
}
