import type { Dice } from './dice.ts'

const longest = 2_000_000
const mostMutations = 6
const mostRepeats = 100_000

/** What parsers of markup stumble over: openings without end, references, names of prototypes, odd bytes. */
const tokens = [
  '<![CDATA[',
  ']]>',
  '<!--',
  '-->',
  '<?',
  '?>',
  '<!DOCTYPE x [<!ENTITY y "z">]>',
  '&y;',
  '&',
  '&#x',
  '&#55296;',
  '&#0;',
  '&nbsp',
  '<',
  '>',
  '"',
  "'",
  '=',
  '<a b="',
  '<div ',
  '</',
  '/>',
  '<item>',
  '</item>',
  '<entry>',
  '<title>',
  '<link/>',
  '<guid isPermaLink="true">',
  '<pubDate>Mon, ',
  '<content:encoded>',
  '<script>',
  '<template>',
  '<svg>',
  '<table>',
  '<p>“',
  '”',
  '" he said, "',
  '« ',
  '{"items":[',
  '[',
  '{',
  '}',
  '\u0000',
  '\ufeff',
  '\u202e',
  '\ud800',
  'İ',
  '__proto__',
  'constructor',
  'a@',
  ' xml:base="http://[::1"',
  ' xmlns:a="b"',
  'http://',
  'https://user:password@host/',
  '99999999999999999999',
  '-1',
  '\r\n',
  '\t',
] as const

type Mutation = (bytes: Buffer, dice: Dice, others: readonly Uint8Array[]) => Buffer

const mutations: readonly Mutation[] = [
  flipBytes,
  cut,
  truncate,
  doubleAPiece,
  insertToken,
  repeatToken,
  nestTags,
  spliceIn,
  swapPieces,
  insertNoise,
]

/** Another document, made of this one and pieces of others by a few changes; at most 2 MB. */
export function mutate(bytes: Uint8Array, dice: Dice, others: readonly Uint8Array[]): Uint8Array {
  let mutant: Buffer = Buffer.from(bytes)
  for (let left = 1 + dice.below(mostMutations); left > 0; left--)
    mutant = dice.of(mutations)(mutant, dice, others).subarray(0, longest)
  return mutant
}

function flipBytes(bytes: Buffer, dice: Dice): Buffer {
  const flipped = Buffer.from(bytes)
  for (let left = 1 + dice.below(20); left > 0 && flipped.length > 0; left--)
    flipped[dice.below(flipped.length)] = dice.below(256)
  return flipped
}

function cut(bytes: Buffer, dice: Dice): Buffer {
  const { start, end } = piece(bytes, dice)
  return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)])
}

function truncate(bytes: Buffer, dice: Dice): Buffer {
  return bytes.subarray(0, dice.below(bytes.length + 1))
}

function doubleAPiece(bytes: Buffer, dice: Dice): Buffer {
  const { start, end } = piece(bytes, dice)
  const times = 2 + dice.below(50)
  return insert(
    bytes,
    start,
    Buffer.concat(Array.from({ length: times }, () => bytes.subarray(start, end))).subarray(0, longest),
  )
}

function insertToken(bytes: Buffer, dice: Dice): Buffer {
  return insert(bytes, dice.below(bytes.length + 1), Buffer.from(dice.of(tokens)))
}

function repeatToken(bytes: Buffer, dice: Dice): Buffer {
  const both = dice.of(tokens) + (dice.below(2) === 0 ? dice.of(tokens) : '')
  const times = Math.ceil(mostRepeats ** dice.next())
  return insert(bytes, dice.below(bytes.length + 1), Buffer.from(both.repeat(times)).subarray(0, longest))
}

function nestTags(bytes: Buffer, dice: Dice): Buffer {
  const name = dice.of(['div', 'p', 'b', 'item', 'entry', 'a:b', 'ul', 'table', 'blockquote', 'x'])
  const depth = Math.ceil(20_000 ** dice.next())
  const { start, end } = piece(bytes, dice)
  const closing = dice.below(2) === 0 ? `</${name}>`.repeat(depth) : ''
  const nested = [Buffer.from(`<${name}>`.repeat(depth)), bytes.subarray(start, end), Buffer.from(closing)]
  return Buffer.concat([bytes.subarray(0, start), ...nested, bytes.subarray(end)])
}

function spliceIn(bytes: Buffer, dice: Dice, others: readonly Uint8Array[]): Buffer {
  const other = Buffer.from(dice.of(others))
  const { start, end } = piece(other, dice)
  return insert(bytes, dice.below(bytes.length + 1), other.subarray(start, end))
}

function swapPieces(bytes: Buffer, dice: Dice): Buffer {
  const { start, end } = piece(bytes, dice)
  const middle = start + dice.below(end - start + 1)
  return Buffer.concat([
    bytes.subarray(0, start),
    bytes.subarray(middle, end),
    bytes.subarray(start, middle),
    bytes.subarray(end),
  ])
}

function insertNoise(bytes: Buffer, dice: Dice): Buffer {
  const noise = Buffer.from(Array.from({ length: 1 + dice.below(200) }, () => dice.below(256)))
  return insert(bytes, dice.below(bytes.length + 1), noise)
}

function insert(bytes: Buffer, at: number, what: Uint8Array): Buffer {
  return Buffer.concat([bytes.subarray(0, at), what, bytes.subarray(at)])
}

function piece(bytes: Buffer, dice: Dice): { readonly start: number; readonly end: number } {
  const start = dice.below(bytes.length + 1)
  const longestPiece = Math.ceil((bytes.length - start + 1) ** dice.next())
  return { start, end: Math.min(bytes.length, start + longestPiece) }
}
