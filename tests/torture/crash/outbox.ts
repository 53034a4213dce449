import { addressOf } from '../../../src/deliver/address.ts'
import { openSqliteStore } from '../../../src/store/store.ts'
import { openWorkplace } from '../../e2e/pullquote.ts'
import { queueBacklog } from '../backlog.ts'
import { countPosts } from '../count.ts'
import { isWhole, lookInto, statesOf } from '../look.ts'
import { startDiscordRack } from '../platforms.ts'
import { openShiftedClock } from '../shifted-clock.ts'
import { countOpen, noticesIn, quick, type Stage, saidTwice } from './stage.ts'

const channels = 3
const posts = 9
export const backlog = Array.from({ length: posts }, (_, number) => String(number))

/** A queue of posts for channels, and one more channel in which whoever runs the bot reads. */
export async function openOutbox() {
  const rack = await startDiscordRack(channels + 1)
  const admin = rack.channels[channels]
  if (admin === undefined) throw new Error('expected a channel')
  const clock = openShiftedClock()
  const workplace = openWorkplace({
    ...quick,
    ...rack.env,
    ...clock.env,
    PULLQUOTE_ADMIN_CHANNEL: addressOf(admin),
  })
  const newsChannels = rack.channels.slice(0, channels)
  await queueBacklog(workplace.data, newsChannels, posts)
  return {
    rack,
    clock,
    workplace,
    newsChannels,
    states: () => statesOf(workplace.data),
    async close() {
      workplace.close()
      await rack.close()
      clock.close()
    },
  }
}

type Outbox = Awaited<ReturnType<typeof openOutbox>>

function stageOf(outbox: Outbox, own: Partial<Stage>): Stage {
  const { rack, workplace } = outbox
  return {
    start: (settings) => workplace.startWith(settings, 'run'),
    goOn: () => countOpen(outbox.states()) === 0,
    heal: () => undefined,
    async count() {
      return {
        counts: countPosts(rack, backlog),
        wrong: [
          ...(isWhole(workplace.data) ? [] : ['the store is damaged']),
          ...saidTwice(noticesIn(rack)).map((notice) => `said twice: ${notice}`),
        ],
      }
    },
    close: outbox.close,
    ...own,
  }
}

/** Channels that shut the bot out and let it in again. */
export async function openClosedStage(): Promise<Stage> {
  const outbox = await openOutbox()
  const { rack, workplace, newsChannels, clock } = outbox
  for (const { channelId } of newsChannels) rack.shutOut(channelId, true)
  const letIn = () => {
    for (const { channelId } of newsChannels) rack.shutOut(channelId, false)
  }
  const paused = () => lookInto(workplace.data, "select id from channels where state = 'paused'").length
  let wereClosed = false
  return stageOf(outbox, {
    goOn() {
      if (!wereClosed && paused() === channels) {
        wereClosed = true
        letIn()
      }
      return countOpen(outbox.states()) === 0
    },
    heal() {
      letIn()
      clock.set(61_000)
    },
  })
}

/** Posts that wait for a digest which is due. */
export async function openDigestStage(): Promise<Stage> {
  const outbox = await openOutbox()
  const store = await openSqliteStore(outbox.workplace.data)
  await store.db
    .updateTable('deliveries')
    .set({ state: 'folded', folded_for: 'schedule', not_before: 1 })
    .execute()
  await store.close()
  const stage = stageOf(outbox, {})
  return {
    ...stage,
    async count() {
      const { counts, wrong } = await stage.count()
      // A digest ranks what it tells.
      return { counts: { ...counts, outOfOrder: 0 }, wrong }
    },
  }
}

/** A feed that has failed for hours, of which people are to be told. */
export async function openTroubleStage(): Promise<Stage> {
  const outbox = await openOutbox()
  const { workplace, rack } = outbox
  const store = await openSqliteStore(workplace.data)
  const since = Date.now() - 3 * 3_600_000
  await store.db
    .updateTable('feeds')
    .set({ failures: 9, failing_since: since, last_problem: 'http-status' })
    .execute()
  await store.close()
  return stageOf(outbox, { goOn: () => countOpen(outbox.states()) === 0 && noticesIn(rack).length > 0 })
}
