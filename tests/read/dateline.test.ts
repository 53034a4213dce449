import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findDateline, withoutDateline } from '../../src/read/page/dateline.ts'

test.each([
  ['PORT ELLERY, UNITED ISLES: The council voted', 'PORT ELLERY, UNITED ISLES', 'The council voted'],
  ['LONDON (Reuters) - The pound fell', 'LONDON', 'The pound fell'],
  ['LONDON, March 4 (Reuters) - The pound fell', 'LONDON', 'The pound fell'],
  ['WASHINGTON — The House voted', 'WASHINGTON', 'The House voted'],
  ['ST. JOHN’S, Newfoundland (AP) — A ship', 'ST. JOHN’S, Newfoundland', 'A ship'],
  ['Ellery, Vermont (AP) — A bell came up', 'Ellery, Vermont', 'A bell came up'],
  ['KYIV: Talks ended', 'KYIV', 'Talks ended'],
  ['Port Ellery (CNN)Six people', 'Port Ellery', 'Six people'],
  ['port ellery ( cnn ) - six people', 'port ellery', 'six people'],
])('%j opens with the place %j', (text, place, story) => {
  expect(findDateline(text)).toBe(place)
  expect(withoutDateline(text)).toBe(story)
})

test.each([
  'The council voted on Tuesday: no bridge.',
  'UPDATE: The council voted.',
  'A — first letter of the alphabet',
  'BREAKING - the bridge is closed',
  'NATO said on Tuesday that it would wait.',
  'Readers of the paper (AP) were first to know.',
  '',
])('%j opens with no place', (text) => {
  expect(findDateline(text)).toBeNull()
  expect(withoutDateline(text)).toBe(text)
})

test('an agency without a place goes too', () => {
  expect(findDateline('(CNN) -- Six people')).toBeNull()
  expect(withoutDateline('(CNN) -- Six people')).toBe('Six people')
  expect(withoutDateline('(CNN)Six people')).toBe('Six people')
})

test('whatever the text, what is left is its end', () => {
  const part = fc.constantFrom('TARN', ', ', 'Isle', ' (AP)', ' — ', ': ', '(CNN)', 'May 4', 'x', ' ', '.')
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const text = parts.join('')
      expect(text.endsWith(withoutDateline(text))).toBe(true)
    }),
  )
})
