/** What a subscriber asks a hub for (WebSub, section 5.1). */
export type HubRequest = {
  readonly mode: 'subscribe' | 'unsubscribe'
  readonly topic: string
  readonly callback: string
  readonly secret: string
  readonly leaseSeconds: number
}

export const hubRequestType = 'application/x-www-form-urlencoded'

/** The form that is posted to the hub. */
export function hubForm(request: HubRequest): string {
  const { mode, topic, callback, secret, leaseSeconds } = request
  const form = new URLSearchParams({ 'hub.mode': mode, 'hub.topic': topic, 'hub.callback': callback })
  if (mode === 'subscribe') {
    form.set('hub.secret', secret)
    form.set('hub.lease_seconds', String(leaseSeconds))
  }
  return form.toString()
}

/** What a hub says by asking the callback with GET (sections 5.2 and 5.3). */
export type HubCall =
  | {
      readonly kind: 'verify'
      readonly mode: 'subscribe' | 'unsubscribe'
      readonly topic: string
      readonly challenge: string
      /** null when the hub does not say. */
      readonly leaseSeconds: number | null
    }
  | { readonly kind: 'denied'; readonly topic: string; readonly reason: string }
  | { readonly kind: 'unclear' }

const longestChallenge = 2048

/** Reads the query of such a call. */
export function readHubCall(query: URLSearchParams): HubCall {
  const mode = query.get('hub.mode')
  const topic = query.get('hub.topic')
  if (topic === null) return { kind: 'unclear' }
  if (mode === 'denied') return { kind: 'denied', topic, reason: query.get('hub.reason') ?? '' }
  const challenge = query.get('hub.challenge') ?? ''
  if (challenge === '' || challenge.length > longestChallenge) return { kind: 'unclear' }
  if (mode !== 'subscribe' && mode !== 'unsubscribe') return { kind: 'unclear' }
  const lease = /^\d{1,10}$/.exec(query.get('hub.lease_seconds') ?? '')?.[0]
  return { kind: 'verify', mode, topic, challenge, leaseSeconds: lease === undefined ? null : Number(lease) }
}
