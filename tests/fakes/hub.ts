import { createHmac, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a subscriber asked the hub for. */
export type HubAsk = {
  readonly mode: string
  readonly topic: string
  readonly callback: string
  readonly secret: string | null
  readonly leaseSeconds: number
}

export type HubManners = {
  /** What POST answers; a redirect goes to `movedTo`. */
  status: number
  movedTo: string | null
  /** Asks back before it answers, after it, or never. */
  verifies: 'first' | 'after' | 'never'
  /** What it promises; null says nothing. */
  leaseSeconds: number | null
}

export type Hub = {
  readonly url: string
  readonly manners: HubManners
  readonly asks: readonly HubAsk[]
  /** Who is pushed to, by callback. */
  readonly subscribers: ReadonlyMap<string, HubAsk>
  /** Resolves when all that was to be verified has been. */
  settled(): Promise<void>
  /** Asks a callback with GET and tells what it answered. */
  call(callback: string, query: Readonly<Record<string, string>>): Promise<{ status: number; text: string }>
  /** Pushes a document to all who follow the topic; the statuses they answered. */
  publish(topic: string, document: string, how?: Pushing): Promise<number[]>
  close(): Promise<void>
}

export type Pushing = {
  readonly method?: 'sha1' | 'sha256' | 'sha384' | 'sha512'
  /** Instead of the one agreed on; null signs nothing. */
  readonly secret?: string | null
  readonly contentType?: string
}

/** A real WebSub hub on loopback (https://www.w3.org/TR/websub/); its manners may be changed while it runs. */
export async function startHub(manners: Partial<HubManners> = {}): Promise<Hub> {
  const asks: HubAsk[] = []
  const subscribers = new Map<string, HubAsk>()
  const now: HubManners = { status: 202, movedTo: null, verifies: 'after', leaseSeconds: 3600, ...manners }
  const verifications: Promise<void>[] = []

  const verify = async (ask: HubAsk) => {
    const challenge = randomUUID()
    const lease = ask.mode === 'subscribe' && now.leaseSeconds !== null
    const query = {
      'hub.mode': ask.mode,
      'hub.topic': ask.topic,
      'hub.challenge': challenge,
      ...(lease ? { 'hub.lease_seconds': String(now.leaseSeconds) } : {}),
    }
    // Who cannot be reached has not agreed.
    const answer = await call(ask.callback, query).catch(() => ({ status: 0, text: '' }))
    if (answer.status !== 200 || answer.text !== challenge) return
    if (ask.mode === 'subscribe') subscribers.set(ask.callback, ask)
    else subscribers.delete(ask.callback)
  }

  const hear = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Uint8Array[] = []
    for await (const chunk of request) chunks.push(chunk)
    const ask = readAsk(new URLSearchParams(Buffer.concat(chunks).toString()))
    asks.push(ask)
    const isTaken = now.status < 300
    if (isTaken && now.verifies === 'first') await verify(ask)
    response.writeHead(now.status, now.movedTo === null ? {} : { location: now.movedTo }).end()
    if (isTaken && now.verifies === 'after') verifications.push(verify(ask))
  }

  const server = createServer((request, response) => void hear(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A TCP server that listens always has an AddressInfo; a string is only for pipes.
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}/`,
    manners: now,
    asks,
    subscribers,
    settled: async () => void (await Promise.all(verifications)),
    call,
    publish: (topic, document, how = {}) =>
      Promise.all(
        [...subscribers.values()]
          .filter((one) => one.topic === topic)
          .map((one) => push(one, Buffer.from(document), how)),
      ),
    async close() {
      await Promise.all(verifications)
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}

async function push(to: HubAsk, body: Buffer, how: Pushing): Promise<number> {
  const { method = 'sha256', secret = to.secret, contentType = 'application/rss+xml' } = how
  const signature = secret === null ? null : createHmac(method, secret).update(body).digest('hex')
  const answer = await fetch(to.callback, {
    method: 'POST',
    body: new Uint8Array(body),
    headers: {
      'content-type': contentType,
      ...(signature === null ? {} : { 'x-hub-signature': `${method}=${signature}` }),
    },
  })
  await answer.arrayBuffer()
  return answer.status
}

async function call(callback: string, query: Readonly<Record<string, string>>) {
  const url = new URL(callback)
  for (const [name, value] of Object.entries(query)) url.searchParams.append(name, value)
  const answer = await fetch(url)
  return { status: answer.status, text: await answer.text() }
}

function readAsk(form: URLSearchParams): HubAsk {
  return {
    mode: form.get('hub.mode') ?? '',
    topic: form.get('hub.topic') ?? '',
    callback: form.get('hub.callback') ?? '',
    secret: form.get('hub.secret'),
    leaseSeconds: Number(form.get('hub.lease_seconds')),
  }
}
