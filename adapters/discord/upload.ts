import type { ReadUpload } from './interactions.ts'

const mostBytes = 1_000_000
const timeoutMs = 10_000
const hosts = /^(cdn\.discordapp\.com|media\.discordapp\.net)$/

/** Reads files from where Discord keeps them, and from nowhere else. */
export function uploadReader(apiUrl: string | null): ReadUpload {
  const ownOrigin = apiUrl === null ? null : URL.parse(apiUrl)?.origin
  return async (address) => {
    const url = URL.parse(address)
    const isDiscord = url !== null && url.protocol === 'https:' && hosts.test(url.hostname)
    if (url === null || !(isDiscord || url.origin === ownOrigin))
      return { kind: 'failed', reason: 'the file is not kept by Discord' }
    try {
      const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) })
      if (!response.ok) return { kind: 'failed', reason: `Discord answered ${response.status}` }
      return await textOf(response)
    } catch (error) {
      return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) }
    }
  }
}

async function textOf(response: Response): ReturnType<ReadUpload> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > mostBytes) return { kind: 'failed', reason: `the file has more than ${mostBytes} bytes` }
    chunks.push(chunk)
  }
  return { kind: 'text', text: Buffer.concat(chunks).toString('utf8') }
}
