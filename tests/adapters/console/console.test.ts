import { PassThrough, Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { consoleChannel, openConsole } from '../../../adapters/console/index.ts'
import { composeHeadlinePost } from '../../../src/read/post.ts'

const terminal = () => ({ columns: 80, color: false, links: false, locale: 'en-GB', timeZone: 'UTC' })
const post = composeHeadlinePost(
  {
    title: 'Ferry sails again',
    url: 'https://gazette.example/ferry',
    outlet: 'The Gazette',
    summary: 'It sails.',
    publishedAt: null,
    imageUrl: null,
    categories: [],
  },
  null,
)

test('publishing prints the frozen post and refers to the delivery', async () => {
  const stream = new PassThrough()
  const adapter = openConsole(stream, terminal)
  const result = await adapter.publish(consoleChannel, adapter.render(post, 'full', { key: 'k' }), 'key-1')
  expect(result).toEqual({ kind: 'sent', message: { ...consoleChannel, messageId: 'key-1' } })
  expect(String(stream.read())).toContain('Ferry sails again')
})

test('a pipe that nobody reads any more is a closed channel, not a crash', async () => {
  const closed = new Writable({
    write: (_chunk, _encoding, done) => done(new Error('write EPIPE')),
  })
  closed.on('error', () => undefined)
  const adapter = openConsole(closed, terminal)
  const result = await adapter.publish(consoleChannel, adapter.render(post, 'full', { key: 'k' }), 'key-1')
  expect(result).toMatchObject({ kind: 'rejected', about: 'channel' })
})
