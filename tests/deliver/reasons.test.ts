import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tellReason } from '../../src/deliver/filter/reasons.ts'
import { locales } from '../../src/deliver/locale.ts'
import { reasonTexts } from '../../src/deliver/texts/reasons.ts'

test('every reason is told in every language, with the rule as it was written', () => {
  for (const [name, reason] of Object.entries(reasonTexts.en)) {
    const stored = reason.replace('{}', () => '+$& -"two words"')
    for (const locale of locales) {
      const told = Object.entries(reasonTexts[locale]).find(([other]) => other === name)?.[1] ?? ''
      expect(tellReason(stored, locale)).toBe(told.replace('{}', () => '+$& -"two words"'))
    }
  }
})

test('reasons that were put together are told together', () => {
  expect(tellReason('the channel follows the feed; kept by +budget', 'de')).toBe(
    'der Kanal hat den Feed abonniert; behalten wegen +budget',
  )
  expect(tellReason('none of +a +b is in it', 'fr')).toBe('rien de +a +b n’y figure')
})

test('what is no reason of ours stays as it is', () => {
  expect(tellReason('the bot was removed', 'uk')).toBe('the bot was removed')
  fc.assert(fc.property(fc.string(), (text) => tellReason(text, 'en') === text))
})
