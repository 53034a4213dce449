import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openSecret, readSecretKey, type SecretKey, sealSecret } from '../../src/store/secrets.ts'

function newKey(): SecretKey {
  const key = readSecretKey(randomBytes(32).toString('base64'))
  if (key === null) throw new Error('no key')
  return key
}

const key = newKey()

test('what is sealed opens with the same key in the same place, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (secret, place) => {
      expect(openSecret(sealSecret(secret, key, place), key, place)).toEqual({ kind: 'open', secret })
    }),
  )
})

test('the same secret is never sealed the same way twice, and cannot be read', () => {
  const [one, other] = [sealSecret('hunter2', key, 'feed 1'), sealSecret('hunter2', key, 'feed 1')]
  expect(one).not.toBe(other)
  expect(one).toMatch(/^v1\.[0-9a-f]{8}\.[\w-]+$/)
  expect(Buffer.from(one.split('.')[2] ?? '', 'base64url').toString('latin1')).not.toContain('hunter')
})

test('a changed letter anywhere keeps it closed', () => {
  const sealed = sealSecret('hunter2', key, 'feed 1')
  fc.assert(
    fc.property(fc.nat(sealed.length - 1), fc.constantFrom(...'abcXYZ012-_.'), (at, letter) => {
      const changed = sealed.slice(0, at) + letter + sealed.slice(at + 1)
      const opened = openSecret(changed, key, 'feed 1')
      // The last letter of base64url carries bits that say nothing.
      const isSame = Buffer.from(changed.split('.')[2] ?? '', 'base64url').equals(
        Buffer.from(sealed.split('.')[2] ?? '', 'base64url'),
      )
      expect(opened.kind).toBe(isSame && changed.startsWith(sealed.slice(0, 12)) ? 'open' : 'closed')
    }),
  )
})

test.each([
  ['without a key', null, 'feed 1', 'PULLQUOTE_KEY is not set'],
  ['with another key', newKey(), 'feed 1', 'PULLQUOTE_KEY is not the key it was sealed with'],
  ['in another place', key, 'feed 2', 'it is damaged'],
])('%s it stays closed and says why', (_, other, place, problem) => {
  const opened = openSecret(sealSecret('hunter2', key, 'feed 1'), other, place)
  expect(opened).toEqual({ kind: 'closed', problem: expect.stringContaining(problem) })
})

test.each(['', 'v2.x.y', 'v1.00000000.', 'hunter2'])('%j was never sealed', (sealed) => {
  expect(openSecret(sealed, key, 'feed 1').kind).toBe('closed')
})

test('a key is 32 bytes as base64 or hexadecimal digits', () => {
  const hex = randomBytes(32).toString('hex')
  expect(readSecretKey(hex)).toEqual(readSecretKey(Buffer.from(hex, 'hex').toString('base64')))
  for (const text of ['', 'short', hex.slice(1), `${hex}00`, 'password password password password password!'])
    expect(readSecretKey(text)).toBeNull()
})
