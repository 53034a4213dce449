import type { Json } from './workspace.ts'

/** What a caller sent, with everything that was JSON in a string taken apart lazily by the readers below. */
export type Args = Json

/** Reads a request body: form fields or a JSON object; anything else is null. */
export function parseBody(contentType: string, body: string): Args | null {
  if (!contentType.includes('json')) return Object.fromEntries(new URLSearchParams(body))
  const value = body === '' ? {} : parseJson(body)
  return isObject(value) ? value : null
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value, or undefined when the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** An argument as text; empty text counts as not given. */
export function textArg(args: Args, name: string): string | null {
  const value = args[name]
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : null
}

export function flagArg(args: Args, name: string): boolean | null {
  const value = args[name]
  if (value === undefined || value === null || value === '') return null
  return value === true || value === 'true' || value === 1 || value === '1'
}

export function numberArg(args: Args, name: string): number | null {
  const text = textArg(args, name)
  return text === null || Number.isNaN(Number(text)) ? null : Number(text)
}

/** An argument that is JSON, in a string or plain: null when it was not given, undefined when it cannot be read. */
export function jsonArg(args: Args, name: string): unknown {
  const value = args[name]
  if (value === undefined || value === null || value === '') return null
  return typeof value === 'string' ? parseJson(value) : value
}
