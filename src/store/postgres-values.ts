import {
  type KyselyPlugin,
  OperationNodeTransformer,
  type PrimitiveValueListNode,
  type ValueNode,
} from 'kysely'

/** Makes values fit that SQLite keeps as they are: strangers' texts and numbers may be anything. */
export const storableValues: KyselyPlugin = {
  transformQuery: ({ node }) => transformer.transformNode(node),
  transformResult: async ({ result }) => result,
}

class ValueTransformer extends OperationNodeTransformer {
  protected override transformValue(node: ValueNode): ValueNode {
    return { ...super.transformValue(node), value: storable(node.value) }
  }

  protected override transformPrimitiveValueList(node: PrimitiveValueListNode): PrimitiveValueListNode {
    return { ...super.transformPrimitiveValueList(node), values: node.values.map(storable) }
  }
}

const transformer = new ValueTransformer()

/** Nothing beyond it is a fraction that says something. */
const longestFraction = 1e9

/** In the place of NUL, the one character PostgreSQL does not keep, stands the mark for what cannot be shown. */
export function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value
  if (typeof value !== 'number' || Math.abs(value) < longestFraction) return value
  const most = Number.MAX_SAFE_INTEGER
  return Math.round(Math.max(-most, Math.min(most, value)))
}
