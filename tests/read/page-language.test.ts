import { expect, test } from 'vitest'
import { languageOfArticle } from '../../src/read/page/page-language.ts'

const english =
  'The ferry stayed in the harbour on Tuesday, and the people of the town took the long way around the bay to work. Nobody knew when it would sail again, said the captain, who was up before the sun had risen. '
const german =
  'Die Fähre blieb am Dienstag im Hafen, und die Leute aus der Stadt nahmen den langen Weg um die Bucht. Niemand wusste, wann sie wieder fährt, sagte die Kapitänin, die vor der Sonne aufgestanden war. '
const ukrainian =
  'У вівторок пором залишився в гавані, і мешканці міста їхали на роботу довгою дорогою навколо затоки. Ніхто не знав, коли він знову вийде в море, сказала капітанка. '

test.each([
  ['what the page says is believed', english.repeat(8), 'en-GB', 'en-GB'],
  ['a page that says nothing is in the language of its text', german.repeat(2), null, 'de'],
  ['a page in Ukrainian stays one', ukrainian.repeat(10), 'uk', 'uk'],
  ['in any script', ukrainian.repeat(2), null, 'uk'],
  ['a template in English around a German text is not believed', german.repeat(8), 'en-US', 'de'],
  ['an English text in a German template', english.repeat(8), 'de', 'en'],
  ['a short text does not contradict its page', german, 'en', 'en'],
  ['a text that only begins in another language does not', german.repeat(3) + english.repeat(8), 'en', 'en'],
  ['a language that others are mistaken for is believed', english.repeat(8), 'gd', 'gd'],
  ['too few words tell nothing', 'Der Hafen.', null, null],
])('%s', (_, text, said, language) => {
  expect(languageOfArticle(text, said)).toBe(language)
})
