import pg from 'pg'
import { type PostgresServer, startPostgres } from '../store/postgres-server.ts'

/** Empty databases on a server of our own, which is started when the first one is wanted. */
export function openDatabases() {
  let starting: Promise<PostgresServer> | null = null
  let made = 0
  return {
    async newDatabase(): Promise<string> {
      starting ??= startPostgres()
      const server = await starting
      const name = `torture_${++made}`
      const client = new pg.Client(server.url)
      await client.connect()
      await client.query(`create database ${name}`)
      await client.end()
      const url = new URL(server.url)
      url.pathname = `/${name}`
      return url.href
    },
    close: async () => (await starting)?.stop(),
  }
}
