import type { HttpOutcome } from '../../feeds/http.ts'
import { clip, redactUrl } from '../../feeds/redact.ts'

/** What is to be done about an item whose page could not be read. */
export type Unreadable =
  /** Trouble that passes: look again. */
  | { readonly kind: 'later'; readonly delayMs: number; readonly problem: string }
  /** Nothing to read: the post says what the feed said. `notice` is for the readers of the post. */
  | { readonly kind: 'headline'; readonly problem: string | null; readonly notice: string | null }

/** What an answer is worth. */
export type PageVerdict =
  | Unreadable
  | {
      readonly kind: 'page'
      readonly bytes: Uint8Array
      readonly contentType: string | null
      readonly url: string
      readonly form: 'html' | 'text'
    }

const retryDelaysMs = [30_000, 120_000]

const passingProblems: ReadonlySet<string> = new Set([
  'dns',
  'refused',
  'reset',
  'timeout',
  'protocol',
  'tls',
])
const passingStatuses: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504])

/** Decides by the answer whether there is a page to read. `attempts` counts this one. */
export function judgePage(
  response: HttpOutcome,
  item: { readonly url: string; readonly attempts: number },
): PageVerdict {
  if (response.kind === 'failed' && response.problem === 'aborted')
    return { kind: 'later', delayMs: 0, problem: response.message }
  if (response.kind === 'failed')
    return unreadable(response.message, passingProblems.has(response.problem), item.attempts)
  const { status, headers, body, finalUrl } = response
  const asked = `GET ${redactUrl(item.url)}`
  if (status !== 200)
    return unreadable(`${asked}: status ${status}`, passingStatuses.has(status), item.attempts)
  const contentType = headers['content-type'] ?? null
  const form = formOf(contentType)
  if (form === null)
    return unreadable(`${asked}: ${clip(contentType ?? '')} is not a page of text`, false, item.attempts)
  return { kind: 'page', bytes: body, contentType, url: finalUrl, form }
}

function unreadable(problem: string, passes: boolean, attempts: number): Unreadable {
  const delayMs = retryDelaysMs[attempts - 1]
  if (passes && delayMs !== undefined) return { kind: 'later', delayMs, problem }
  return { kind: 'headline', problem, notice: 'The page could not be opened; this is what its feed says.' }
}

/** Servers that send no type mean a page. */
function formOf(contentType: string | null): 'html' | 'text' | null {
  if (contentType === null || /html|xml/i.test(contentType)) return 'html'
  return /^text\/plain/i.test(contentType) ? 'text' : null
}
