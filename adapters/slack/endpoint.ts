import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { textWithin } from './body.ts'
import type { Delivery } from './reception.ts'
import { withinMs } from './respond.ts'

export type EndpointParts = {
  readonly signingSecret: string
  readonly clock: () => Date
  take(delivery: Delivery): Promise<void>
}

const longestBody = 1_000_000
// Slack gives up after 3 s and sends an event again.
const latestAckMs = 2_500

/** Answers a request Slack makes to us: https://docs.slack.dev/apis/events-api/using-http-request-urls */
export async function receiveRequest(request: Request, parts: EndpointParts): Promise<Response> {
  const text = await textWithin(request.body, longestBody)
  if (text === null) return new Response('too large', { status: 413 })
  if (!isSigned(request.headers, text, parts)) return new Response('not signed by slack', { status: 401 })
  const body = readBody(text, request.headers.get('content-type') ?? '')
  if (body === null) return new Response('not understood', { status: 400 })
  if (body.type === 'url_verification') return Response.json({ challenge: body.challenge })
  if ('ssl_check' in body) return new Response('')
  return acked(request, body, parts)
}

async function acked(
  request: Request,
  body: Record<string, unknown>,
  { take }: EndpointParts,
): Promise<Response> {
  const answer = Promise.withResolvers<Response>()
  const retryNum = Number(request.headers.get('x-slack-retry-num'))
  void take({
    body,
    ...(retryNum > 0 ? { retryNum } : {}),
    ack: async (response) => answer.resolve(responseWith(response)),
  })
  return (await withinMs(answer.promise, latestAckMs)) ?? new Response('')
}

function responseWith(response: unknown): Response {
  if (response === undefined || response === '') return new Response('')
  return typeof response === 'string' ? new Response(response) : Response.json(response)
}

const stalestSeconds = 5 * 60

/** https://docs.slack.dev/authentication/verifying-requests-from-slack */
function isSigned(headers: Headers, body: string, { signingSecret, clock }: EndpointParts): boolean {
  const at = headers.get('x-slack-request-timestamp') ?? ''
  const ageSeconds = Math.abs(clock().getTime() / 1000 - Number(at))
  if (!/^\d+$/.test(at) || ageSeconds > stalestSeconds) return false
  const expected = Buffer.from(
    `v0=${createHmac('sha256', signingSecret).update(`v0:${at}:${body}`).digest('hex')}`,
  )
  const given = Buffer.from(headers.get('x-slack-signature') ?? '')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

const anyObject = z.record(z.string(), z.unknown())

/** JSON for events, a form for commands, and JSON in a form for buttons. */
function readBody(text: string, contentType: string): Record<string, unknown> | null {
  const form = contentType.includes('json') ? null : Object.fromEntries(new URLSearchParams(text))
  if (form !== null && form.payload === undefined) return form
  try {
    return anyObject.parse(JSON.parse(form?.payload ?? text))
  } catch {
    return null
  }
}
