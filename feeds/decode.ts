import { createRequire } from 'node:module'
import { TextDecoder } from 'node:util'
import type * as Detector from 'jschardet'

export type DecodedText = { readonly text: string; readonly encoding: string }

type Signature = { readonly bytes: readonly number[]; readonly encoding: string }

// Longest first: the UTF-32 mark begins with the UTF-16 one.
const byteOrderMarks: readonly Signature[] = [
  { bytes: [0xff, 0xfe, 0x00, 0x00], encoding: 'utf-32le' },
  { bytes: [0x00, 0x00, 0xfe, 0xff], encoding: 'utf-32be' },
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
]

/** Where the NUL bytes stand when a document without a mark starts with `<` or `{`. */
const nulPatterns: readonly { readonly nul: readonly boolean[]; readonly encoding: string }[] = [
  { nul: [false, true, true, true], encoding: 'utf-32le' },
  { nul: [true, true, true, false], encoding: 'utf-32be' },
  { nul: [false, true], encoding: 'utf-16le' },
  { nul: [true, false], encoding: 'utf-16be' },
]

/** Names that publishers and the detector use but the encoding standard does not know. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['cp932', 'shift_jis'],
  ['cp936', 'gbk'],
  ['cp949', 'euc-kr'],
  ['cp950', 'big5'],
  ['cp874', 'windows-874'],
  ['maccyrillic', 'x-mac-cyrillic'],
  ['macroman', 'macintosh'],
])

/**
 * Reads bytes as text whatever their charset is; never throws.
 * What the bytes show goes before what header and document say, because both often lie.
 */
export function decodeText(bytes: Uint8Array, contentType: string | null): DecodedText {
  const shown = shownEncoding(bytes)
  if (shown) return decodeAs(bytes, shown)
  const utf8 = decodeStrictly(bytes, 'utf-8') ?? decodeCutOffUtf8(bytes)
  if (utf8 !== null) return { text: utf8, encoding: 'utf-8' }
  return decodeDeclared(bytes, contentType) ?? decodeDamagedUtf8(bytes) ?? decodeGuessed(bytes)
}

function shownEncoding(bytes: Uint8Array): string | null {
  const mark = byteOrderMarks.find((mark) => mark.bytes.every((byte, i) => bytes[i] === byte))
  if (mark) return mark.encoding
  const pattern = nulPatterns.find(({ nul }) => nul.every((isNul, i) => (bytes[i] === 0) === isNul))
  if (pattern && bytes.length >= 8) return pattern.encoding
  return hasJapaneseEscape(bytes) ? 'iso-2022-jp' : null
}

/** ISO-2022-JP is valid ASCII (so valid UTF-8) with ESC $ B or ESC $ @ before every Japanese run. */
function hasJapaneseEscape(bytes: Uint8Array): boolean {
  for (let i = bytes.indexOf(0x1b); i >= 0; i = bytes.indexOf(0x1b, i + 1)) {
    if (bytes[i + 1] === 0x24 && (bytes[i + 2] === 0x42 || bytes[i + 2] === 0x40)) return true
  }
  return false
}

function decodeAs(bytes: Uint8Array, encoding: string): DecodedText {
  const text = encoding.startsWith('utf-32')
    ? decodeUtf32(bytes, { littleEndian: encoding === 'utf-32le' })
    : (decoderFor(encoding)?.decode(bytes) ?? '')
  return { text, encoding }
}

function decodeUtf32(bytes: Uint8Array, { littleEndian }: { littleEndian: boolean }): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let text = ''
  for (let i = 0; i + 4 <= bytes.length; i += 4) {
    const codePoint = view.getUint32(i, littleEndian)
    text += codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : '\ufffd'
  }
  return text.replace(/^\ufeff/, '')
}

function decodeDeclared(bytes: Uint8Array, contentType: string | null): DecodedText | null {
  // Unicode was ruled out by now, so a label that claims it is a lie.
  const labels = declaredLabels(bytes, contentType).filter((label) => !/^(utf|ucs|u16|us-ascii)/i.test(label))
  for (const label of labels) {
    const text = decodeStrictly(bytes, label)
    if (text !== null) return { text, encoding: label }
  }
  const label = labels.find((label) => decoderFor(label))
  return label === undefined ? null : decodeAs(bytes, label)
}

function declaredLabels(bytes: Uint8Array, contentType: string | null): readonly string[] {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096))
  const label = `\\s*=\\s*["']?\\s*([\\w.:-]{1,40})`
  const declarations = [
    contentType?.match(new RegExp(`charset${label}`, 'i')),
    head.match(new RegExp(`<\\?xml[^>]{0,200}?encoding${label}`, 'i')),
    head.match(new RegExp(`<meta[^>]{0,200}?charset${label}`, 'i')),
  ]
  return declarations.flatMap((match) => match?.[1] ?? [])
}

/** A download cut off inside its last character. Whole ones before it prove that it is UTF-8. */
function decodeCutOffUtf8(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return /[\u0080-\uffff]/.test(text) ? text : null
  } catch {
    return null
  }
}

/** A document with a few broken characters is still UTF-8. */
function decodeDamagedUtf8(bytes: Uint8Array): DecodedText | null {
  const text = new TextDecoder().decode(bytes)
  const broken = text.match(/\ufffd/g)?.length ?? 0
  const foreign = text.match(/[\u0080-\ufffc]/g)?.length ?? 0
  return foreign > broken * 4 ? { text, encoding: 'utf-8' } : null
}

/** Its tables are a megabyte, and hardly a document needs them. */
function loadDetector(): typeof Detector {
  return createRequire(import.meta.url)('jschardet')
}

function decodeGuessed(bytes: Uint8Array): DecodedText {
  const sample = Buffer.from(bytes.subarray(0, 256 * 1024))
  const guesses = loadDetector()
    .detectAll(sample, { minimumThreshold: 0 })
    .flatMap(({ encoding }) => encoding ?? [])
  return decodeAs(bytes, guesses.find((guess) => decoderFor(guess)) ?? 'windows-1252')
}

function decodeStrictly(bytes: Uint8Array, label: string): string | null {
  try {
    return decoderFor(label, { fatal: true })?.decode(bytes) ?? null
  } catch {
    return null
  }
}

function decoderFor(label: string, options: { fatal?: boolean } = {}): TextDecoder | null {
  try {
    return new TextDecoder(aliases.get(label.toLowerCase()) ?? label, options)
  } catch {
    return null
  }
}
