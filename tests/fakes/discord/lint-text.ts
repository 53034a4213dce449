import { isJson, type Problem } from './reply.ts'
import type { Json } from './shapes.ts'

export const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isJson) : [])

export const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')

export function linkProblem(value: unknown, at: Problem['at'], schemes: readonly string[]): Problem[] {
  if (value === undefined || value === null) return []
  const url = typeof value === 'string' ? URL.parse(value) : null
  if (url === null) return [{ at, message: 'Not a well formed URL.' }]
  const names = schemes.map((scheme) => `'${scheme.slice(0, -1)}'`).join(', ')
  return schemes.includes(url.protocol)
    ? []
    : [
        {
          at,
          message: `Scheme "${url.protocol.slice(0, -1)}" is not supported. Scheme must be one of (${names}).`,
        },
      ]
}
