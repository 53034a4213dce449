import { type Carrier, deliverOverHttp } from './endpoint.ts'
import { type SignedRequest, signRequest } from './signing.ts'
import type { Ack, EnvelopeType, SocketMode } from './socket.ts'
import type { Json } from './workspace.ts'

export type HowToSign = {
  /** Default: the right one. */
  readonly secret?: string
  /** How old the request is; Slack's own limit is 300. */
  readonly ageSeconds?: number
}

export type Delivery = {
  deliver(type: EnvelopeType, payload: Json): Promise<Ack>
  /** Sends deeds and events to the app over HTTP from now on; null goes back to Socket Mode. Signatures can be wrong or old. */
  serveOver(carrier: Carrier | null, signing?: HowToSign): void
  /** The request that would carry this, for the test to send; `url_verification` goes as `events_api`. */
  signedRequest(type: EnvelopeType, payload: Json, signing?: HowToSign): SignedRequest
}

type Parts = {
  readonly socket: SocketMode
  readonly signingSecret: string
  readonly ackMs: number
  readonly clock: () => number
}

/** Brings what people do to the app, over Socket Mode unless it is told otherwise. */
export function createDelivery({ socket, signingSecret, ackMs, clock }: Parts): Delivery {
  let overHttp: { readonly carrier: Carrier; readonly how: HowToSign } | null = null
  const signingAs = ({ secret, ageSeconds = 0 }: HowToSign) => ({
    secret: secret ?? signingSecret,
    at: Math.floor(clock() / 1000) - ageSeconds,
  })
  return {
    deliver: (type, payload) => {
      if (overHttp === null) return socket.send(type, payload)
      return deliverOverHttp({ ...overHttp, signing: signingAs(overHttp.how), ackMs }, type, payload)
    },
    serveOver: (carrier, how = {}) => {
      overHttp = carrier === null ? null : { carrier, how }
    },
    signedRequest: (type, payload, how = {}) => signRequest(type, payload, signingAs(how)),
  }
}
