import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Args, parseBody, textArg } from './arguments.ts'
import type { Faults, Reply, Wait } from './faults.ts'
import { jsonReply } from './faults.ts'

/** A call to the Web API, or to an address Slack gave away: `response_url`, `upload`, `download`. */
export type SlackRequest = {
  readonly method: string
  /** As sent, without the token; JSON in strings is not taken apart. */
  readonly args: Args
  /** Epoch milliseconds of its arrival. */
  readonly at: number
  /** null while it is open and when the connection was reset instead. */
  status: number | null
  /** Whether it reached the workspace; a refused call did, one that a fault stopped did not. */
  isCommitted: boolean
  /** The error of an answer that was not ok. */
  error: string | null
}

/** One call: a Web API method, or what is asked of an address that Slack gave away. */
export type Arrival = {
  readonly method: string
  readonly args: Args
  readonly token: string
  /** The id in a response_url, an upload address or the address of a file. */
  readonly target: string
}

export type Handler = {
  readonly faults: Faults
  readonly requests: SlackRequest[]
  readonly clock: () => number
  /** What the call does, and its answer; everything it changes, it changes at once. */
  commit(arrival: Arrival): Reply
  changed(): void
  /** Waits, but not past the end of the server. */
  pause(wait: Wait): Promise<void>
}

/** Reads one request, lets faults have their way and answers it. A request whose body breaks off never happened. */
export async function handle(handler: Handler, request: IncomingMessage, response: ServerResponse) {
  const body = await readBody(request)
  if (body === null) return
  const route = routeOf(request.url ?? '/')
  if (route === null) return send(response, notFound)
  const contentType = request.headers['content-type'] ?? ''
  const isUpload = route.method === 'upload'
  const args = isUpload ? await readUpload(contentType, body) : parseBody(contentType, body.toString())
  if (args === null) return send(response, jsonReply({ ok: false, error: 'invalid_json' }))
  const { token, ...rest } = args
  const entry: SlackRequest = {
    method: route.method,
    args: rest,
    at: handler.clock(),
    status: null,
    isCommitted: false,
    error: null,
  }
  handler.requests.push(entry)
  handler.changed()
  const bearer = request.headers.authorization?.replace(/^Bearer /, '') ?? textArg({ token }, 'token') ?? ''
  const arrival = { ...route, args: rest, token: bearer }
  await perform(handler, entry, response, () => handler.commit(arrival))
}

const places: Readonly<Record<string, string>> = {
  response: 'response_url',
  upload: 'upload',
  files: 'download',
}

function routeOf(url: string): { readonly method: string; readonly target: string } | null {
  const [, place = '', name = ''] = /^\/(api|response|upload|files)\/([\w.]+)(?:[/?].*)?$/.exec(url) ?? []
  if (place === 'api') return { method: name, target: '' }
  const method = places[place]
  return method === undefined ? null : { method, target: name }
}

/** Bytes as they are, or the first part of a form. */
async function readUpload(contentType: string, body: Buffer): Promise<Args> {
  if (!contentType.startsWith('multipart/')) return { content: body.toString() }
  const form = await new Response(new Uint8Array(body), {
    headers: { 'content-type': contentType },
  }).formData()
  const [first] = [...form.values()]
  return { content: typeof first === 'string' ? first : await first?.text() }
}

const notFound: Reply = { status: 404, headers: {}, body: 'not found' }

async function perform(handler: Handler, entry: SlackRequest, response: ServerResponse, commit: () => Reply) {
  const plan = handler.faults.plan(entry.method)
  if (plan.before !== 0) await handler.pause(plan.before)
  const usual = plan.commits ? commit() : null
  entry.isCommitted = plan.commits
  handler.changed()
  if (plan.after !== 0) await handler.pause(plan.after)
  const reply = typeof plan.reply === 'string' ? usual : plan.reply
  if (plan.reply === 'reset' || reply === null) {
    response.socket?.resetAndDestroy()
    return
  }
  entry.status = reply.status
  entry.error = errorIn(reply.body)
  if (plan.reply === 'half') sendHalf(response, reply)
  else send(response, reply)
  handler.changed()
}

function errorIn(body: string): string | null {
  return /^\{"ok":false,"error":"([^"]+)"/.exec(body)?.[1] ?? null
}

/** null when the client went away in the middle. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  return new Promise((resolve) => {
    request.on('end', () => resolve(Buffer.concat(chunks)))
    request.on('close', () => resolve(null))
    request.on('error', () => resolve(null))
  })
}

function send(response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status, reply.headers)
  response.end(reply.body)
}

function sendHalf(response: ServerResponse, reply: Reply): void {
  const half = reply.body.slice(0, Math.floor(reply.body.length / 2))
  response.writeHead(reply.status, { ...reply.headers, 'content-length': Buffer.byteLength(reply.body) })
  response.write(half, () => response.socket?.destroy())
}
