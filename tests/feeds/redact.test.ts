import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clip, redactUrl, withoutSecrets } from '../../feeds/redact.ts'

test.each([
  ['https://example.org/feed?format=rss&page=2', 'https://example.org/feed?format=rss&page=2'],
  [
    'https://example.org/?author=ann&keywords=tax&design=1',
    'https://example.org/?author=ann&keywords=tax&design=1',
  ],
  ['https://user:hunter2@example.org/feed', 'https://example.org/feed'],
  ['https://hunter2@example.org/feed', 'https://example.org/feed'],
  ['https://example.org/feed?token=hunter2', 'https://example.org/feed?token=***'],
  [
    'https://example.org/feed?a=1&access_token=hunter2&b=2',
    'https://example.org/feed?a=1&access_token=***&b=2',
  ],
  ['https://example.org/feed?API_KEY=hunter2', 'https://example.org/feed?API_KEY=***'],
  ['https://example.org/feed?apikey=hunter2', 'https://example.org/feed?apikey=***'],
  ['https://example.org/feed?auth=hunter2', 'https://example.org/feed?auth=***'],
  ['https://example.org/feed?X-Amz-Signature=hunter2', 'https://example.org/feed?X-Amz-Signature=***'],
  ['https://example.org/feed?sig=hunter2=', 'https://example.org/feed?sig=***'],
  ['https://example.org/feed?t%6Fken=hunter2', 'https://example.org/feed?t%6Fken=***'],
  ['https://example.org/feed?u=8d9f0aa31c2b4e5f8d9f0aa31c2b', 'https://example.org/feed?u=***'],
  ['https://example.org/feed?8d9f0aa31c2b4e5f8d9f0aa31c2b', 'https://example.org/feed?***'],
  ['https://example.org/feed?token=', 'https://example.org/feed?token='],
  ['https://example.org/feed#token=hunter2', 'https://example.org/feed'],
])('%s is shown as %s', (url, shown) => {
  expect(redactUrl(url)).toBe(shown)
})

test.each([
  'http://user:hunter2@exa mple/feed?x=1',
  'http://user:hunter2@',
  '//user:hunter2@host',
  'http://[bad]/?token=hunter2',
  'user:p@ss:hunter2@example.org/feed',
  '/feed?token=hunter2',
  'http://[bad]/#hunter2',
])('what is no address (%s) shows no secret either', (text) => {
  expect(redactUrl(text)).not.toContain('hunter2')
})

test('a message stays on one line and short, whatever the address', () => {
  expect(redactUrl('http://[\r\nlevel=fatal\u001b[31m\u2028')).toBe('http://[ level=fatal [31m ')
  expect(redactUrl(`https://example.org/${'a'.repeat(5000)}`).length).toBeLessThan(310)
  expect(clip('x'.repeat(400))).toHaveLength(303)
})

test('no password and no token survives, wherever it stands', () => {
  const secret = fc.stringMatching(/^[a-z0-9]{12}$/).map((text) => `zq${text}`)
  fc.assert(
    fc.property(fc.webUrl(), secret, secret, (url, password, token) => {
      const address = new URL(url)
      address.username = 'reader'
      address.password = password
      address.searchParams.append('token', token)
      const shown = redactUrl(address.href)
      expect(shown).not.toContain(password)
      expect(shown).not.toContain(token)
    }),
  )
})

test.each([
  ['https://ann:secret@a.example/feed', 'https://a.example/feed'],
  ['https://a.example/feed?lang=de&token=abc&api_key=x', 'https://a.example/feed?lang=de'],
  ['https://a.example/feed?token=abc', 'https://a.example/feed'],
])('what leaves the program has no credentials: %s', (url, bare) => {
  expect(withoutSecrets(url)).toEqual({ url: bare, isChanged: true })
})

test('an address without credentials leaves the program as it is, however odd its values look', () => {
  for (const url of [
    'https://a.example/videos.xml?channel_id=UC16niRr50-MSBwiO3YDb3RA&a',
    'https://a.example/%7Ex?q=%C3%BC#top',
    'nonsense',
  ])
    expect(withoutSecrets(url)).toEqual({ url, isChanged: false })
})
