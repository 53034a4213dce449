import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { commands, type Option } from '../../src/ask/commands.ts'
import { spokenName } from '../../src/ask/texts/commands.ts'
import { exampleOf } from '../../src/ask/texts/examples.ts'
import { formatOptions, formatTyped } from '../../src/ask/typed/format.ts'
import { parseTyped } from '../../src/ask/typed/typed.ts'
import { wordsOf } from '../../src/ask/typed/words.ts'
import { locales } from '../../src/deliver/locale.ts'

const call = (command: string, options = {}) => ({ kind: 'command', command, options })
const problemOf = (text: string) => {
  const outcome = parseTyped(text)
  return outcome.kind === 'wrong' ? outcome.problem : outcome
}

describe('what people type', () => {
  test.each([
    ['', call('help')],
    ['  \n', call('help')],
    ['HELP me', call('help')],
    ['latest', call('latest')],
    ['latest ukraine 5', call('latest', { topic: 'ukraine', count: '5' })],
    ['latest climate change', call('latest', { topic: 'climate change' })],
    ['latest 5', call('latest', { count: '5' })],
    ['latest elections 2026', call('latest', { topic: 'elections 2026' })],
    ['latest topic:climate change count:05', call('latest', { topic: 'climate change', count: '5' })],
    ['latest R&amp;D &lt;3', call('latest', { topic: 'R&D <3' })],
    [
      'search "two words" from:bbc since:24h',
      call('search', { words: '"two words"', from: 'bbc', since: '24h' }),
    ],
    [
      'search “two words” -draft from:New York Times since:7d',
      call('search', { words: '"two words" -draft', from: 'New York Times', since: '7d' }),
    ],
    ['search from:bbc sea level', call('search', { words: 'sea level', from: 'bbc' })],
    ['search from: bbc sea', call('search', { words: 'sea', from: 'bbc' })],
    ['search 5" pipe', call('search', { words: '5" pipe' })],
    ['search <http://bbc.co.uk|bbc.co.uk> ban', call('search', { words: 'bbc.co.uk ban' })],
    ['said zelensky about:talks', call('said', { person: 'zelensky', about: 'talks' })],
    ['said "Olaf Scholz" about:peace talks', call('said', { person: 'Olaf Scholz', about: 'peace talks' })],
    ['digest 7D', call('digest', { span: '7d' })],
    ['digest Heute', call('digest', { span: 'today' })],
    ['why <https://a.example/?a=1&amp;b=2|a.example>', call('why', { link: 'https://a.example/?a=1&b=2' })],
    ['unsubscribe 12', call('unsubscribe', { feed: '12' })],
    ['feed edit 12', call('feed edit', { feed: '12' })],
    ['feed import', call('feed import')],
    ['list all', call('list', { scope: 'all' })],
    ['settings', call('settings')],
    ['Status', call('status')],
  ])('%s', (text, expected) => {
    expect(parseTyped(text)).toEqual(expected)
  })

  test.each([
    ['sub https://a.example', 'subscribe'],
    ['add https://a.example', 'subscribe'],
    ['feed add https://a.example', 'subscribe'],
    ['https://a.example', 'subscribe'],
    ['<https://a.example>', 'subscribe'],
    ['a.example/news', 'subscribe'],
    ['add “https://a.example” +a', 'subscribe'],
    ['unsub 3', 'unsubscribe'],
    ['rm 3', 'unsubscribe'],
    ['remove 3', 'unsubscribe'],
    ['delete 3', 'unsubscribe'],
    ['feed remove 3', 'unsubscribe'],
    ['ls', 'list'],
    ['feed list', 'list'],
    ['pause 3', 'feed pause'],
    ['import', 'feed import'],
    ['пошук бюджет', 'search'],
    ['flux modifier 3', 'feed edit'],
    ['?', 'help'],
  ])('%s is understood as %s', (text, command) => {
    expect(parseTyped(text)).toMatchObject({ kind: 'command', command })
  })
})

describe('subscribe', () => {
  test('takes filter words as they were typed, and every other option', () => {
    const typed =
      'subscribe <https://a.example/feed|a.example/feed> +word -word +“two words” as:brief every:daily 09:00 in:<#C0123456|news> backfill:3'
    expect(parseTyped(typed)).toEqual(
      call('subscribe', {
        url: 'https://a.example/feed',
        filter: '+word -word +“two words”',
        as: 'brief',
        every: 'daily 09:00',
        in: 'C0123456',
        backfill: '3',
      }),
    )
  })

  test.each([
    ['+a author:smith -category:sport', '+a author:smith -category:sport'],
    ['any: +a +b', 'any: +a +b'],
    ['from:bbc "two words"', 'from:bbc "two words"'],
    ['/red (wine|cheese)/ -/gossip/ +a', '/red (wine|cheese)/ -/gossip/ +a'],
    ['filter:"+a -b" –c', '+a -b –c'],
    ['+R&amp;D', '+R&D'],
  ])('%s is all filter', (typed, filter) => {
    expect(parseTyped(`subscribe https://a.example ${typed}`)).toEqual(
      call('subscribe', { url: 'https://a.example', filter }),
    )
  })

  test.each([
    ['every:hourly', 'hourly'],
    ['every:weekly mon 09:00', 'weekly mon 09:00'],
    ['every: daily 09:00,17:00', 'daily 09:00,17:00'],
    ['every:"daily 9:00"', 'daily 9:00'],
  ])('%s', (typed, every) => {
    expect(parseTyped(`subscribe ${typed} https://a.example +x`)).toEqual(
      call('subscribe', { url: 'https://a.example', filter: '+x', every }),
    )
  })
})

describe('what is wrong is named', () => {
  test.each([
    ['serach budget', { kind: 'unknown', word: 'serach', nearest: 'search' }],
    ['subs https://a.example', { kind: 'unknown', word: 'subs', nearest: 'subscribe' }],
    ['abonieren x', { kind: 'unknown', nearest: 'subscribe' }],
    ['frobnicate', { kind: 'unknown', word: 'frobnicate', nearest: null }],
    ['feed', { kind: 'unfinished', word: 'feed', commands: expect.arrayContaining(['feed edit']) }],
    ['feed frob 12', { kind: 'unfinished', word: 'feed frob' }],
    ['feed edti 12', { kind: 'unknown', word: 'feed edti', nearest: 'feed edit' }],
    ['said', { kind: 'missing', command: 'said', option: 'person' }],
    ['subscribe +word', { kind: 'missing', command: 'subscribe', option: 'url' }],
    ['subscribe https://a.example budget', { kind: 'surplus', command: 'subscribe', text: 'budget' }],
    ['unsubscribe 12 13', { kind: 'surplus', text: '13' }],
    ['latest since:24h', { kind: 'surplus', text: 'since:24h' }],
    ['settings now', { kind: 'surplus', text: 'now' }],
    ['feed import file:x', { kind: 'surplus', text: 'file:x' }],
    ['search a from:b from:c', { kind: 'twice', option: 'from' }],
    ['latest ukraine 50', { kind: 'notCount', option: 'count', value: '50', least: 1, most: 20 }],
    ['list everything', { kind: 'notOneOf', option: 'scope', value: 'everything' }],
    ['subscribe https://a.example in:#news', { kind: 'notChannel', option: 'in', value: '#news' }],
    [`search ${'a'.repeat(300)}`, { kind: 'tooLong', option: 'words', most: 200 }],
    ['a'.repeat(9000), { kind: 'endless' }],
  ])('%s', (text, problem) => {
    expect(problemOf(text)).toMatchObject(problem)
  })
})

const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        ...[
          '"',
          '“',
          '\\',
          '/',
          '+',
          '-',
          ':',
          '<',
          '>',
          '&',
          '|',
          '#',
          ' ',
          '\n',
          'a',
          '5',
          'every:',
          'from:',
        ],
        ...['subscribe ', 'latest ', 'search ', 'feed ', 'in:<#', 'weekly ', '<https://', '&lt;', 'any:'],
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join('')),
)
const anyCommand = fc.constantFrom(...commands.map(({ name }) => `${name} `), '')

test('nothing that can be typed throws', () => {
  fc.assert(
    fc.property(anyCommand, anything, (command, text) => {
      const outcome = parseTyped(command + text)
      return outcome.kind === 'command' || outcome.problem.kind !== undefined
    }),
    { numRuns: 10_000 },
  )
})

test('nothing that is typed gets lost between words', () => {
  fc.assert(
    fc.property(anything, (text) => {
      const words = wordsOf(text).map(({ raw }) => raw)
      return words.join('').replace(/\s/g, '') === text.replace(/\s/g, '')
    }),
  )
})

function anyValue(option: Option): fc.Arbitrary<string> | null {
  switch (option.kind) {
    case 'text': {
      const easy = fc.constantFrom(
        'budget',
        '"sea level" report',
        '+a -b',
        '12',
        'https://a.example/?a=1&amp;b',
      )
      const text = fc.oneof(easy, fc.string({ unit: 'grapheme', maxLength: 40 }), anything)
      return text
        .map((value) => value.slice(0, Math.min(option.most, 200)))
        .filter((value) => value.trim() !== '')
    }
    case 'count':
      return fc.integer({ min: option.least, max: option.most }).map(String)
    case 'choice':
      return fc.constantFrom(...option.values)
    case 'channel':
      return fc.constantFrom('C0123456', '1234567890123456789')
    default:
      return null
  }
}

const anyCall = fc.constantFrom(...commands).chain((command) => {
  const required = command.options.filter(({ isRequired }) => isRequired).map(({ name }) => name)
  const values = command.options.flatMap((option) => {
    const value = anyValue(option)
    return value ? [[option.name, value] as const] : []
  })
  return fc
    .record(Object.fromEntries(values), { requiredKeys: required })
    .map((options) => ({ command: command.name, options }))
})

test('what the table can express is read back from its text, in every language', () => {
  fc.assert(
    fc.property(anyCall, fc.constantFrom(...locales), ({ command, options }, locale) => {
      expect(parseTyped(formatTyped(command, options, locale))).toEqual(call(command, options))
    }),
    { numRuns: 2000 },
  )
})

test('a call is written as people would type it', () => {
  const options = { url: 'https://a.example', filter: '+a -"b c"', as: 'brief', every: 'daily 09:00' }
  expect(formatTyped('subscribe', options)).toBe(
    'subscribe https://a.example +a -"b c" as:brief every:daily 09:00',
  )
  expect(formatTyped('latest', { topic: 'covid 19' })).toBe('latest topic:"covid 19"')
  expect(formatOptions('latest', { topic: 'covid 19' })).toBe('latest topic:covid 19')
})

test.each(locales)('the examples in %s are read as they are meant', (locale) => {
  for (const { name } of commands) {
    const typed = formatTyped(name, exampleOf(name, locale), locale)
    expect(parseTyped(typed)).toEqual(call(name, exampleOf(name, locale)))
    expect(typed.startsWith(spokenName(name, locale))).toBe(true)
    expect(typed).not.toContain('\\')
  }
})

test('hostile text is read to its end', { timeout: 5_000 }, () => {
  for (const piece of ['"', '"\\" ', '“', '/a ', '<https://', 'a:', 'every:1 ', 'a.', '+"'])
    parseTyped(`subscribe ${piece.repeat(8000 / piece.length)}`.slice(0, 8000))
})
