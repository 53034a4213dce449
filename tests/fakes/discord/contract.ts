import { lintMessage, lintModal } from './lint.ts'
import { lintCommands } from './lint-commands.ts'
import { isJson, type Problem } from './reply.ts'

/** The kinds of request bodies that are checked. */
export type ContractName =
  | 'message'
  | 'messageEdit'
  | 'forumThread'
  | 'thread'
  | 'threadOfMessage'
  | 'threadEdit'
  | 'commands'
  | 'callback'
  | 'followUp'
  | 'originalEdit'
  | 'direct'

/** What is wrong with a body by Discord's published specification and by rules that are only in its prose. */
export type Contract = (name: ContractName, body: unknown) => readonly Problem[]

type Issue = {
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly errors?: readonly (readonly Issue[])[]
}

type Schema = {
  safeParse(
    body: unknown,
  ):
    | { readonly success: true; readonly data: unknown }
    | { readonly success: false; readonly error: { readonly issues: readonly Issue[] } }
}

let loading: Promise<Contract> | undefined

/** The contract, loaded once per process: reading the specification takes a tenth of a second. */
export function loadContract(): Promise<Contract> {
  loading ??= readSpecification().then((find) => (name, body) => [
    ...againstSpecification(find, name, body),
    ...againstProse(name, body),
  ])
  return loading
}

/** A schema of the specification, by its name in the package. */
export async function schemaOf(name: string): Promise<Schema> {
  return (await readSpecification())(name)
}

type FindSchema = (name: string) => Schema

// https://github.com/RiskyMH/discord-api-spec-ts, generated from https://github.com/discord/discord-api-spec.
// The types of its zod build are JavaScript, so it is loaded under a name the type check doesn't follow.
const specification: string = 'discord-api-spec/zod'

async function readSpecification(): Promise<FindSchema> {
  const schemas: Readonly<Record<string, unknown>> = await import(specification)
  return (name) => {
    const schema = schemas[name]
    if (!isSchema(schema)) throw new Error(`discord-api-spec has no ${name}: its version changed`)
    return schema
  }
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && 'safeParse' in value && typeof value.safeParse === 'function'

const schemaNames: Readonly<Record<Exclude<ContractName, 'commands' | 'callback'>, string>> = {
  message: 'MessageCreateRequestSchema',
  messageEdit: 'MessageEditRequestPartialSchema',
  forumThread: 'CreateForumThreadRequestSchema',
  thread: 'CreateTextThreadWithoutMessageRequestSchema',
  threadOfMessage: 'CreateTextThreadWithMessageRequestSchema',
  threadEdit: 'UpdateThreadRequestPartialSchema',
  direct: 'CreatePrivateChannelRequestSchema',
  followUp: 'IncomingWebhookInteractionRequestSchema',
  originalEdit: 'IncomingWebhookUpdateForInteractionCallbackRequestPartialSchema',
}

const callbackSchemas: Readonly<Record<number, string>> = {
  1: 'PongInteractionCallbackRequestSchema',
  4: 'CreateMessageInteractionCallbackRequestSchema',
  5: 'CreateMessageInteractionCallbackRequestSchema',
  6: 'UpdateMessageInteractionCallbackRequestSchema',
  7: 'UpdateMessageInteractionCallbackRequestSchema',
  8: 'ApplicationCommandAutocompleteCallbackRequestSchema',
  9: 'ModalInteractionCallbackRequestSchema',
}

function againstSpecification(find: FindSchema, name: ContractName, body: unknown): Problem[] {
  if (name === 'commands') return commandProblems(find('ApplicationCommandUpdateRequestSchema'), body)
  if (name === 'threadOfMessage') return problemsBy(find(schemaNames[name]), withoutType(body))
  if (name !== 'callback') return problemsBy(find(schemaNames[name]), body)
  const schema = isJson(body) && typeof body.type === 'number' ? callbackSchemas[body.type] : undefined
  return schema
    ? problemsBy(find(schema), body)
    : [{ at: ['type'], message: 'Value is not a callback type.' }]
}

function commandProblems(schema: Schema, body: unknown): Problem[] {
  if (!Array.isArray(body)) return [{ at: [], message: 'Only lists are allowed.' }]
  return body.flatMap((command: unknown, index) =>
    problemsBy(schema, withNumericPermissions(command)).map(({ at, message }) => ({
      at: [index, ...at],
      message,
    })),
  )
}

/** The specification wants a number where the documentation and every library have a string. */
function withNumericPermissions(command: unknown): unknown {
  if (!isJson(command) || typeof command.default_member_permissions !== 'string') return command
  return { ...command, default_member_permissions: Number(command.default_member_permissions) }
}

/** discord.js names the type of a thread also where only one is possible. */
function withoutType(body: unknown): unknown {
  if (!isJson(body)) return body
  const { type: _type, ...rest } = body
  return rest
}

function problemsBy(schema: Schema, body: unknown): Problem[] {
  const outcome = schema.safeParse(body)
  if (outcome.success) return unknownKeys(body, outcome.data, [])
  return outcome.error.issues.flatMap((issue) => flat(issue, []))
}

/** Of a union, the trouble with the member whose `type` fits. */
function flat({ path, message, errors }: Issue, above: Problem['at']): Problem[] {
  const at = [...above, ...path.map((key) => (typeof key === 'number' ? key : String(key)))]
  const meant = errors?.find(
    (issues) => !issues.some((issue) => issue.path.length <= 1 && issue.path[0] === 'type'),
  )
  return meant ? meant.flatMap((issue) => flat(issue, at)) : [{ at, message }]
}

// discord.js sends these with every message, also where Discord knows them only for new ones.
const sentAlways = ['tts', 'nonce', 'enforce_nonce']

/** What the specification's parser left away is not in the specification. */
function unknownKeys(body: unknown, parsed: unknown, at: Problem['at']): Problem[] {
  if (Array.isArray(body) && Array.isArray(parsed))
    return body.flatMap((one: unknown, index) => unknownKeys(one, parsed[index], [...at, index]))
  if (!isJson(body) || !isJson(parsed)) return []
  return Object.entries(body).flatMap(([key, value]) =>
    key in parsed || sentAlways.includes(key)
      ? unknownKeys(value, parsed[key], [...at, key])
      : [{ at: [...at, key], message: 'Unknown key: Discord would ignore it.' }],
  )
}

function againstProse(name: ContractName, body: unknown): Problem[] {
  if (name === 'commands') return lintCommands(body)
  if (!isJson(body)) return []
  if (name === 'message' || name === 'followUp') return lintMessage(body, { isNew: true })
  if (name === 'messageEdit' || name === 'originalEdit') return lintMessage(body, { isNew: false })
  if (name === 'forumThread')
    return isJson(body.message) ? under('message', lintMessage(body.message, { isNew: true })) : []
  return name === 'callback' && isJson(body.data) ? under('data', lintCallback(body.type, body.data)) : []
}

const under = (key: string, problems: readonly Problem[]): Problem[] =>
  problems.map(({ at, message }) => ({ at: [key, ...at], message }))

function lintCallback(type: unknown, data: Readonly<Record<string, unknown>>): Problem[] {
  if (type === 4) return lintMessage(data, { isNew: true })
  if (type === 7) return lintMessage(data, { isNew: false })
  return type === 9 ? lintModal(data) : []
}
