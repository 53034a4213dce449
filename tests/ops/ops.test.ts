import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { settingNames } from '../../src/config.ts'
import { problemsOf } from './dockerfile.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const hasFile = (path: string) => existsSync(join(root, path))

const good = `FROM node:24-alpine AS packages
RUN npm ci --omit=dev --ignore-scripts
FROM node:24-alpine
COPY --from=packages /app/node_modules node_modules
COPY src src
USER node
HEALTHCHECK CMD ["true"]
CMD ["node"]`

test('the Dockerfile keeps the rules', () => {
  expect(problemsOf(read('ops/Dockerfile'), hasFile)).toEqual([])
  expect(problemsOf(good, hasFile)).toEqual([])
})

test.each([
  ['USER node', 'USER root', 'it runs as root'],
  ['USER node', '', 'it runs as root'],
  ['HEALTHCHECK CMD ["true"]', '', 'there is no HEALTHCHECK'],
  ['CMD ["node"]', 'CMD node', 'CMD is run by a shell'],
  ['AS packages', '', 'there is no such stage'],
  ['FROM node:24-alpine\n', 'FROM node:latest\n', 'names no version'],
  ['FROM node:24-alpine\n', 'FROM node\n', 'names no version'],
  ['COPY src src', 'COPY . .', 'or all of them'],
  ['COPY src src', 'COPY none none', 'no such file'],
  ['COPY src src', 'ADD https://x.example/y .', 'ADD fetches'],
  ['COPY src src', 'ENV DISCORD_TOKEN=x', 'holds a secret'],
  ['--omit=dev', '', 'what only developers need'],
  [
    'COPY --from=packages /app/node_modules',
    'RUN npm ci --ignore-scripts\nCOPY',
    'what only developers need',
  ],
  ['--ignore-scripts', '', 'runs scripts of strangers'],
  ['npm ci', 'npm install', 'does not keep to the lock file'],
  ['npm ci', 'curl x | sh && npm ci', 'runs what it fetched'],
])('a Dockerfile with %j turned into %j is found out', (from, to, problem) => {
  expect(problemsOf(good.replace(from, to), hasFile).join('\n')).toContain(problem)
})

test('packages that only a stage needs may be there', () => {
  const built = good.replace('--omit=dev', '').replace('/app/node_modules node_modules', '/app/dist ./')
  expect(problemsOf(built, hasFile)).toEqual([])
})

test('nothing of the machine gets into the image but what is copied', () => {
  const copied = [...read('ops/Dockerfile').matchAll(/^COPY (?!--)(.+) \S+$/gm)].flatMap(([, paths = '']) =>
    paths.split(' '),
  )
  const letIn = read('ops/Dockerfile.dockerignore').trim().split('\n')
  expect(letIn[0]).toBe('*')
  expect(
    letIn
      .slice(1)
      .map((line) => line.slice(1))
      .sort(),
  ).toEqual([...new Set(copied)].sort())
})

test('the composition runs both with a read-only root, no new rights, and no secret in the file', () => {
  const compose = read('ops/compose.yaml')
  const services = compose.split(/^ {2}(?=\w+:$)/m).filter((part) => /^(pullquote|postgres):/.test(part))
  expect(services).toHaveLength(2)
  for (const service of services) {
    expect(service).toContain('read_only: true')
    expect(service).toContain('no-new-privileges:true')
    expect(service).not.toMatch(/privileged: true|network_mode: host|docker\.sock/)
  }
  expect(compose).not.toMatch(/PASSWORD: (?!\$\{)/)
  expect(compose).toMatch(/image: postgres:\d+/)
})

test('the service of systemd may write to its own folder alone', () => {
  const unit = read('ops/pullquote.service')
  for (const line of [
    'NoNewPrivileges=yes',
    'ProtectSystem=strict',
    'ProtectHome=yes',
    'PrivateTmp=yes',
    'DynamicUser=yes',
    'StateDirectory=pullquote',
    'CapabilityBoundingSet=',
    'SystemCallFilter=@system-service',
  ])
    expect(unit.split('\n')).toContain(line)
  expect(unit).not.toMatch(/ReadWritePaths|User=root/)
})

test.each(['ops/Dockerfile', 'ops/compose.yaml', 'ops/pullquote.service'])(
  '%s names only settings there are',
  (file) => {
    const named = [...read(file).matchAll(/\b(PULLQUOTE_[A-Z_]+|DATABASE_URL)\b/g)].map(([name]) => name)
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((name) => !settingNames.includes(name))).toEqual([])
  },
)
