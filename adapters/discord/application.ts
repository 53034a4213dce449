import { z } from 'zod'
import { accessAfter, learn } from './access.ts'
import { type ApiOptions, openApi } from './rest.ts'

export type ApplicationOutcome =
  | { readonly kind: 'application'; readonly id: string; readonly name: string }
  | { readonly kind: 'failed'; readonly reason: string; readonly fix: string }

const applicationSchema = z.object({ id: z.string(), name: z.string() })

/** The application this token belongs to. */
export async function findApplication(options: ApiOptions): Promise<ApplicationOutcome> {
  const api = openApi(options)
  try {
    const learned = await learn(api, '/applications/@me', applicationSchema)
    if (learned.kind !== 'failed') return { kind: 'application', ...learned.value }
    const access = accessAfter(learned.failure)
    if (access.kind === 'closed') return { kind: 'failed', reason: access.reason, fix: access.fix }
    const reason = access.kind === 'unknown' ? access.cause : access.name
    return { kind: 'failed', reason, fix: 'Check the network and https://discordstatus.com.' }
  } finally {
    api.close()
  }
}
