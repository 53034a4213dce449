import { expect, test } from 'vitest'
import type { FeedItem } from '../../feeds/feed.ts'
import { parseFeed } from '../../feeds/parse.ts'

const parse = (text: string) => parseFeed(new TextEncoder().encode(text), { contentType: null, url: null })
const rss = (item: string, doctype = '') =>
  `<?xml version="1.0"?>${doctype}<rss version="2.0"><channel><title>x</title><item><title>T</title><guid>1</guid>${item}</item></channel></rss>`

async function onlyItem(text: string): Promise<FeedItem | undefined> {
  const outcome = await parse(text)
  return outcome.kind === 'parsed' ? outcome.feed.items[0] : undefined
}

test('an external entity is never opened', async () => {
  const doctype = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
  expect((await onlyItem(rss('<description>a &x; b</description>', doctype)))?.summary).toBe('a &x; b')
})

test('nested entities are not expanded', async () => {
  const levels = Array.from({ length: 9 }, (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`)
  const doctype = `<!DOCTYPE rss [<!ENTITY a0 "lol">${levels.join('')}]>`
  expect((await onlyItem(rss('<description>&a0; &a9;</description>', doctype)))?.summary).toBe('lol &a9;')
})

test('one entity used a hundred thousand times stays small', async () => {
  const doctype = `<!DOCTYPE rss [<!ENTITY x "${'A'.repeat(250)}">]>`
  const item = await onlyItem(rss(`<author>${'&x;'.repeat(100_000)}</author>`, doctype))
  expect(item?.id).toBe('1')
})

test('two hundred thousand nested elements are refused', async () => {
  const nested = '<d>'.repeat(200_000) + '</d>'.repeat(200_000)
  expect(await parse(rss(nested))).toMatchObject({ kind: 'unreadable', problem: 'too-deep' })
  expect(await parse(rss('<d>'.repeat(500_000)))).toMatchObject({ problem: 'too-deep' })
})

test.each([
  ['unfinished tags inside CDATA', rss(`<description><![CDATA[${'<div '.repeat(100_000)}]]></description>`)],
  ['unfinished tags', rss(`<description>${'<div '.repeat(100_000)}</description>`)],
  ['a million <', rss('<'.repeat(1_000_000))],
  ['a million &', rss('&'.repeat(1_000_000))],
  ['a million = signs', rss(`<m ${'a='.repeat(500_000)}/>`)],
  ['an attribute name of half a megabyte', rss(`<m ${'a'.repeat(500_000)}/>`)],
  ['stray closing tags', rss('</x>'.repeat(100_000))],
  ['an author of many @', rss(`<author>${'a@'.repeat(200_000)}</author>`)],
  ['a date of many weekdays', rss(`<pubDate>${'Mon, '.repeat(100_000)}</pubDate>`)],
])('%s do not keep the item from being read', async (_, text) => {
  expect((await onlyItem(text))?.title).toMatch(/^T/)
})

test.each([
  ['comments', '<!--'.repeat(250_000)],
  ['CDATA sections', '<![CDATA['.repeat(100_000)],
  ['declarations', `${'<!['.repeat(200_000)}>`],
  ['instructions', '<?'.repeat(300_000)],
  ['titles', '<title>'.repeat(100_000)],
  ['titles with markup before an item', `${'<title><b>'.repeat(100_000)}<item>`],
  ['quotes', '<a b="'.repeat(100_000)],
])('%s that never end are answered', async (_, text) => {
  expect((await parse(`<rss version="2.0"><channel><title>x</title>${text}`)).kind).toMatch(
    /parsed|unreadable/,
  )
})

test('elements named after object prototypes change no object', async () => {
  await parse(rss('<__proto__><polluted>1</polluted></__proto__><constructor><prototype/></constructor>'))
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})

test('a link that would run a script is no link', async () => {
  expect((await onlyItem(rss('<link>javascript:alert(1)</link>')))?.link).toBeNull()
})

test('a text of more than fifteen million characters is refused', async () => {
  expect(await parse(rss('x'.repeat(15_000_001)))).toMatchObject({ problem: 'too-large' })
})
