import { createServer } from 'node:http'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openPostgresStore } from '../../src/store/postgres.ts'
import { type PostgresServer, startPostgres } from './postgres-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the first who asks has the one PostgreSQL server of this run started. */
    postgresDoor: string
  }
}

/** What new databases are copied from: making the tables takes five times as long. */
export const templateName = 'template_pullquote'

async function startWithTemplate(): Promise<PostgresServer> {
  const server = await startPostgres()
  const client = new pg.Client(server.url)
  await client.connect()
  await client.query(`create database ${templateName}`)
  await client.end()
  const url = new URL(server.url)
  url.pathname = templateName
  await (await openPostgresStore(url.href)).close()
  return server
}

/** One server for all tests of a run, started when the first of them asks for it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let starting: Promise<PostgresServer> | null = null
  const door = createServer(async (_, response) => {
    starting ??= startWithTemplate()
    try {
      response.end((await starting).url)
    } catch (error) {
      response.statusCode = 500
      response.end(String(error))
    }
  })
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  const address = door.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  project.provide('postgresDoor', `http://127.0.0.1:${port}/`)
  return async () => {
    door.close()
    const server = await starting?.catch(() => null)
    await server?.stop()
  }
}
