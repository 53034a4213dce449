// npm run -s bench -- push [STORIES]: from a publisher telling its hub of a story to the post standing in the channel, with the
// whole program in a process of its own and nothing but pushes to learn it from.
import { setTimeout as sleepMs } from 'node:timers/promises'
import { openWorkplace } from '../e2e/pullquote.ts'
import { freePort } from '../fakes/free-port.ts'
import { startHub } from '../fakes/hub.ts'
import { startSite } from '../fakes/site.ts'
import { rss } from '../poll/push-bed.ts'
import { quantile } from './quantile.ts'

const feeds = 20
const stories = Number(process.argv[3] ?? 200)

const hub = await startHub()
const site = await startSite((request, response) => {
  const path = request.url ?? '/'
  const isFeed = path.startsWith('/f/')
  response.writeHead(200, { 'content-type': isFeed ? 'application/rss+xml' : 'text/html' })
  response.end(isFeed ? feed(path, ['opening']) : article(path))
})
const port = await freePort()
const workplace = openWorkplace({
  PULLQUOTE_HTTP_PORT: String(port),
  PULLQUOTE_PUBLIC_URL: `http://127.0.0.1:${port}`,
  PULLQUOTE_LOG_FORMAT: 'json',
  // Nothing is learned from polling before the measurement is over.
  PULLQUOTE_POLL_SHORTEST_SECONDS: '86400',
})
const paths = Array.from({ length: feeds }, (_, number) => `/f/${number}`)
await workplace.follow(...paths.map((path) => site.url(path)))
const program = workplace.start('run')
await program.printed('pullquote is running')
while (hub.subscribers.size < feeds) await sleepMs(50)
// The first stories are posted, and the threads that read are warm.
await Promise.all(paths.map((path) => publish(path, `warm${path.replaceAll('/', '')}`)))

const alone: number[] = []
for (let story = 0; story < stories; story++)
  alone.push(await publish(paths[story % feeds] ?? '', `alone${story}x`))
const together = await Promise.all(paths.map((path, number) => publish(path, `together${number}x`)))

process.stdout.write(
  `From the hub to the message in the channel, ${feeds} feeds on loopback, Node ${process.versions.node}\n\n`,
)
process.stdout.write('| stories | p50 ms | p99 ms | longest ms |\n|---|---|---|---|\n')
process.stdout.write(
  `${row(`${stories}, one after the other`, alone)}\n${row(`${feeds} at once`, together)}\n`,
)

program.process.kill('SIGTERM')
await program.ended
workplace.close()
await Promise.all([hub.close(), site.close()])

/** Has the hub push a story and waits for its post; how long that took. */
async function publish(path: string, title: string): Promise<number> {
  const from = performance.now()
  const statuses = await hub.publish(site.url(path), feed(path, [title]))
  if (statuses.some((status) => status !== 202)) throw new Error(`a push was answered with ${statuses}`)
  await program.printed(`  ${title}\n`)
  return performance.now() - from
}

function feed(path: string, titles: readonly string[]): string {
  return rss(titles, { hub: hub.url, self: site.url(path) })
}

function article(path: string): string {
  const title = path.slice(1).replace('.html', '')
  const paragraphs = Array.from({ length: 20 }, (_, at) =>
    at % 5 === 2
      ? `<p>“Number ${at} of ${title} will stay where it is for now,” Mayor Ada Quill said on Monday.</p>`
      : `<p>The council spoke for hours about paragraph ${at} of ${title}, and came back to it in the evening.</p>`,
  )
  return `<!doctype html><html lang="en"><head><title>${title}</title></head><body><article><h1>Council ${title} approves the new harbour bridge</h1>${paragraphs.join('')}</article></body></html>`
}

function row(name: string, times: readonly number[]): string {
  const cells = [quantile(times, 0.5), quantile(times, 0.99), Math.max(...times)]
  return `| ${name} | ${cells.map((ms) => ms.toFixed(0)).join(' | ')} |`
}
