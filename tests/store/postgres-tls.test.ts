import { once } from 'node:events'
import { createServer } from 'node:net'
import { sql } from 'kysely'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { openPostgresStore } from '../../src/store/postgres.ts'
import { joinPeers } from '../../src/store/postgres-peers.ts'
import { newStoreDatabase } from './engines.ts'
import { certificateOf } from './postgres-server.ts'

let url: string
beforeEach(async () => {
  url = await newStoreDatabase()
})

function withTls(settings: Readonly<Record<string, string>>, host?: string): string {
  const asked = new URL(url)
  asked.password = 'hunter2'
  asked.host = host ?? asked.host
  for (const [name, value] of Object.entries(settings)) asked.searchParams.set(name, value)
  return asked.href
}

const whole = { sslmode: 'verify-full', sslrootcert: certificateOf('server') }

test.each([['verify-full'], ['verify-ca'], ['require'], ['prefer']])(
  'with sslmode=%s every connection is encrypted, that of the peers too',
  async (sslmode) => {
    const address = withTls({ ...whole, sslmode })
    const store = await openPostgresStore(address)
    onTestFinished(() => store.close())
    const peers = await joinPeers(address, {
      owner: 'one',
      onBeat: async () => undefined,
      onTrouble: (error) => expect.unreachable(String(error)),
    })
    onTestFinished(() => peers.close())
    const { rows } = await sql<{ application_name: string; ssl: boolean }>`
      select distinct application_name, ssl from pg_stat_ssl join pg_stat_activity using (pid)
      where datname = current_database() order by 1`.execute(store.db)
    expect(rows).toEqual([
      { application_name: 'pullquote', ssl: true },
      { application_name: 'pullquote peers', ssl: true },
    ])
  },
)

test('who answers has to be who was asked for: another certificate is refused', async () => {
  const opening = openPostgresStore(withTls({ ...whole, sslrootcert: certificateOf('other') }))
  await expect(opening).rejects.toThrow(
    /^open 127\.0\.0\.1:\d+\/test_\w+: no encrypted connection: self-signed certificate.* Fix: see sslmode/,
  )
  await expect(opening).rejects.not.toThrow(/hunter2/)
})

test('who answers has to be who was asked for: a certificate for another host is refused', async () => {
  const { port } = new URL(url)
  const opening = openPostgresStore(withTls(whole, `localhost:${port}`))
  await expect(opening).rejects.toThrow(/^open localhost:\d+\/test_\w+: no encrypted connection: Hostname/)
  await expect(opening).rejects.not.toThrow(/hunter2/)
})

test('sslmode=no-verify encrypts without looking who answers', async () => {
  const store = await openPostgresStore(withTls({ sslmode: 'no-verify' }))
  onTestFinished(() => store.close())
  const { rows } = await sql<{ ssl: boolean }>`
    select ssl from pg_stat_ssl where pid = pg_backend_pid()`.execute(store.db)
  expect(rows).toEqual([{ ssl: true }])
})

test('a server without encryption hears no password', async () => {
  let heard = ''
  const server = createServer((socket) => {
    socket
      .on('error', () => undefined)
      .on('data', (bytes) => {
        heard += bytes.toString('latin1')
        // "No", as PostgreSQL answers an SSLRequest (https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-SSL).
        socket.write('N')
      })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const opening = openPostgresStore(withTls(whole, `127.0.0.1:${port}`))
  await expect(opening).rejects.toThrow(/no encrypted connection: The server does not support SSL/)
  expect(heard).toHaveLength(8)
})
