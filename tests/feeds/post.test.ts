import { expect, test } from 'vitest'
import { door, site } from './loopback.ts'

const limits = { maxBytes: 1000, timeoutMs: 5_000 }

function post(url: string) {
  return door.post({ ...limits, url, content: 'a=1', contentType: 'application/x-www-form-urlencoded' })
}

test('what is posted arrives, with its type and once', async () => {
  const bodies: string[] = []
  const { url, requests } = await site({
    '/hub': async (request, response) => {
      for await (const chunk of request) bodies.push(String(chunk))
      response.writeHead(202).end('noted')
    },
  })
  expect(await post(url('/hub'))).toMatchObject({ kind: 'response', status: 202, body: Buffer.from('noted') })
  expect(bodies).toEqual(['a=1'])
  expect(requests[0]?.headers).toMatchObject({
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': '3',
  })
})

test('a redirect is an answer and nothing is posted elsewhere', async () => {
  const { url, requests } = await site({ '/hub': { status: 307, headers: { location: '/other' } } })
  expect(await post(url('/hub'))).toMatchObject({ status: 307, headers: { location: '/other' } })
  expect(requests).toHaveLength(1)
})

test.each([
  'http://10.0.0.1/hub',
  'http://169.254.169.254/',
  'file:///etc/passwd',
  'http://[::ffff:10.0.0.1]/',
])('nothing is posted to %s', async (url) => {
  const outcome = await post(url)
  expect(outcome).toMatchObject({ kind: 'failed', message: expect.stringMatching(/^POST /) })
})
