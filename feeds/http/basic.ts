import { unescape as decodePercent } from 'node:querystring'

/** The user name and password of an address as HTTP wants them (RFC 7617); null when it has none. */
export function basicOf({ username, password }: URL): string | null {
  if (username === '' && password === '') return null
  return basic(decodePercent(username), decodePercent(password))
}

export function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}
