import { createHash } from 'node:crypto'
import { limits } from './limits.ts'

/** The key in the 22 characters that Discord's nonce has room for (it takes 25). */
export function nonceOf(key: string): string {
  const hex = key.replaceAll('-', '')
  const bytes = /^[\da-f]{32}$/i.test(hex)
    ? Buffer.from(hex, 'hex')
    : createHash('sha256').update(key).digest().subarray(0, 16)
  return bytes.toString('base64url')
}

/** A button's custom_id as `actionOf` reads it; null when there is no room for it. */
export function customIdOf(action: string, value: string): string | null {
  const id = `pq:${action}:${value}`
  return id.length <= limits.customId ? id : null
}

/** As `customIdOf`, with the key of the message before it, so that the message is found again. */
export function markedIdOf(key: string, action: string, value: string): string | null {
  const id = `pm:${nonceOf(key)}:${action}:${value}`
  return id.length <= limits.customId ? id : null
}

/** The button that every post carries; a key that is too long for it is known by its hash. */
export function whyIdOf(key: string): string {
  return customIdOf('why', key) ?? `pq:why:${nonceOf(key)}`
}

/** Does a message with these buttons have this key? */
export function isMarked(customIds: readonly string[], key: string): boolean {
  const [why, marked] = [whyIdOf(key), `pm:${nonceOf(key)}:`]
  return customIds.some((id) => id === why || id.startsWith(marked))
}

/** What a button of ours stands for; null for any other. */
export function actionOf(customId: string): { readonly action: string; readonly value: string } | null {
  const [, action, value] = /^(?:pq|pm:[\w-]{22}):([^:]+):(.*)$/s.exec(customId) ?? []
  return action === undefined || value === undefined ? null : { action, value }
}
