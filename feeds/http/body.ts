import { hash as digest } from 'node:crypto'
import { promisify } from 'node:util'
import * as zlib from 'node:zlib'
import { clip } from '../redact.ts'

export type Body =
  | {
      readonly kind: 'read'
      /** None where it is the body that is known. */
      readonly bytes: Uint8Array
      /** The hash of the bytes as they came, when one was asked for. */
      readonly wire: { readonly hash: string; readonly isKnown: boolean } | null
    }
  | Unreadable

type Unreadable = {
  readonly kind: 'unreadable'
  readonly problem: 'too-large' | 'bad-encoding'
  readonly detail: string
}

type Limit = { readonly maxOutputLength: number }
type Decoder = {
  readonly now: (bytes: Uint8Array, limit: Limit) => Uint8Array
  readonly aside: (bytes: Uint8Array, limit: Limit) => Promise<Uint8Array>
}

const gzip: Decoder = { now: zlib.gunzipSync, aside: promisify<Uint8Array, Limit, Uint8Array>(zlib.gunzip) }
const zlibDeflate: Decoder = {
  now: zlib.inflateSync,
  aside: promisify<Uint8Array, Limit, Uint8Array>(zlib.inflate),
}
const rawDeflate: Decoder = {
  now: zlib.inflateRawSync,
  aside: promisify<Uint8Array, Limit, Uint8Array>(zlib.inflateRaw),
}
const brotli: Decoder = {
  now: zlib.brotliDecompressSync,
  aside: promisify<Uint8Array, Limit, Uint8Array>(zlib.brotliDecompress),
}
const zstd: Decoder = {
  now: zlib.zstdDecompressSync,
  aside: promisify<Uint8Array, Limit, Uint8Array>(zlib.zstdDecompress),
}

// Under this the thread pool costs more than the work: 0.43 ms against 0.19 ms for a usual feed of 10 KB.
const smallBytes = 64 * 1024
const mostEncodings = 3

/**
 * Reads a body to its end and decodes it. It holds at most `maxBytes` from the wire and `maxBytes` decoded: both
 * the endless body and the small one that unpacks to gigabytes stop there. Network errors pass through. One whose
 * bytes have the hash `knownWire` is not decoded.
 */
export async function readBody(
  stream: AsyncIterable<Uint8Array>,
  headers: Readonly<Record<string, string>>,
  maxBytes: number,
  knownWire?: string,
): Promise<Body> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of stream) {
    length += chunk.length
    if (length > maxBytes) return tooLarge(maxBytes)
    chunks.push(chunk)
  }
  const wire = Buffer.concat(chunks, length)
  const encoding = headers['content-encoding'] ?? ''
  const hash = knownWire === undefined || length === 0 ? null : wireHash(wire, encoding)
  if (hash !== null && hash === knownWire)
    return { kind: 'read', bytes: noBytes, wire: { hash, isKnown: true } }
  const decoded = await decodeBody(wire, encoding, maxBytes)
  if (decoded.kind === 'unreadable') return decoded
  return { ...decoded, wire: hash === null ? null : { hash, isKnown: false } }
}

const noBytes = new Uint8Array(0)

/** The same bytes in another encoding are another body. */
function wireHash(wire: Uint8Array, encoding: string): string {
  return `${encoding} ${digest('sha256', wire, 'base64url')}`
}

type Decoded = { readonly kind: 'read'; readonly bytes: Uint8Array } | Unreadable

async function decodeBody(wire: Uint8Array, contentEncoding: string, maxBytes: number): Promise<Decoded> {
  const names = contentEncoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity')
  if (names.length > mostEncodings) return badEncoding(`the body is encoded ${names.length} times`)
  let bytes = wire
  for (const name of names.reverse()) {
    if (bytes.length === 0) break
    const decoder = decoderFor(name, bytes)
    if (decoder === null)
      return badEncoding(`the body has an encoding we did not ask for (${clip(name).slice(0, 20)})`)
    try {
      bytes = await decode(decoder, bytes, maxBytes)
    } catch (error) {
      if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') return tooLarge(maxBytes)
      return badEncoding(`the ${name} body is damaged or cut off (${codeOf(error)})`)
    }
  }
  return { kind: 'read', bytes }
}

function decoderFor(name: string, bytes: Uint8Array): Decoder | null {
  switch (name) {
    case 'gzip':
    case 'x-gzip':
      return gzip
    case 'br':
      return brotli
    case 'zstd':
      return zstd
    case 'deflate':
      // Some servers send bare deflate without the zlib wrapper; a wrapper starts with compression method 8.
      return ((bytes[0] ?? 0) & 0x0f) === 8 ? zlibDeflate : rawDeflate
    default:
      return null
  }
}

async function decode(decoder: Decoder, bytes: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  const limit = { maxOutputLength: maxBytes }
  return bytes.length <= smallBytes ? decoder.now(bytes, limit) : decoder.aside(bytes, limit)
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  throw error
}

function tooLarge(maxBytes: number): Unreadable {
  return { kind: 'unreadable', problem: 'too-large', detail: `the body is larger than ${maxBytes} bytes` }
}

function badEncoding(detail: string): Unreadable {
  return { kind: 'unreadable', problem: 'bad-encoding', detail }
}
