import { openPostgresStore } from '../../../src/store/postgres.ts'
import { openWorkplace } from '../../e2e/pullquote.ts'
import { queueBacklog } from '../backlog.ts'
import { countPosts, missingOf } from '../count.ts'
import { startDiscordRack } from '../platforms.ts'
import { until } from '../until.ts'
import { backlog } from './outbox.ts'
import { quick, type Stage } from './stage.ts'

/** A store that moves into this empty database of PostgreSQL, from where it posts. */
export async function openMoveStage(databaseUrl: string): Promise<Stage> {
  const rack = await startDiscordRack(2)
  const workplace = openWorkplace({ ...quick, ...rack.env, DATABASE_URL: databaseUrl })
  await queueBacklog(workplace.data, rack.channels, backlog.length)
  const wrong: string[] = []
  return {
    start: (settings) => workplace.startWith(settings, 'migrate-store', `sqlite:${workplace.data}`),
    goOn: () => false,
    heal: () => undefined,
    async count() {
      const life = workplace.start('run')
      await until('all is posted', () => missingOf(rack, backlog).length === 0)
      life.process.kill('SIGTERM')
      await life.ended
      const store = await openPostgresStore(databaseUrl)
      const open = await store.db.selectFrom('deliveries').select('id').where('state', '!=', 'sent').execute()
      await store.close()
      if (open.length > 0) wrong.push(`${open.length} deliveries were not recorded as sent`)
      return { counts: countPosts(rack, backlog), wrong }
    },
    async close() {
      workplace.close()
      await rack.close()
    },
  }
}
