import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Site, startSite } from './site.ts'

/** What the model says, as text; with a function, what it does with the connection. */
export type ModelTurn = string | ModelStatus | ((request: IncomingMessage, response: ServerResponse) => void)

export type ModelStatus = {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export type FakeModel = {
  /** Where it speaks as OpenAI's chat completions and Anthropic's messages do. */
  readonly url: string
  /** The requests that arrived, as they were sent. */
  readonly requests: readonly ModelRequest[]
  close(): Promise<void>
}

export type ModelRequest = {
  readonly path: string
  readonly authorization: string | undefined
  readonly apiKey: string | string[] | undefined
  readonly body: string
}

/** Tokens that each answer is said to have used. */
export const countedTokens = { in: 1_000, out: 100 } as const

/** A model on loopback; `turns` are taken in order, and the last one for ever. */
export async function startModel(...turns: readonly ModelTurn[]): Promise<FakeModel> {
  const requests: ModelRequest[] = []
  const site: Site = await startSite((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      const { authorization, 'x-api-key': apiKey } = request.headers
      requests.push({ path: request.url ?? '', authorization, apiKey, body })
      const turn = turns[Math.min(requests.length, turns.length) - 1]
      if (typeof turn === 'function') turn(request, response)
      else if (typeof turn === 'object') refuse(turn, response)
      else answer(request.url ?? '', turn ?? '', response)
    })
  })
  return { url: `${site.origin}/v1`, requests, close: site.close }
}

function refuse({ status, headers, body }: ModelStatus, response: ServerResponse): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(body ?? JSON.stringify({ error: { message: `status ${status}` } }))
}

function answer(path: string, text: string, response: ServerResponse): void {
  const body = path.endsWith('/messages') ? message(text) : completion(text)
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

/** https://platform.openai.com/docs/api-reference/chat/object */
function completion(text: string) {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: 'small',
    choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
    usage: {
      prompt_tokens: countedTokens.in,
      completion_tokens: countedTokens.out,
      total_tokens: countedTokens.in + countedTokens.out,
    },
  }
}

/** https://docs.anthropic.com/en/api/messages */
function message(text: string) {
  return {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'small',
    content: [{ type: 'text', text }],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: { input_tokens: countedTokens.in, output_tokens: countedTokens.out },
  }
}
