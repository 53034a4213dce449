import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type OpmlEntry, opmlLimits, parseOpml, parseOpmlText, writeOpml } from '../../feeds/opml.ts'

const fixtures = new URL('../fixtures/opml/', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, fixtures))

test.each(readdirSync(fixtures))('%s is read as expected', (name) => {
  expect(parseOpml(read(`${name}/input.opml`))).toEqual(JSON.parse(read(`${name}/expected.json`).toString()))
})

test('a UTF-16 file that was read as UTF-8 keeps its addresses', () => {
  const text = new TextDecoder().decode(read('utf16/input.opml'))
  expect(parseOpmlText(text)).toMatchObject({ entries: [{ url: 'https://novyny.example/rss' }] })
})

test('a file that is too large is refused with its size', () => {
  const large = { kind: 'unreadable', problem: 'too-large' }
  expect(parseOpml(new Uint8Array(opmlLimits.bytes + 1))).toMatchObject(large)
  expect(parseOpmlText(' '.repeat(opmlLimits.bytes + 1))).toMatchObject(large)
  expect(parseOpml(new Uint8Array(0))).toMatchObject({ kind: 'unreadable', problem: 'empty' })
})

test('more feeds than the limit are counted, not read', () => {
  const line = '<outline xmlUrl="https://a.example/rss"/>'
  const outcome = parseOpmlText(`<opml>${line.repeat(opmlLimits.entries + 3)}</opml>`)
  expect(outcome).toMatchObject({ kind: 'opml', leftOut: 3 })
  expect(outcome.kind === 'opml' && outcome.entries.length).toBe(opmlLimits.entries)
})

const hostile: readonly (readonly [string, string])[] = [
  ['outlines without end', `${'<outline text="x">'.repeat(60_000)}${'<outline xmlUrl="x"/>'.repeat(5000)}`],
  ['feeds never closed', '<outline text="x" xmlUrl="https://a.example">'.repeat(30_000)],
  ['one endless attribute', `<outline text="${'a'.repeat(4_000_000)}`],
  ['quotes without end', `<outline ${'a="'.repeat(1_000_000)}`],
  ['comments without end', '<!--'.repeat(1_000_000)],
  ['nothing but line breaks', `https://a.example${'\n'.repeat(4_000_000)}x`],
  [
    'entities out of entities',
    `<!DOCTYPE o [<!ENTITY a "${'x'.repeat(99)}">]><opml><outline text="${'&a;'.repeat(9e5)}" xmlUrl="x"/>`,
  ],
]

test.each(hostile)('%s are read to their end', (_, text) => {
  expect(parseOpmlText(text).kind).toMatch(/opml|unreadable/)
})

test('no bytes throw, and no cut throws', () => {
  const whole = read('folders/input.opml')
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(whole.length), (noise, cut) => {
      parseOpml(noise)
      parseOpml(Buffer.concat([whole.subarray(0, cut), noise]))
    }),
  )
})

// What XML can hold, in one line, with no white space at its ends.
const words = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .map((text) => text.replace(/\s+/g, ' ').trim())
  .filter((text) => text !== '')
const anyEntry: fc.Arbitrary<OpmlEntry> = fc.record({
  url: fc.webUrl({ withQueryParameters: true }),
  title: fc.option(words, { nil: null }),
  folders: fc.array(words, { maxLength: 3 }),
  wishes: fc.record(
    { style: fc.constantFrom('brief', 'full'), filter: words, schedule: fc.constant('daily 09:00') },
    { requiredKeys: [] },
  ),
})

test('what is written is read back: every feed with its title, folders and wishes', () => {
  const keyOf = (entry: OpmlEntry) => JSON.stringify(entry)
  fc.assert(
    fc.property(words, fc.array(anyEntry, { minLength: 1, maxLength: 12 }), (title, entries) => {
      const written = writeOpml({ title, entries })
      const back = parseOpmlText(written)
      if (back.kind !== 'opml') throw new Error(back.problem)
      expect(back.title).toBe(title)
      expect(back.entries.map(keyOf).sort()).toEqual(entries.map(keyOf).sort())
      expect(writeOpml({ title, entries: back.entries })).toBe(written)
    }),
  )
})

test('what other readers wrote for themselves does no harm, and ours does none to them', () => {
  const written = writeOpml({
    title: 'T',
    entries: [
      { url: 'https://a.example/?a&b', title: 'A "B" <C>', folders: ['F'], wishes: { filter: '+a\n-"b c"' } },
    ],
  })
  expect(written).toContain('xmlns:pullquote="urn:pullquote:opml"')
  expect(written).toContain(
    '<outline type="rss" text="A &quot;B&quot; &lt;C&gt;" title="A &quot;B&quot; &lt;C&gt;" ' +
      'xmlUrl="https://a.example/?a&amp;b" pullquote:filter="+a&#10;-&quot;b c&quot;"/>',
  )
  const foreign = '<opml><outline freshRSS:priority="main" xmlUrl="https://a.example"/></opml>'
  expect(parseOpmlText(foreign)).toMatchObject({ entries: [{ url: 'https://a.example', wishes: {} }] })
})
