import { createHmac, timingSafeEqual } from 'node:crypto'

// The methods of WebSub, section 7. As a keyed hash SHA-1 is still sound, and Google's hub knows no other.
const methods: ReadonlySet<string> = new Set(['sha1', 'sha256', 'sha384', 'sha512'])

/** Whether `X-Hub-Signature` was made of exactly these bytes by somebody who knows the secret. */
export function isSignedWith(secret: string, body: Uint8Array, signature: string | null): boolean {
  const [, method = '', hex = ''] = /^\s*(\w+)=([0-9a-f]+)\s*$/i.exec(signature ?? '') ?? []
  if (!methods.has(method.toLowerCase())) return false
  const expected = createHmac(method.toLowerCase(), secret).update(body).digest()
  const given = Buffer.from(hex, 'hex')
  return given.length === expected.length && timingSafeEqual(given, expected)
}
