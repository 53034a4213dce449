import type { Upload } from '../../src/deliver/interaction.ts'
import { textWithin } from './body.ts'
import { failureOf, inWords } from './errors.ts'
import type { FormFile } from './render-form.ts'
import { isSlack } from './respond.ts'

const longestUpload = 5_000_000
const timeoutMs = 10_000

export type Reading = { readonly botToken: string; readonly apiUrl: string | null }

/** A file of a form; reading it needs files:read. */
export function readUpload({ name, sizeBytes, url }: FormFile, { botToken, apiUrl }: Reading): Upload {
  return {
    name,
    sizeBytes,
    read: async () => {
      if (sizeBytes > longestUpload) return failed(tooLarge(name))
      if (url === null || !isSlack(url, apiUrl)) return failed(`${name} is not at Slack`)
      try {
        const response = await fetch(url, {
          headers: { authorization: `Bearer ${botToken}` },
          signal: AbortSignal.timeout(timeoutMs),
          redirect: 'error',
        })
        if (!response.ok) return failed(`Slack answered ${response.status} for ${name}`)
        if (isSignInPage(response, name)) return failed(`${name}: the app lacks the permission files:read`)
        const text = await textWithin(response.body, longestUpload)
        return text === null ? failed(tooLarge(name)) : { kind: 'text', text }
      } catch (error) {
        return failed(`${name} could not be read: ${inWords(failureOf(error))}`)
      }
    },
  }
}

/** Without the permission Slack shows its page to sign in, as if that was the file. */
function isSignInPage({ headers }: Response, name: string): boolean {
  return (headers.get('content-type') ?? '').includes('text/html') && !/\.html?$/i.test(name)
}

function tooLarge(name: string): string {
  return `${name} is larger than ${longestUpload / 1e6} MB`
}

function failed(reason: string) {
  return { kind: 'failed', reason } as const
}
