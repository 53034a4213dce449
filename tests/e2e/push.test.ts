import { expect, onTestFinished, test } from 'vitest'
import { freePort } from '../fakes/free-port.ts'
import { startHub } from '../fakes/hub.ts'
import { startSite } from '../fakes/site.ts'
import { rss } from '../poll/push-bed.ts'
import { openWorkplace } from './pullquote.ts'

test('the running program has itself told, and posts what is pushed without asking the publisher', async () => {
  const hub = await startHub()
  const pages: Record<string, string> = {}
  const site = await startSite(pages)
  const port = await freePort()
  const workplace = openWorkplace({
    PULLQUOTE_HTTP_PORT: String(port),
    PULLQUOTE_PUBLIC_URL: `http://127.0.0.1:${port}/`,
  })
  onTestFinished(async () => {
    workplace.close()
    await hub.close()
    await site.close()
  })
  const feed = (title: string) => rss([title], { hub: hub.url, self: site.url('/feed') })
  pages['/feed'] = feed('Opening')
  await workplace.follow(site.url('/feed'))
  const program = workplace.start('run')
  await program.printed('a hub agreed')
  await hub.settled()
  const asked = site.requests.filter(({ path }) => path === '/feed').length
  expect(await hub.publish(site.url('/feed'), feed('Harbour-bridge'))).toEqual([202])
  await program.printed('Harbour-bridge')
  expect(site.requests.filter(({ path }) => path === '/feed')).toHaveLength(asked)
  program.process.kill('SIGTERM')
  await program.ended
})
