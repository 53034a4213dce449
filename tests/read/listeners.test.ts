import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import { dropListeners } from '../../src/read/page/listeners.ts'

// Whoever reads a page has done it before.
dropListeners()

test('pages that are read carry no listeners and are pages all the same', () => {
  const page =
    '<html><body><p class="a b">One <b>two</b></p><!-- three --><svg viewBox="0 0 1 1" /></body></html>'
  const { document } = parseHTML(page)
  expect(() => document.querySelector('p')?.addEventListener('click', () => undefined)).toThrow()
  expect(document.body.outerHTML).toBe(page.slice('<html>'.length, -'</html>'.length))
  expect(document.querySelector('.b > b')?.textContent).toBe('two')
})

test('a second time there is nothing left to drop', () => {
  expect(dropListeners()).toBe(false)
})
