import type { Json } from './shapes.ts'

/** What a route answers; no body means 204. */
export type Reply = {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export const ok = (body: unknown): Reply => ({ status: 200, body })
export const created = (body: unknown): Reply => ({ status: 201, body })
export const noContent: Reply = { status: 204 }

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
const refusals = {
  unauthorized: [401, 0, '401: Unauthorized'],
  notFound: [404, 0, '404: Not Found'],
  unknownApplication: [404, 10002, 'Unknown Application'],
  unknownChannel: [404, 10003, 'Unknown Channel'],
  unknownGuild: [404, 10004, 'Unknown Guild'],
  unknownMember: [404, 10007, 'Unknown Member'],
  unknownMessage: [404, 10008, 'Unknown Message'],
  unknownWebhook: [404, 10015, 'Unknown Webhook'],
  unknownInteraction: [404, 10062, 'Unknown interaction'],
  crosspostedAlready: [400, 40033, 'This message has already been crossposted.'],
  wrongCallback: [400, 50035, 'Invalid Form Body: this callback type does not fit the interaction'],
  answeredAlready: [400, 40060, 'Interaction has already been acknowledged.'],
  tagRequired: [400, 40067, 'A tag is required to create a forum post in this channel'],
  missingAccess: [403, 50001, 'Missing Access'],
  notTheAuthor: [403, 50005, 'Cannot edit a message authored by another user'],
  cannotSendTo: [403, 50007, 'Cannot send messages to this user'],
  invalidRecipient: [400, 50033, 'Invalid Recipient(s)'],
  emptyMessage: [400, 50006, 'Cannot send an empty message'],
  notATextChannel: [400, 50008, 'Cannot send messages in a non-text channel'],
  missingPermissions: [403, 50013, 'Missing Permissions'],
  wrongChannelType: [400, 50024, 'Cannot execute action on this channel type'],
  invalidWebhookToken: [401, 50027, 'Invalid Webhook Token'],
  threadArchived: [400, 50083, 'Thread is archived'],
  noReplyWithoutHistory: [400, 160002, 'Cannot reply without permission to read message history'],
  threadExists: [400, 160004, 'A thread has already been created for this message'],
  threadLocked: [400, 160005, 'Thread is locked'],
} as const

export type Refusal = keyof typeof refusals

export function refuse(refusal: Refusal): Reply {
  const [status, code, message] = refusals[refusal]
  return { status, body: { message, code } }
}

export type Problem = {
  /** Keys and indexes that lead to the trouble. */
  readonly at: readonly (string | number)[]
  readonly message: string
}

/** 50035 with the problems nested as Discord nests them. */
export function invalidForm(problems: readonly Problem[]): Reply {
  const errors = problems.reduce<Json>((tree, { at, message }) => nest(tree, at, message), {})
  return { status: 400, body: { message: 'Invalid Form Body', code: 50035, errors } }
}

function nest(tree: Json, [key, ...rest]: readonly (string | number)[], message: string): Json {
  if (key === undefined) {
    const others = Array.isArray(tree._errors) ? tree._errors : []
    return { ...tree, _errors: [...others, { code: 'BASE_TYPE_INVALID', message }] }
  }
  const below = tree[key]
  return { ...tree, [key]: nest(isJson(below) ? below : {}, rest, message) }
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
