import { openChannel } from './access.ts'
import { shownMessage } from './messages.ts'
import { invalidForm, ok, type Problem, type Reply } from './reply.ts'
import type { Message } from './shapes.ts'
import { messagesIn, type World } from './world.ts'

const anchors = ['around', 'before', 'after'] as const

/** Newest first; without the right to read the history an empty list and no error, as Discord does it. */
export function readHistory(world: World, channelId: string, query: URLSearchParams): Reply {
  const access = openChannel(world, channelId)
  if (access.kind === 'closed') return access.reply
  const problems = whatIsWrong(query)
  if (problems.length > 0) return invalidForm(problems)
  if (!access.may('ReadMessageHistory')) return ok([])
  const found = pick(messagesIn(world, channelId), query)
  return ok(found.toReversed().map(shownMessage))
}

function whatIsWrong(query: URLSearchParams): Problem[] {
  const limit = query.get('limit')
  const isLimit = limit === null || (/^\d+$/.test(limit) && Number(limit) >= 1 && Number(limit) <= 100)
  const wrongAnchors = anchors.filter((name) => query.has(name) && !/^\d{1,20}$/.test(query.get(name) ?? ''))
  return [
    ...(isLimit ? [] : [{ at: ['limit'], message: 'int value should be between 1 and 100.' }]),
    ...wrongAnchors.map((name) => ({ at: [name], message: `Value "${query.get(name)}" is not snowflake.` })),
  ]
}

/** Oldest first. Of several anchors Discord takes one. */
function pick(messages: readonly Message[], query: URLSearchParams): readonly Message[] {
  const limit = Number(query.get('limit') ?? 50)
  const name = anchors.find((anchor) => query.has(anchor))
  if (name === undefined) return messages.slice(-limit)
  const anchor = BigInt(query.get(name) ?? 0)
  const older = messages.filter(({ id }) => BigInt(id) < anchor)
  if (name === 'before') return older.slice(-limit)
  const newer = messages.filter(({ id }) => BigInt(id) > anchor)
  if (name === 'after') return newer.slice(0, limit)
  const half = Math.floor(limit / 2)
  const middle = messages.filter(({ id }) => BigInt(id) === anchor)
  return [...(half > 0 ? older.slice(-half) : []), ...middle, ...newer.slice(0, half)].slice(0, limit)
}
