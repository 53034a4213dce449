import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/** What secrets are sealed with: 256 bits, and a short name that tells keys apart and nothing about them. */
export type SecretKey = { readonly name: string; readonly bytes: Uint8Array }

const keyBytes = 32
const ivBytes = 12
const tagBytes = 16

/** Reads a key written as 64 hexadecimal digits or as base64 of 32 bytes; null when it is neither. */
export function readSecretKey(text: string): SecretKey | null {
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : fromBase64(text)
  if (bytes.length !== keyBytes) return null
  return { name: createHash('sha256').update('key:').update(bytes).digest('hex').slice(0, 8), bytes }
}

function fromBase64(text: string): Uint8Array {
  return /^[\w+/-]{43}=?$/.test(text) ? Buffer.from(text, 'base64') : new Uint8Array(0)
}

/**
 * Seals a secret with AES-256-GCM: `v1.<name of the key>.<iv, tag and text>`. It opens only in the place it was sealed
 * for, so that nobody who can write the store moves it to a feed of their own.
 */
export function sealSecret(secret: string, key: SecretKey, place: string): string {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key.bytes, iv).setAAD(Buffer.from(place))
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return `v1.${key.name}.${Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url')}`
}

export type OpenedSecret =
  | { readonly kind: 'open'; readonly secret: string }
  /** Why not, and what to do; without the secret. */
  | { readonly kind: 'closed'; readonly problem: string }

/** Opens what `sealSecret` made. */
export function openSecret(sealed: string, key: SecretKey | null, place: string): OpenedSecret {
  const [, name, packed] = /^v1\.([0-9a-f]{8})\.([\w-]+)$/.exec(sealed) ?? []
  if (name === undefined || packed === undefined)
    return closed('it was not sealed by this version of pullquote')
  if (key === null)
    return closed('it is sealed and PULLQUOTE_KEY is not set; set it to the key it was sealed with')
  if (key.name !== name)
    return closed('PULLQUOTE_KEY is not the key it was sealed with; set that one, or enter the secret again')
  const bytes = Buffer.from(packed, 'base64url')
  const tagEnd = ivBytes + tagBytes
  if (bytes.length < tagEnd) return damaged
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, bytes.subarray(0, ivBytes))
      .setAAD(Buffer.from(place))
      .setAuthTag(bytes.subarray(ivBytes, tagEnd))
    const secret = Buffer.concat([decipher.update(bytes.subarray(tagEnd)), decipher.final()])
    return { kind: 'open', secret: secret.toString('utf8') }
  } catch {
    // Node says only that the tag does not match.
    return damaged
  }
}

const damaged = closed('it is damaged; enter the secret again')

function closed(problem: string): OpenedSecret {
  return { kind: 'closed', problem }
}
