import { setTimeout as sleepMs } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { startDiscord } from '../fakes/discord/server.ts'
import { newDatabase } from '../store/engines.ts'
import { startDiscordRack } from '../torture/platforms.ts'
import { tortureProcesses } from '../torture/processes.ts'
import { openWorkplace } from './pullquote.ts'

// The long form is `npm run torture -- --postgres`: 100 kills.
test('three processes on one database, killed again and again: nothing lost, nothing twice, no feed starved', {
  timeout: 120_000,
}, async ({ onTestFinished }) => {
  const trouble = { seed: 5, lagMs: 100, serverErrors: 0.03, rateLimits: 0.02, resets: 0.05 }
  const rack = await startDiscordRack(3, trouble)
  onTestFinished(rack.close)
  const databaseUrl = await newDatabase()
  const report = await tortureProcesses(rack, { databaseUrl, feeds: 6, itemsOfFeed: 6, kills: 10, seed: 17 })
  expect(report).toMatchObject({ posts: 36, lost: 0, twice: 0, starved: 0, unclean: 0, violations: 0 })
})

test('of two processes one hears what people do, and the other one takes its place when it is killed', {
  timeout: 60_000,
}, async ({ onTestFinished }) => {
  const discord = await startDiscord()
  const workplace = openWorkplace({
    DATABASE_URL: await newDatabase(),
    PULLQUOTE_HTTP_PORT: 'off',
    PULLQUOTE_LOG_FORMAT: 'json',
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
  })
  onTestFinished(async () => {
    workplace.close()
    await discord.close()
  })
  const connected = '"platform":"discord","as"'
  const first = workplace.start('run', '--only', 'chat')
  await first.printed(connected)
  const second = workplace.start('run', '--only', 'chat')
  let isSecondConnected = false
  const takenOver = second.printed(connected).then(() => {
    isSecondConnected = true
  })
  await second.printed('is running')
  // Longer than the pause between two times it asks for its turn.
  await sleepMs(6_000)
  expect(isSecondConnected).toBe(false)
  first.process.kill('SIGKILL')
  const killedAt = performance.now()
  await takenOver
  expect(performance.now() - killedAt).toBeLessThan(25_000)
  second.process.kill('SIGTERM')
  expect(await second.ended).toMatchObject({ code: 0 })
})
