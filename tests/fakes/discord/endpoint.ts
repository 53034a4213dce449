import { generateKeyPairSync, sign } from 'node:crypto'
import { loadContract } from './contract.ts'
import { acknowledge } from './interaction-routes.ts'
import type { Interactions, OpenInteraction } from './interactions.ts'
import { createPeople, type People } from './people.ts'
import { isJson } from './reply.ts'
import type { Violation } from './rest.ts'
import type { Json } from './shapes.ts'
import type { World } from './world.ts'

/** Answers a request as an application's interactions endpoint does; `fetch` with its address is one. */
export type Endpoint = (request: Request) => Promise<Response>

export type SigningOptions = {
  /** Seconds since 1970 as text; the server's time unless given. */
  readonly timestamp?: string
  /** Sent instead of what was signed. */
  readonly tamperedBody?: string
}

/** The interactions endpoint mode: Discord calls the application over HTTP and signs what it says. */
export type Signing = {
  /** What the application's DISCORD_PUBLIC_KEY is: 64 hexadecimal digits. */
  readonly publicKey: string
  /** Any interaction, such as `{ type: 1 }` for PING, as the signed POST that Discord makes of it. */
  signedRequest(interaction: Json, options?: SigningOptions): Request
  /** Checks an endpoint as the developer portal does: PING is answered with PONG, and a wrong signature with 401. */
  verifyEndpoint(endpoint: Endpoint): Promise<'verified' | 'refused'>
  /** The same people, whose interactions reach the application by HTTP instead of the gateway. */
  overHttp(endpoint: Endpoint): People
}

export type SigningParts = {
  readonly world: World
  readonly interactions: Interactions
  readonly textChannelId: string
  readonly violations: Violation[]
}

export function createSigning(parts: SigningParts): Signing {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const signedRequest: Signing['signedRequest'] = (interaction, options = {}) => {
    const body = JSON.stringify(interaction)
    const timestamp = options.timestamp ?? String(Math.floor(parts.world.now() / 1000))
    return new Request('http://127.0.0.1/interactions', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-signature-ed25519': sign(null, Buffer.from(timestamp + body), privateKey).toString('hex'),
        'x-signature-timestamp': timestamp,
      },
      body: options.tamperedBody ?? body,
    })
  }
  const ping = { id: '1', application_id: parts.world.applicationId, type: 1, token: 'ping', version: 1 }
  return {
    publicKey: Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex'),
    signedRequest,
    verifyEndpoint: async (endpoint) => {
      const pong = await endpoint(signedRequest(ping))
      const answer: unknown = pong.status === 200 ? await pong.json() : null
      const forged = await endpoint(
        signedRequest(ping, { tamperedBody: JSON.stringify({ ...ping, id: '2' }) }),
      )
      const isRight = isJson(answer) && answer.type === 1 && forged.status === 401
      return isRight ? 'verified' : 'refused'
    },
    overHttp: (endpoint) =>
      createPeople({
        ...parts,
        deliver: (payload, interaction) => {
          void call(parts, endpoint(signedRequest(payload)), interaction)
          return true
        },
      }),
  }
}

async function call(
  parts: SigningParts,
  answering: Promise<Response>,
  interaction: OpenInteraction,
): Promise<void> {
  try {
    const response = await answering
    // 202 says that the application will call the callback route itself.
    if (response.status === 202) return
    const body: unknown = response.status === 200 ? await response.json() : null
    await takeAnswer(parts, response.status, body, interaction)
  } catch (error) {
    interaction.fail(`The application did not respond: ${String(error)}`)
  }
}

async function takeAnswer(
  parts: SigningParts,
  status: number,
  body: unknown,
  interaction: OpenInteraction,
): Promise<void> {
  if (!isJson(body) || typeof body.type !== 'number') {
    interaction.fail(`The application did not respond: status ${status}`)
    return
  }
  const problems = (await loadContract())('callback', body).map(
    ({ at, message }) => `${at.join('.')}: ${message}`,
  )
  if (problems.length > 0)
    parts.violations.push({ method: 'POST', path: 'interactions endpoint', problems, body })
  const refusal =
    problems[0] ??
    acknowledge(parts.world, interaction, {
      ...body,
      type: body.type,
      data: isJson(body.data) ? body.data : null,
    })
  if (refusal !== null) interaction.fail(`The application did not respond: ${refusal}`)
}
