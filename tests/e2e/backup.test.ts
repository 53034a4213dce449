import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startSite } from '../fakes/site.ts'
import { openWorkplace, type Workplace } from './pullquote.ts'

let workplace: Workplace
beforeEach(() => {
  workplace = openWorkplace()
})
afterEach(() => workplace.close())

const feedOf = (...titles: readonly string[]) =>
  `<rss version="2.0"><channel><title>News</title>${titles
    .map((title) => `<item><guid>${title}</guid><title>${title}</title></item>`)
    .join('')}</channel></rss>`

test('a backup is made while the program runs; brought back it goes on, and posts nothing twice', async () => {
  const pages = { '/feed': feedOf('First story') }
  const site = await startSite(pages)
  await workplace.follow(site.url('/feed'))
  const file = join(workplace.folder, 'copy.db')

  const running = workplace.start('run')
  await running.printed('First story')
  const backup = await workplace.run('backup', file)
  expect(backup.stderr).toBe('')
  expect(backup.stdout).toMatch(/copy\.db: \d+\.\d MB in \d+\.\d s, checked\./)
  const refused = await workplace.run('restore', file)
  expect(refused.stderr).toContain('Another pullquote process works on')
  running.process.kill('SIGTERM')
  await running.ended

  pages['/feed'] = feedOf('Second story', 'First story')
  expect((await workplace.run('poll', '--all')).stderr).toContain('Second story')

  const restored = await workplace.run('restore', file)
  expect(restored.stdout).toContain('Restored 1 feeds and 1 items')
  const again = await workplace.run('poll', '--all')
  expect(again.stderr).not.toContain('First story')
  expect(again.stderr).not.toContain('Second story')

  pages['/feed'] = feedOf('Third story', 'Second story', 'First story')
  const next = await workplace.run('poll', '--all')
  expect(next.stderr).toContain('Third story')
  expect(next.stderr).not.toContain('Second story')
  await site.close()
})

test('a backup that cannot be made ends with 1 and says why', async () => {
  const ended = await workplace.run('backup', 'copy.db')
  expect(ended).toMatchObject({ code: 1, stdout: '' })
  expect(ended.stderr).toContain('No backup was made: there is no store at')
  expect(existsSync(workplace.data)).toBe(false)
})

test('a store in PostgreSQL is for its own tools, and its password is told to nobody', async () => {
  const url = 'postgres://news:hunter2@127.0.0.1:1/news'
  const elsewhere = openWorkplace({ DATABASE_URL: url })
  for (const command of ['backup', 'restore']) {
    const { code, stderr } = await elsewhere.run(command, 'copy.db')
    expect(code).toBe(1)
    expect(stderr).toContain('pg_dump')
    expect(stderr).not.toContain('hunter2')
  }
  elsewhere.close()
})
