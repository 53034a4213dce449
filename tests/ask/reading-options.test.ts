import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseSince, startOfDay } from '../../src/ask/news/since.ts'
import { findSource } from '../../src/ask/news/source.ts'
import { whoIsMeant } from '../../src/ask/news/who.ts'
import { countWords, parseWords } from '../../src/ask/news/words.ts'
import type { SpokenName } from '../../src/store/search/people.ts'
import { personKey } from '../../src/store/search/spelling.ts'

const now = new Date('2026-03-30T01:30:00Z')
const at = (iso: string) => ({ kind: 'since', at: Date.parse(iso) })

test.each([
  ['24h', at('2026-03-29T01:30:00Z')],
  ['2 Stunden', at('2026-03-29T23:30:00Z')],
  ['7d', at('2026-03-23T01:30:00Z')],
  ['2w', at('2026-03-16T01:30:00Z')],
  ['today', at('2026-03-30T00:00:00Z')],
  ['вчора', at('2026-03-29T00:00:00Z')],
  ['2026-01-24', at('2026-01-24T00:00:00Z')],
  ['2026-02-31', { kind: 'unreadable' }],
  ['2026-04-01', { kind: 'future' }],
  ['spring', { kind: 'unreadable' }],
  ['7 bananas', { kind: 'unreadable' }],
])('since %s is read', (typed, expected) => {
  expect(parseSince(typed, now, 'UTC')).toEqual(expected)
})

test('a day begins by the clocks of the zone, also when they are put forward', () => {
  expect(new Date(startOfDay(now, 'Europe/Berlin', 0)).toISOString()).toBe('2026-03-29T22:00:00.000Z')
  expect(new Date(startOfDay(now, 'Europe/Berlin', 1)).toISOString()).toBe('2026-03-28T23:00:00.000Z')
  expect(new Date(startOfDay(now, 'America/New_York', 0)).toISOString()).toBe('2026-03-29T04:00:00.000Z')
  expect(startOfDay(now, 'Nowhere/Atlantis', 0)).toBe(startOfDay(now, 'UTC', 0))
})

test('no time that is read lies in the future', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 20 }), fc.constantFrom('UTC', 'Asia/Kathmandu'), (typed, zone) => {
      const since = parseSince(typed, now, zone)
      if (since.kind === 'since') expect(since.at).toBeLessThanOrEqual(now.getTime())
    }),
  )
})

test.each([
  ['budget "sea level" -rumour', [['budget'], ['sea', 'level']], [['rumour']]],
  ['„Heizung im Altbau“ –Förderung', [['heizung', 'im', 'altbau']], [['forderung']]],
  ['US-Russia talks', [['us', 'russia'], ['talks']], []],
  ['«niveau de la mer', [['niveau', 'de', 'la', 'mer']], []],
  ['-"two words" one', [['one']], [['two', 'words']]],
  ['AND OR NOT * ^ : ()', [['and'], ['or'], ['not']], []],
  ['- "" ?', [], []],
])('%s is read as words', (typed, wanted, unwanted) => {
  expect(parseWords(typed)).toEqual({ wanted, unwanted })
})

test('words are counted by their beginnings', () => {
  expect(countWords('The talks were about tariffs', parseWords('tariff talk moon'))).toBe(2)
  expect(countWords('Café society', parseWords('cafe'))).toBe(1)
})

const name = (id: number, label: string, uses = 1): SpokenName => ({
  id,
  label,
  key: label.toLowerCase(),
  person: personKey(label),
  uses,
})

test('a bare surname belongs to whoever alone bears it, together with joint statements', () => {
  const names = [
    name(1, 'Trump', 9),
    name(2, 'Donald Trump', 5),
    name(3, 'Donald J. Trump', 1),
    name(4, 'Donald Trump and Keir Starmer', 20),
  ]
  expect(whoIsMeant('trump', names)).toEqual({
    kind: 'one',
    person: {
      id: 2,
      label: 'Donald Trump',
      uses: 35,
      keys: ['donald trump', 'donald j. trump', 'trump', 'donald trump and keir starmer'],
    },
  })
})

test('several people of a surname are told apart, and a full name means its bearer', () => {
  const names = [name(1, 'Donald Trump', 5), name(2, 'Donald Trump Jr.', 1), name(3, 'Eric Trump', 1)]
  expect(whoIsMeant('Trump', names)).toMatchObject({
    kind: 'several',
    people: [{ label: 'Donald Trump' }, { label: 'Donald Trump Jr.' }, { label: 'Eric Trump' }],
  })
  expect(whoIsMeant('donald trump', names)).toMatchObject({ kind: 'one', person: { keys: ['donald trump'] } })
  expect(whoIsMeant('Trump', [])).toEqual({ kind: 'nobody' })
})

const feed = (id: number, host: string, title: string | null, site: string | null = null) => ({
  id,
  host,
  title,
  site_url: site,
  url: `https://${host}/feed`,
  last_polled_at: null,
  last_error: null,
  failures: 0,
  state: 'active' as const,
})

test('a source is meant by a part of its name, its host or its site', () => {
  const feeds = [
    feed(1, 'feeds.bbci.co.uk', 'BBC News', 'https://www.bbc.co.uk/news'),
    feed(2, 'www.theguardian.com', 'World news | The Guardian'),
    feed(3, 'example.org', null),
  ]
  const ids = (typed: string) => findSource(typed, feeds, [])?.feedIds
  expect(ids('bbc')).toEqual([1])
  expect(ids('bbc.co.uk')).toEqual([1])
  expect(ids('guard')).toEqual([2])
  expect(ids('theguardian.com')).toEqual([2])
  expect(ids('https://example.org/x')).toEqual([3])
  expect(ids('org')).toBeUndefined()
  expect(ids('?!')).toBeUndefined()
  expect(findSource('reuters', feeds, ['Reuters'])).toEqual({ feedIds: [], outletKeys: ['reuters'] })
})
