// MonitoRSS 6 (npm) without its database: its own ScheduleRun over feeds kept as files, and a webhook's post for each new article
// with its title and link. It reads no article.
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { serveCycles } from './cycles.mjs'

const require = createRequire(`${process.env.BENCH_PEERS}/`)
const load = (path) => require(`monitorss/src/${path}`)
const folder = join(process.cwd(), 'monitorss')
mkdirSync(folder, { recursive: true })
load('config.js').set(
  {
    database: { uri: folder },
    bot: { token: 'bench' },
    log: { level: 'silent' },
    feeds: { sendFirstCycle: false },
  },
  true,
)
await load('initialization/index.js').setupModels(require('mongoose').createConnection())
const Schedule = load('structs/db/Schedule.js')
const Feed = load('structs/db/Feed.js')
const ScheduleRun = load('structs/ScheduleRun.js')

const schedule = new Schedule({ name: 'default', refreshRateMinutes: 10 })
await schedule.save()
const urls = readFileSync(process.env.BENCH_FEEDS, 'utf8').split('\n').filter(Boolean)
for (const [index, url] of urls.entries())
  await new Feed({ title: `Feed ${index}`, url, guild: '1', channel: '2' }).save()

let runs = 0
await serveCycles(async () => {
  const run = new ScheduleRun(schedule, runs++)
  const posts = []
  run.on('newArticle', ({ article }) => posts.push(post(article)))
  run.on('conFailure', (link, reason) => process.stderr.write(`${link}: ${reason}\n`))
  await run.run(new Set())
  await Promise.all(posts)
  run.terminate()
  return { items: posts.length, delivered: posts.length }
})

async function post({ title, link }) {
  const headers = { 'content-type': 'application/json' }
  await fetch(process.env.BENCH_WEBHOOK, {
    method: 'POST',
    headers,
    body: JSON.stringify({ content: `${title}\n${link}` }),
  })
}
