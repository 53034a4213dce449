import { expect, test } from 'vitest'
import { decodeText } from '../../feeds/decode.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const latin1 = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0))

test('valid UTF-8 wins over a header and a prolog that say something else', () => {
  const bytes = utf8('<?xml version="1.0" encoding="iso-8859-1"?><rss>Żółć</rss>')
  expect(decodeText(bytes, 'text/xml; charset=windows-1251')).toMatchObject({ encoding: 'utf-8' })
  expect(decodeText(bytes, null).text).toContain('Żółć')
})

test('a byte order mark decides and does not stay in the text', () => {
  expect(decodeText(Uint8Array.of(0xef, 0xbb, 0xbf, 0x3c, 0x61), null).text).toBe('<a')
  expect(decodeText(Uint8Array.of(0xff, 0xfe, 0x3c, 0, 0x61, 0), null).text).toBe('<a')
  expect(decodeText(Uint8Array.of(0, 0, 0xfe, 0xff, 0, 0, 0, 0x3c), null).text).toBe('<')
})

test('UTF-16 without a mark is known by its NUL bytes', () => {
  const bytes = Uint8Array.from([...'<rss/>'].flatMap((char) => [0, char.charCodeAt(0)]))
  expect(decodeText(bytes, null)).toEqual({ text: '<rss/>', encoding: 'utf-16be' })
})

test('the charset of the header is used when the bytes are not UTF-8', () => {
  const bytes = Uint8Array.of(0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2)
  expect(decodeText(bytes, 'text/xml; charset="windows-1251"').text).toBe('Привет')
})

test('the prolog is used when the header has no charset', () => {
  const bytes = latin1('<?xml version="1.0" encoding="iso-8859-2"?><a>\xbe\xf3\xb3\xe6</a>')
  expect(decodeText(bytes, 'text/xml').text).toContain('žółć')
})

test('the meta element of an HTML page is used last of what is declared', () => {
  const bytes = latin1('<html><head><meta charset=windows-1251></head>\xcf\xf0\xe8\xe2\xe5\xf2')
  expect(decodeText(bytes, 'text/html').text).toContain('Привет')
})

test('a charset nobody knows is ignored', () => {
  expect(decodeText(latin1('caf\xe9'), 'text/xml; charset=klingon').text).toHaveLength(4)
})

test('a document cut off inside a character is still UTF-8', () => {
  const bytes = utf8('<rss>Привет').slice(0, -1)
  expect(decodeText(bytes, 'text/xml; charset=windows-1251').encoding).toBe('utf-8')
})

test('ISO-2022-JP is known by its escapes although it is plain ASCII', () => {
  const bytes = latin1('<a>\x1b$BF|K\\\x1b(B</a>')
  expect(decodeText(bytes, null).text).toBe('<a>日本</a>')
})

test('an undeclared charset is guessed, also when the detector calls it by a vendor name', () => {
  const korean =
    '\xb7\xb9\xbd\xba\xc5\xd0 \xc4\xda\xbd\xba\xc7\xc7 \xc1\xf6\xbc\xf6 \xbb\xf3\xbd\xc2 \xb8\xb6\xb0\xa8'
  expect(decodeText(latin1(`<rss><title>${korean}</title></rss>`), null).text).toContain(
    '코스피 지수 상승 마감',
  )
  expect(decodeText(latin1(`<?xml version="1.0" encoding="cp949"?>${korean}`), null).text).toContain('코스피')
})
