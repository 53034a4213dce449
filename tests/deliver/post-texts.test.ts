import { expect, test } from 'vitest'
import { localeOfPost, locales } from '../../src/deliver/locale.ts'
import { postTexts, tellNotice } from '../../src/deliver/texts/post.ts'
import { noArticleNotice, noticeOf, refusalReasons } from '../../src/read/refusals.ts'
import { judgePage } from '../../src/read/retry.ts'

test.each([
  ['de', 'fr', 'de'],
  [null, 'fr-CA', 'fr'],
  [null, 'pl', 'en'],
  [null, null, 'en'],
  ['uk', null, 'uk'],
])('in a channel with %s chosen, the words around a post in %s are in %s', (chosen, language, expected) => {
  expect(localeOfPost(chosen, language)).toBe(expected)
})

test('buttons fit every platform in every language', () => {
  for (const locale of locales)
    for (const label of [
      postTexts[locale].source,
      postTexts[locale].whyThis,
      postTexts[locale].moreQuotes(999),
    ])
      expect(label.length).toBeLessThan(75)
})

test('why a post has nothing from its article is told in every language', () => {
  const gone = { kind: 'failed', problem: 'too-large', message: 'large' } as const
  const verdict = judgePage(gone, { url: 'https://x.example/', attempts: 1 })
  const refused = refusalReasons.map(noticeOf)
  const kept = verdict.kind === 'headline' ? [verdict.notice, noArticleNotice, ...refused] : []
  expect(new Set(kept).size).toBe(7)
  for (const notice of kept) {
    expect(tellNotice(notice, 'en')).toBe(notice)
    expect(new Set(locales.map((locale) => tellNotice(notice, locale))).size).toBe(locales.length)
  }
  expect(tellNotice('of another version', 'de')).toBe('of another version')
})
