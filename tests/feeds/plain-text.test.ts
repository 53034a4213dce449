import { expect, test } from 'vitest'
import { clip, plainText, plainTitle } from '../../feeds/parse/plain-text.ts'

test('a headline loses HTML elements but keeps what only looks like one', () => {
  expect(plainTitle('<i>Vec&lt;T&gt;</i> and <Item> &amp; co')).toBe('Vec<T> and <Item> & co')
})

test('a headline on two lines becomes one', () => {
  expect(plainTitle('One<br/>two\n  three')).toBe('One two three')
})

test('scripts and styles are no text', () => {
  expect(plainText('<p>a</p><script>b < c</script><style>d</style><p>e</p>', 100)).toBe('a e')
})

test('a summary is cut to its limit and never in the middle of a character', () => {
  expect(plainText(`<p>${'word '.repeat(1000)}</p>`, 22)).toBe('word word word word wo')
  expect(clip('ab😀', 3)).toBe('ab')
})

test('an unclosed tag at the end is text', () => {
  expect(plainText('a <b', 100)).toBe('a <b')
})
