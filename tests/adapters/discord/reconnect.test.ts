import { pino } from 'pino'
import { expect, test } from 'vitest'
import type { Adapter } from '../../../src/deliver/adapter.ts'
import { type DiscordOptions, type FakeDiscord, startDiscord } from '../../fakes/discord/server.ts'
import { adapterFor, desk } from './setting.ts'

// Before it comes back discord.js pauses for half a second, so these tests share their time, each with its own server.

async function connected(
  use: (discord: FakeDiscord, adapter: Adapter) => Promise<void>,
  options: DiscordOptions = {},
): Promise<void> {
  const discord = await startDiscord(options)
  const adapter = adapterFor(discord)
  try {
    await adapter.connect(desk().events)
    await use(discord, adapter)
  } finally {
    await adapter.stop()
    await discord.close()
  }
  expect(discord.violations).toEqual([])
}

const answersHelp = async (discord: FakeDiscord) =>
  expect(await discord.slash('news', { subcommand: 'help' })).toMatchObject({
    message: { embeds: [{ description: 'Heard.' }] },
  })

test.concurrent.each([
  ['cut', (server: FakeDiscord) => server.gateway.drop()],
  ['closed by Discord', (server: FakeDiscord) => server.gateway.drop(4000)],
  ['asked to come back', (server: FakeDiscord) => server.gateway.askToReconnect()],
  ['told to resume', (server: FakeDiscord) => server.gateway.invalidate({ isResumable: true })],
])('a connection that is %s is back within two seconds', (_name, disturb) =>
  connected(async (discord) => {
    const startedAt = performance.now()
    disturb(discord)
    await discord.gateway.until({ resumes: 1 })
    expect(performance.now() - startedAt).toBeLessThan(2000)
    await answersHelp(discord)
  }),
)

test.concurrent('a connection that went dead without a word is noticed and made anew', () =>
  connected(
    async (discord) => {
      discord.gateway.acknowledge(false)
      await discord.gateway.until({ resumes: 1 })
    },
    { heartbeatMs: 100 },
  ))

test.concurrent('it stops in the middle of coming back, and stays away', () =>
  connected(async (discord, witness) => {
    const comingBack = Promise.withResolvers<void>()
    const write = (line: string) => {
      if (line.includes('connecting to the gateway again')) comingBack.resolve()
    }
    const restless = adapterFor(discord, { log: pino({ level: 'debug' }, { write }) })
    await restless.connect(desk().events)
    discord.gateway.drop()
    await comingBack.promise
    const startedAt = performance.now()
    await restless.stop()
    expect(performance.now() - startedAt).toBeLessThan(1500)
    // Another one was cut at the same moment: when it is back and answers, this one would be back too.
    await discord.gateway.until({ resumes: 1 })
    await answersHelp(discord)
    expect(discord.gateway.connections()).toBe(1)
    await witness.stop()
    await discord.gateway.untilGone()
    expect(discord.gateway.resumes() + discord.gateway.identifies()).toBe(3)
  }))
