import fc from 'fast-check'
import { expect, test } from 'vitest'
import { personKey } from '../../src/store/search/spelling.ts'

/** People as newspapers of several languages spell them. */
const people: readonly (readonly string[])[] = [
  [
    'Volodymyr Zelenskyy',
    'Volodymyr Zelensky',
    'Vladimir Zelenskiy',
    'Wolodymyr Selenskyj',
    'Володимир Зеленський',
    'Владимир Зеленский',
    'VOLODYMYR ZELENSKY',
    'Volodymyr Zelens’kyi',
  ],
  ['Vladimir Putin', 'Wladimir Putin', 'Владимир Путин', 'Володимир Путін', 'Vladimir Poutine'],
  ['Sergey Lavrov', 'Sergei Lavrov', 'Sergej Lawrow', 'Сергей Лавров', 'Сергій Лавров'],
  ['Andriy Yermak', 'Andrij Jermak', 'Андрій Єрмак', 'Андрей Ермак', 'Andrii Yermak'],
  ['Dmytro Kuleba', 'Dmitri Kuleba', 'Дмитро Кулеба', 'Дмитрий Кулеба'],
  ['Vitali Klitschko', 'Vitaliy Klychko', 'Віталій Кличко', 'Виталий Кличко'],
  ['Oleksiy Honcharenko', 'Alexey Goncharenko', 'Олексій Гончаренко', 'Алексей Гончаренко'],
  ['Yulia Tymoshenko', 'Julia Timoschenko', 'Юлія Тимошенко', 'Yuliya Timoshenko'],
  ['Donald J. Trump', 'Donald Trump'],
  ['Claudia Sheinbaum', 'Cláudia Sheinbaum'],
]

const anyCase = (name: string) =>
  fc.constantFrom(name, name.toUpperCase(), name.toLowerCase(), ` ${name} `, name.replaceAll(' ', '  '))

test.each(people)('%s is one person in every spelling', (name, ...spellings) => {
  fc.assert(
    fc.property(fc.constantFrom(name, ...spellings).chain(anyCase), (spelling) => {
      expect(personKey(spelling)).toBe(personKey(name))
    }),
  )
})

test('no two of them share a key', () => {
  expect(new Set(people.map(([name = '']) => personKey(name))).size).toBe(people.length)
})

test.each([
  ['Hillary Clinton', 'Bill Clinton'],
  ['Simone Weil', 'Simon Weil'],
  ['Jan Berg', 'Ian Berg'],
  ['Carl Berg', 'Karl Berg'],
  ['Denise Brown', 'Dennis Brown'],
  ['Yang Wei', 'Zhang Wei'],
  ['Toni Morrison', 'Tony Morrison'],
  ['Gary Moore', 'Harry Moore'],
  ['Michel Dupont', 'Michèle Dupont'],
  ['John Gill', 'John Hill'],
  ['David Gale', 'David Hale'],
])('%s is not %s', (one, other) => expect(personKey(one)).not.toBe(personKey(other)))

const givenNames =
  'Ana Anna Anne Annie Bill Brian Bryan Carl Carol Carole Christian Christiane Cecil Cecile Daniel Danielle Dennis Denise Donald ' +
  'Emile Emilie Eric Erik Francois Francoise Gabriel Gabrielle Gary Harry Hilary Hillary Ian Jan Jana Jean Jeanne Jesse Jessie ' +
  'Joan Joe John Jon Jose Josie Julian Juliane Justin Justine Kai Kay Karl Lee Li Louis Louise Luis Luisa Marie Mary Mateo Matteo ' +
  'Michel Michele Michelle Nicola Oliver Olivier Paul Paula Ray Raj Robin Robyn Simon Simone Stefan Stefanie Steve Stevie Terry ' +
  'Thierry Toni Tony Valerie Yang Zhang'

test('people whose given names differ never share a key', () => {
  const given = fc.constantFrom(...givenNames.split(' '))
  const surname = fc.constantFrom('Clinton', 'Зеленський', 'Berg', 'García', 'O’Brien', 'Wei', 'Hill')
  fc.assert(
    fc.property(given, given, surname, (one, other, last) => {
      expect(personKey(`${one} ${last}`) === personKey(`${other} ${last}`)).toBe(one === other)
    }),
    { numRuns: 2_000 },
  )
})
