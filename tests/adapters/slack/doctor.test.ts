import { expect, test } from 'vitest'
import { neededScopes } from '../../../adapters/slack/manifest.ts'
import { channel, inSlack, type SettingOptions } from './setting.ts'

/** The lines of the doctor: mark, name and what was found. */
async function lines(
  options: SettingOptions,
  before: (parts: Parameters<Parameters<typeof inSlack>[0]>[0]) => void = () => undefined,
) {
  let found: readonly {
    readonly isGood: boolean
    readonly name: string
    readonly found: string
    readonly fix: string | null
  }[] = []
  await inSlack(async (setting) => {
    before(setting)
    found = await setting.adapter.doctor([channel, { ...channel, channelId: 'C404' }])
    expect(found.every(({ isGood, fix }) => isGood === (fix === null))).toBe(true)
    expect(JSON.stringify(found)).not.toMatch(/xoxb-fake|xapp-fake/)
  }, options)
  return found.map(
    ({ isGood, name, found, fix }) =>
      `${isGood ? '✓' : '✗'} ${name}: ${found}${fix === null ? '' : ` -> ${fix}`}`,
  )
}

test('what is right is said, and what is not, with its fix', async () => {
  expect(await lines({ adapter: { appToken: 'xapp-fake-app' }, fake: { scopes: neededScopes } })).toEqual([
    '✓ slack token: pullquote in Pullquote (T1)',
    '✓ slack permissions: chat:write, commands, channels:history, groups:history, channels:read, groups:read, users:read, files:read, files:write, im:write',
    expect.stringMatching(/^✓ slack clock: \d s (ahead of|behind) Slack$/),
    '✓ slack app token: Socket Mode works',
    '✓ slack:T1/C1: may post in #news',
    '✗ slack:T1/C404: C404: the channel does not exist, or it is private and the app is not in it (channel_not_found) -> Type "/invite @pullquote" in the channel.',
  ])
})

test('missing permissions are in one line', async () => {
  expect(await lines({ fake: { scopes: ['chat:write', 'channels:read'] } })).toContain(
    '✗ slack permissions: missing: commands, channels:history, groups:history, groups:read, users:read, files:read, files:write, im:write -> Add commands, channels:history, groups:history, groups:read, users:read, files:read, files:write, im:write under "OAuth & Permissions" and install the app again.',
  )
})

test('a clock that is wrong is noticed', async () => {
  const clock = () => new Date(Date.now() + 10 * 60_000)
  expect(await lines({ adapter: { clock } })).toContainEqual(
    expect.stringMatching(/^✗ slack clock: (599|600|601) s ahead of Slack/),
  )
})

test('a wrong bot token ends the examination', async () => {
  expect(await lines({ adapter: { botToken: 'xoxb-wrong' } })).toEqual([
    expect.stringMatching(/^✗ slack token: invalid_auth: .* SLACK_BOT_TOKEN begins with xoxb-\.$/),
  ])
})

test('a wrong app token has its own line', async () => {
  expect(await lines({ adapter: { appToken: 'xapp-wrong' } })).toContainEqual(
    expect.stringMatching(/^✗ slack app token: invalid_auth.*connections:write/),
  )
})

test('without a network it says so', async () => {
  const found = await lines({}, ({ fake }) => fake.fail('auth.test', { kind: 'drop' }))
  expect(found).toEqual([expect.stringMatching(/^✗ slack token: Slack did not answer .* Check the network/)])
})

test('posting alone is fine, and so is a signing secret', async () => {
  expect(await lines({})).toContainEqual(expect.stringContaining('✓ slack commands: posting only'))
  expect(await lines({ adapter: { signingSecret: 'x' } })).toContainEqual(
    expect.stringContaining('✓ slack signing secret: set'),
  )
})
