/** An XML element as xml2js leaves it, made safe to read. */
export type XmlNode = {
  readonly text: string | null
  /** By lower-case name. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: (name: string) => readonly XmlNode[]
}

/** What an item or a feed holds, by element name. */
export type Elements = (name: string) => readonly XmlNode[]

const noAttributes: ReadonlyMap<string, string> = new Map()

/** Reads whatever xml2js made of one or more elements: strings, objects, or arrays of both. */
export function readNodes(value: unknown): readonly XmlNode[] {
  if (value === undefined || value === null) return []
  return (Array.isArray(value) ? value : [value]).map(readNode)
}

function readNode(value: unknown): XmlNode {
  if (!isRecord(value)) return { text: nonBlank(value), attributes: noAttributes, children: () => [] }
  return {
    text: nonBlank(value._),
    attributes: readXmlAttributes(value.$),
    children: (name) => readNodes(value[name]),
  }
}

/** The attributes of an element (xml2js keeps them under `$`), by lower-case name. */
export function readXmlAttributes(value: unknown): ReadonlyMap<string, string> {
  if (!isRecord(value)) return noAttributes
  const pairs = Object.entries(value).map(
    ([name, text]) => [name.toLowerCase(), String(text).trim()] as const,
  )
  return new Map(pairs)
}

/** The first of these elements that says anything. */
export function firstText(nodes: readonly XmlNode[]): string | null {
  return nodes.find((node) => node.text !== null)?.text ?? null
}

function nonBlank(value: unknown): string | null {
  const text = typeof value === 'string' ? value.trim() : ''
  return text === '' ? null : text
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
