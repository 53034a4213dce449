import { describe, expect, test } from 'vitest'
import type { NamedSentence } from '../../src/read/quotes/named-sentence.ts'
import { findNames, wordsOf } from '../../src/read/quotes/names.ts'
import { fullName, genderOf, nameKey, type People, peopleOf } from '../../src/read/quotes/people.ts'
import { roleOf } from '../../src/read/quotes/roles.ts'
import { readSentences } from '../../src/read/quotes/tokens.ts'

function namedSentences(text: string): readonly NamedSentence[] {
  const sentences = readSentences(text, [])
  const words = wordsOf(sentences)
  return sentences.map((sentence) => ({ ...sentence, names: findNames(sentence.tokens, words) }))
}

const names = (text: string): string[] =>
  namedSentences(text).flatMap((sentence) => sentence.names.map((mention) => mention.name))

const people = (text: string): People => peopleOf(namedSentences(text))

const roles = (text: string): (string | null)[] =>
  namedSentences(text).flatMap((sentence) =>
    sentence.names
      .filter((mention) => !mention.isOrganisation)
      .map((mention) => roleOf(text, sentence, mention)),
  )

describe('names in a sentence', () => {
  test('titles and honorifics come off', () => {
    expect(names('Yesterday Prime Minister Keir Starmer met Mrs. Olena Zelenska.')).toEqual([
      'Keir Starmer',
      'Olena Zelenska',
    ])
  })

  test('a title at the end behind a given name is a surname', () => {
    expect(names('On Friday Peter King spoke to Representative Steve T. King.')).toEqual([
      'Peter King',
      'Steve T. King',
    ])
  })

  test('adverbs and participles that open a sentence are no names', () => {
    expect(
      names('Meanwhile, talks went on. Additionally, the fleet sailed. Speaking later, nobody agreed.'),
    ).toEqual([])
  })

  test('a portfolio behind "Secretary of" belongs to the title', () => {
    expect(names('Then Secretary of State John Kerry arrived.')).toEqual(['John Kerry'])
  })

  test('a department keeps its "of"', () => {
    expect(names('He works at the Department of Justice now.')).toEqual(['Department of Justice'])
  })

  test('small words inside a name belong to it', () => {
    expect(names('We saw Ursula von der Leyen and Bill de Blasio.')).toEqual([
      'Ursula von der Leyen',
      'Bill de Blasio',
    ])
  })
})

describe('the people of an article', () => {
  test('a surname stands for the full name given elsewhere', () => {
    const found = people('Senator Nina Ortiz spoke first. Later Ortiz left.')
    expect(fullName(found, { name: 'Ortiz', title: null, start: 40 })).toBe('Nina Ortiz')
  })

  test('spellings of one sound are one name', () => {
    expect(new Set(['Zelenskyy', 'Zelensky', 'Zelenskiy', 'Zelenskij'].map(nameKey)).size).toBe(1)
    const found = people('President Volodymyr Zelenskyy came.')
    expect(fullName(found, { name: 'Zelensky', title: null, start: 100 })).toBe('Volodymyr Zelenskyy')
  })

  test('a name with the family first is known by its first word', () => {
    const found = people('President Xi Jinping arrived in Rome.')
    expect(fullName(found, { name: 'Xi', title: null, start: 50 })).toBe('Xi Jinping')
  })

  test('a courtesy title tells namesakes apart', () => {
    const found = people('Bill Clinton spoke in Ohio. Hillary Clinton spoke in Iowa.')
    expect(fullName(found, { name: 'Clinton', title: 'Mr.', start: 60 })).toBe('Bill Clinton')
    expect(fullName(found, { name: 'Clinton', title: 'Mrs.', start: 60 })).toBe('Hillary Clinton')
  })

  test('a bare surname of namesakes means the one named last nearby', () => {
    const found = people('Bill Clinton spoke in Ohio. Hillary Clinton spoke in Iowa.')
    expect(fullName(found, { name: 'Clinton', title: null, start: 60 })).toBe('Hillary Clinton')
  })

  test('gender comes from the given name or the courtesy title', () => {
    const found = people('Then Ms. Acosta spoke to Peter Falk.')
    expect([genderOf(found, 'Acosta'), genderOf(found, 'Peter Falk'), genderOf(found, 'Quux')]).toEqual([
      'f',
      'm',
      null,
    ])
  })
})

describe('roles', () => {
  test('a role before the name is taken in the words of the article', () => {
    expect(roles('On Friday Kremlin aide Yury Ushakov met US Envoy Steve Witkoff.')).toEqual([
      'Kremlin aide',
      'US Envoy',
    ])
  })

  test('an apposition behind the name gives the role', () => {
    expect(roles('Now Jane Doe, a spokeswoman for the port, agreed.')).toEqual(['spokeswoman for the port'])
  })

  test('an honorific alone is no role', () => {
    expect(roles('There Mr. Falk waited.')).toEqual([null])
  })
})
