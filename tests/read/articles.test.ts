import { describe, expect, test } from 'vitest'
import { articleCases, articleOf, expectedOf, legible, readCase } from './article-cases.ts'

describe('the article of a page', () => {
  test.each(articleCases())('%s is read as its expected.json says', (name) => {
    expect(legible(readCase(name))).toEqual(expectedOf(name))
  })

  test('nothing from captions, newsletter box, related stories or cookie text is in the article', () => {
    const { text } = articleOf(readCase('news-page'))
    for (const foreign of [
      'Lena Ruiz',
      'morning briefing',
      'A bridge is a promise',
      'cookies',
      'Shops on the east quay',
    ])
      expect(text).not.toContain(foreign)
  })

  test('a page saved as text does not borrow quotes from the stories listed below it', () => {
    expect(articleOf(readCase('saved-as-text')).text).not.toContain('a mistake we will not repeat')
  })
})
