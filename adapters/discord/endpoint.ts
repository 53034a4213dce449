import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import type { Endpoint } from '../../src/deliver/adapter.ts'
import type { Callback } from './render-reply.ts'

export type EndpointParts = {
  readonly publicKey: string
  readonly clock: () => Date
  /** null until somebody is there to answer. */
  readonly answer: () => ((raw: unknown) => Promise<Callback>) | null
}

const newestSignatureMs = 5 * 60_000
/** The bytes that make a raw Ed25519 key a public key in DER: https://www.rfc-editor.org/rfc/rfc8410 */
const derPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/** Where Discord posts interactions, each signed: https://docs.discord.com/developers/interactions/overview#setting-up-an-endpoint */
export function openEndpoint({ publicKey, clock, answer }: EndpointParts): Endpoint {
  const key = keyOf(publicKey)
  return {
    path: '/discord/interactions',
    handle: async (request) => {
      const react = answer()
      if (react === null) return new Response('not connected', { status: 503 })
      const body = await request.text()
      if (key === null || !isSigned(request.headers, body, { key, now: clock() }))
        return new Response('bad signature', { status: 401 })
      const raw = parse(body)
      return raw === undefined ? new Response('bad JSON', { status: 400 }) : Response.json(await react(raw))
    },
  }
}

/** Is this what Discord signed, and not long ago? */
export function isSigned(
  headers: Headers,
  body: string,
  { key, now }: { readonly key: KeyObject; readonly now: Date },
): boolean {
  const signature = headers.get('x-signature-ed25519') ?? ''
  const timestamp = headers.get('x-signature-timestamp') ?? ''
  if (!/^[\da-f]{128}$/i.test(signature) || !/^\d{1,12}$/.test(timestamp)) return false
  // An old request that somebody recorded is no news.
  if (Math.abs(now.getTime() - Number(timestamp) * 1000) > newestSignatureMs) return false
  return verify(null, Buffer.from(timestamp + body), key, Buffer.from(signature, 'hex'))
}

/** The application's public key; null when it is none. */
export function keyOf(publicKey: string): KeyObject | null {
  if (!/^[\da-f]{64}$/i.test(publicKey)) return null
  return createPublicKey({
    key: Buffer.concat([derPrefix, Buffer.from(publicKey, 'hex')]),
    format: 'der',
    type: 'spki',
  })
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
