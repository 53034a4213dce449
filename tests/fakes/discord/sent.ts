import type { IncomingMessage } from 'node:http'
import type { SentFile } from './shapes.ts'

export type Sent = { readonly body: unknown; readonly files: readonly SentFile[] }

/** What came with a request: JSON, or a form with JSON and files; null when the client died over it. */
export async function sentWith(request: IncomingMessage): Promise<Sent | null> {
  const bytes = await bytesOf(request)
  const type = request.headers['content-type'] ?? ''
  if (bytes === null || !type.startsWith('multipart/form-data'))
    return bytes && { body: parsed(bytes.toString()), files: [] }
  // https://docs.discord.com/developers/reference#uploading-files
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData()
  const files = [...form].flatMap(([field, value]) =>
    typeof value !== 'string' && /^files\[\d+\]$/.test(field) ? [value] : [],
  )
  return {
    body: parsed(String(form.get('payload_json') ?? '')),
    files: await Promise.all(files.map(async (file) => ({ name: file.name, text: await file.text() }))),
  }
}

async function bytesOf(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of request) chunks.push(chunk)
    return Buffer.concat(chunks)
  } catch {
    return null
  }
}

function parsed(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
