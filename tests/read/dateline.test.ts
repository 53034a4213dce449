import { expect, test } from 'vitest'
import { findDateline } from '../../src/read/page/dateline.ts'

test.each([
  ['PORT ELLERY, UNITED ISLES: The council voted', 'PORT ELLERY, UNITED ISLES'],
  ['LONDON (Reuters) - The pound fell', 'LONDON'],
  ['LONDON, March 4 (Reuters) - The pound fell', 'LONDON'],
  ['WASHINGTON — The House voted', 'WASHINGTON'],
  ['ST. JOHN’S, Newfoundland (AP) — A ship', 'ST. JOHN’S, Newfoundland'],
  ['Ellery, Vermont (AP) — A bell came up', 'Ellery, Vermont'],
  ['KYIV: Talks ended', 'KYIV'],
])('%j opens with the place %j', (text, place) => {
  expect(findDateline(text)).toBe(place)
})

test.each([
  'The council voted on Tuesday: no bridge.',
  'UPDATE: The council voted.',
  'A — first letter of the alphabet',
  'BREAKING - the bridge is closed',
  'NATO said on Tuesday that it would wait.',
  '',
])('%j opens with no place', (text) => {
  expect(findDateline(text)).toBeNull()
})
