import { parseJson } from './arguments.ts'
import { type SignedRequest, type Signing, signRequest } from './signing.ts'
import type { Ack, EnvelopeType } from './socket.ts'
import type { Json } from './workspace.ts'

/** Takes a signed request to the app: `(signed) => fetch(url, signed)`, or straight to a handler. */
export type Carrier = (request: SignedRequest) => Promise<Response>

export type Errand = {
  readonly carrier: Carrier
  readonly signing: Signing
  readonly ackMs: number
}

/** Delivers over HTTP what Socket Mode sends as an envelope; never rejects. */
export async function deliverOverHttp(
  { carrier, signing, ackMs }: Errand,
  type: EnvelopeType,
  payload: Json,
): Promise<Ack> {
  const late = new AbortController()
  const timeOut = new Promise<Ack>((resolve) => {
    const timer = setTimeout(() => resolve({ kind: 'failed', reason: 'no ack in time' }), ackMs)
    late.signal.addEventListener('abort', () => clearTimeout(timer))
  })
  const answered = carrier(signRequest(type, payload, signing)).then(ackOf, (cause: unknown): Ack => {
    return { kind: 'failed', reason: `no answer: ${cause}` }
  })
  const ack = await Promise.race([answered, timeOut])
  late.abort()
  return ack
}

async function ackOf(response: Response): Promise<Ack> {
  const body = await response.text()
  if (!response.ok) return { kind: 'failed', reason: `HTTP status ${response.status}` }
  return { kind: 'acked', payload: parseJson(body) ?? body }
}
