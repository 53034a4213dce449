import { setTimeout as sleepMs } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { startDiscord } from '../fakes/discord/server.ts'
import { newDatabase } from '../store/engines.ts'
import { openWorkplace } from './pullquote.ts'

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
