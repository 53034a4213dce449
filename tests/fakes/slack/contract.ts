import { readFileSync } from 'node:fs'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import { isObject } from './arguments.ts'
import { lintBlocks, lintMarkup, lintMetadata, lintView } from './lint.ts'
import type { Json } from './workspace.ts'

// tests/fixtures/contracts/slack.json is made of the published types, with the descriptions taken out. In a folder
// with @slack/types and ts-json-schema-generator, `contract.ts` being
//   import type { HomeView, KnownBlock, MessageMetadata, ModalView } from '@slack/types'
//   export type Contract = { block: KnownBlock; metadata: MessageMetadata; modal: ModalView; home: HomeView }
// it is: npx ts-json-schema-generator -p contract.ts -t Contract --no-type-check | jq -c "$without_descriptions", with
//   without_descriptions='walk(if type == "object" and (.description | type) == "string" then del(.description) else . end)'
const contractFile = new URL('../../fixtures/contracts/slack.json', import.meta.url)

/** What Slack would not take in the text and blocks of a message; empty when it is good. */
export function messageProblems(message: {
  readonly text: string
  readonly blocks: readonly Json[] | null
}): readonly string[] {
  const blocks = message.blocks ?? []
  return [...blocks.flatMap(blockProblems), ...lintBlocks(blocks, { most: 50 })]
}

/** What Slack takes but shows wrongly. */
export function markupProblems(text: string, blocks: readonly Json[] | null): readonly string[] {
  return lintMarkup(text, blocks ?? [])
}

export function metadataProblems(metadata: unknown): readonly string[] {
  return [...schemaProblems('MessageMetadata', metadata, '/metadata'), ...lintMetadata(metadata)]
}

export function viewProblems(view: Json, type: 'modal' | 'home'): readonly string[] {
  const blocks = Array.isArray(view.blocks) ? view.blocks.filter(isObject) : []
  const frame = Array.isArray(view.blocks) ? { ...view, blocks: [] } : view
  return [
    ...schemaProblems(type === 'modal' ? 'ModalView' : 'HomeView', frame, '/view'),
    ...blocks.flatMap(blockProblems),
    ...lintBlocks(blocks, { most: 100 }),
    ...lintView(view),
  ]
}

function blockProblems(block: Json, index: number): readonly string[] {
  const definition = contract().blockOf.get(typeof block.type === 'string' ? block.type : '')
  const at = `/blocks/${index}`
  if (definition === undefined)
    return [`[ERROR] unsupported type: ${JSON.stringify(block.type)} [json-pointer:${at}/type]`]
  return schemaProblems(definition, block, at)
}

function schemaProblems(definition: string, value: unknown, at: string): readonly string[] {
  const validate = contract().validatorOf(definition)
  if (validate(value)) return []
  return deepest(validate.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `[ERROR] ${message} ${JSON.stringify(params)} [json-pointer:${at}${instancePath}]`,
  )
}

/** Of the complaints about every branch of a union only the ones that got furthest. */
function deepest(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const depth = ({ instancePath }: ErrorObject) => instancePath.split('/').length
  const most = Math.max(...errors.map(depth))
  return errors.filter((error) => depth(error) === most).slice(0, 5)
}

type Contract = {
  readonly blockOf: ReadonlyMap<string, string>
  validatorOf(definition: string): ValidateFunction
}

let loaded: Contract | null = null

/** Read and compiled at first use: most tests never send a block. */
function contract(): Contract {
  loaded ??= loadContract()
  return loaded
}

function loadContract(): Contract {
  const schema: { definitions: Record<string, { properties?: { type?: { const?: string } } }> } = JSON.parse(
    readFileSync(contractFile, 'utf8'),
  )
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true })
  ajv.addSchema(schema, 'slack')
  const validators = new Map<string, ValidateFunction>()
  const blocks = Object.entries(schema.definitions).filter(([name]) => name.endsWith('Block'))
  return {
    blockOf: new Map(blocks.map(([name, { properties }]) => [properties?.type?.const ?? name, name])),
    validatorOf: (definition) => {
      const known = validators.get(definition)
      if (known !== undefined) return known
      const validate = ajv.compile({ $ref: `slack#/definitions/${definition}` })
      validators.set(definition, validate)
      return validate
    },
  }
}
