import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { envFileProblem, readConfig, settingNames } from '../src/config.ts'
import { steps } from '../src/store/steps.ts'

const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8')
const listed = [...example.matchAll(/^# ([A-Z]+_[A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => ({
  name,
  value,
}))

function configOf(env: Record<string, string>) {
  const outcome = readConfig(env)
  if (outcome.kind === 'invalid') throw new Error(outcome.problems.join('\n'))
  return outcome.config
}

function problemsOf(env: Record<string, string>) {
  const outcome = readConfig(env)
  return outcome.kind === 'invalid' ? outcome.problems : []
}

test('.env.example lists exactly the settings there are', () => {
  expect(listed.map(({ name }) => name)).toEqual(settingNames)
})

test('.env.example shows the defaults', () => {
  const shown = Object.fromEntries(listed.map(({ name, value }) => [name, value]))
  expect(configOf(shown)).toEqual(configOf({}))
})

test('a malformed value names the setting, what was found and what was expected', () => {
  expect(problemsOf({ PULLQUOTE_FEEDS_AT_ONCE: 'many' })).toEqual([
    'PULLQUOTE_FEEDS_AT_ONCE=many: expected a number',
  ])
  expect(problemsOf({ PULLQUOTE_HTTP_PORT: 'web' })).toEqual([
    'PULLQUOTE_HTTP_PORT=web: expected a port number from 0 to 65535, or off',
  ])
  expect(problemsOf({ PULLQUOTE_ALLOW_NETWORKS: '10.0.0.0/8,intranet' })).toEqual([
    'PULLQUOTE_ALLOW_NETWORKS=10.0.0.0/8,intranet: expected networks like 10.0.0.0/8, separated by commas',
  ])
})

test('every bad setting is reported, not only the first', () => {
  const problems = problemsOf({ PULLQUOTE_LOG_LEVEL: 'loud', PULLQUOTE_PAGE_MAX_MB: '-1' })
  expect(problems).toHaveLength(2)
})

test('an unknown setting is an error that names the nearest known one', () => {
  expect(problemsOf({ PULLQUOTE_PORT_HTTP: '1' })).toEqual([
    'PULLQUOTE_PORT_HTTP is not a setting; did you mean PULLQUOTE_HTTP_PORT?',
  ])
})

test('an empty value means the default', () => {
  expect(configOf({ PULLQUOTE_DATA: '' }).dataFolder).toBe('./data')
})

test('the store must be in a folder', () => {
  expect(problemsOf({ PULLQUOTE_DATA: ':memory:' })[0]).toContain(
    'PULLQUOTE_DATA=:memory:: expected a folder',
  )
})

test('a .env that is there and cannot be read is a problem, one that is not there is none', () => {
  const failed = (code: string) => Object.assign(new Error(`${code}: open '.env'`), { code })
  expect(envFileProblem(undefined)).toBeNull()
  expect(envFileProblem(failed('ENOENT'))).toBeNull()
  expect(envFileProblem(failed('EACCES'))).toContain('.env cannot be read (EACCES')
})

test('the longest wait cannot be shorter than the shortest', () => {
  const problems = problemsOf({
    PULLQUOTE_POLL_SHORTEST_SECONDS: '900',
    PULLQUOTE_POLL_LONGEST_SECONDS: '60',
  })
  expect(problems).toEqual([
    'PULLQUOTE_POLL_LONGEST_SECONDS=60: expected at least PULLQUOTE_POLL_SHORTEST_SECONDS',
  ])
})

test('how long what is kept is a number of days, or forever', () => {
  expect(configOf({}).keep).toEqual({ articleDays: 90, itemDays: 400, deliveryDays: 400, auditDays: 400 })
  expect(configOf({ PULLQUOTE_KEEP_ITEM_DAYS: 'forever' }).keep.itemDays).toBeNull()
  expect(problemsOf({ PULLQUOTE_KEEP_ITEM_DAYS: '0' })).toEqual([
    'PULLQUOTE_KEEP_ITEM_DAYS=0: expected a number of days from 1 to 36500, or forever',
  ])
})

test('an address that others reach needs a token, which is never shown', () => {
  expect(problemsOf({ PULLQUOTE_HTTP_HOST: '0.0.0.0' })).toEqual([
    'PULLQUOTE_HTTP_HOST=0.0.0.0: expected PULLQUOTE_ADMIN_TOKEN beside it, for others could reach that address',
  ])
  const [problem] = problemsOf({ PULLQUOTE_ADMIN_TOKEN: 'hunter2' })
  expect(problem).toContain('PULLQUOTE_ADMIN_TOKEN: expected at least 24 characters')
  expect(problem).not.toContain('hunter2')
  const token = 'a-token-of-twenty-four-and-more'
  expect(configOf({ PULLQUOTE_HTTP_HOST: '0.0.0.0', PULLQUOTE_ADMIN_TOKEN: token }).adminToken).toBe(token)
})

test('the address of a database is never shown, and only PostgreSQL is spoken', () => {
  expect(configOf({}).databaseUrl).toBeNull()
  const url = 'postgres://me:hunter2@db.example:5433/news?sslmode=verify-full'
  expect(configOf({ DATABASE_URL: url }).databaseUrl).toBe(url)
  for (const wrong of ['mysql://me:hunter2@db.example/news', 'postgres://me:hunter2@db.example', 'hunter2']) {
    const [problem] = problemsOf({ DATABASE_URL: wrong })
    expect(problem).toMatch(/^DATABASE_URL: expected postgres:\/\//)
    expect(problem).not.toContain('hunter2')
  }
})

test('a test can name the step at which the program ends itself', () => {
  expect(configOf({}).crashAt).toBeNull()
  expect(configOf({ PULLQUOTE_CRASH_AT: 'poll-saved' }).crashAt).toEqual({ step: 'poll-saved', times: 1 })
  expect(configOf({ PULLQUOTE_CRASH_AT: 'poll-saved:3' }).crashAt).toEqual({ step: 'poll-saved', times: 3 })
})

test.each(['poll', 'poll-saved:0', 'poll-saved:', ':2'])(
  'a step that is none lists the steps there are: %s',
  (text) => {
    const [problem] = problemsOf({ PULLQUOTE_CRASH_AT: text })
    expect(problem).toContain(`PULLQUOTE_CRASH_AT=${text}: expected a step`)
    for (const step of steps) expect(problem).toContain(step)
  },
)
