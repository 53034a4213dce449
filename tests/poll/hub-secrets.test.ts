import { afterEach, beforeEach, expect, test } from 'vitest'
import { takeHubs } from '../../src/poll/push-hub.ts'
import { readSecretKey, type SecretKey, sealSecret } from '../../src/store/secrets.ts'
import { type Hub, startHub } from '../fakes/hub.ts'
import { openPushBed, type PushBed, rss } from './push-bed.ts'

const keyOf = (digit: string): SecretKey => {
  const key = readSecretKey(digit.repeat(64))
  if (key === null) throw new Error('no key')
  return key
}
const key = keyOf('a')

let bed: PushBed
let hub: Hub
beforeEach(async () => {
  bed = await openPushBed(key)
  hub = await startHub()
  bed.pages['/feed'] = document('one')
  await bed.follow('/feed')
  await bed.ask()
  await hub.settled()
})
afterEach(async () => {
  await hub.close()
  await bed.close()
})

const topic = () => bed.site.url('/feed')
const document = (...titles: readonly string[]) => rss(titles, { hub: hub.url, self: topic() })
const kept = async () =>
  await bed.store.db.selectFrom('hub_subscriptions').select(['secret', 'token']).executeTakeFirstOrThrow()
const keep = (secret: string) => bed.store.db.updateTable('hub_subscriptions').set({ secret }).execute()
/** How many items came with it. */
async function pushed(title: string): Promise<number> {
  await hub.publish(topic(), document(title))
  return bed.read()
}

test('with a key the store holds no secret of a hub, and what is pushed counts', async () => {
  expect(hub.asks).toMatchObject([{ secret: 'token-2' }])
  const row = await kept()
  expect(row.secret).toMatch(/^v1\./)
  const all = await bed.store.db.selectFrom('hub_subscriptions').selectAll().execute()
  expect(JSON.stringify(all) + bed.logged.join('')).not.toContain('token-2')
  expect(await pushed('two')).toBe(1)
})

test('a secret that was kept open before there was a key goes on, and is sealed', async () => {
  await keep('token-2')
  expect(await pushed('two')).toBe(1)
  expect(await takeHubs(bed.hubs, 10)).toEqual([])
  expect((await kept()).secret).toMatch(/^v1\./)
  expect(await pushed('three')).toBe(1)
  expect(hub.asks).toHaveLength(1)
})

test.each([
  ['another key', key],
  ['no key', null],
])('a secret that was sealed with a key that is gone is replaced where there is %s', async (_, own) => {
  const { token } = await kept()
  await keep(sealSecret('token-2', keyOf('b'), `hub ${token}`))
  expect(await pushed('two')).toBe(0)
  expect(bed.outcomes.at(-1)).toBe('forged')
  const rows = await takeHubs({ ...bed.hubs, key: own }, 10)
  expect(rows).toMatchObject([{ state: 'wanted', asked_mode: 'subscribe' }])
  const secret = (await kept()).secret
  if (own === null) expect(secret).toBe('token-3')
  else expect(secret).toMatch(`v1.${own.name}.`)
})

test('after a change of the key the hub is asked again, and what it pushes counts', async () => {
  const { token } = await kept()
  await keep(sealSecret('token-2', keyOf('b'), `hub ${token}`))
  expect(await bed.ask()).toBe(1)
  await hub.settled()
  expect(hub.asks.at(-1)).toMatchObject({ mode: 'subscribe', secret: 'token-3' })
  expect(await pushed('two')).toBe(1)
})

test('a secret moved to another subscription does not open, and the hub is not asked with it', async () => {
  await keep(sealSecret('token-2', key, 'hub of-somebody-else'))
  expect(await pushed('two')).toBe(0)
  bed.pass(60 * 60_000)
  expect(await bed.ask()).toBe(1)
  expect(hub.asks).toHaveLength(1)
  expect(await bed.subscriptions()).toMatchObject([
    { last_problem: expect.stringContaining('its secret cannot be used: it is damaged') },
  ])
})
