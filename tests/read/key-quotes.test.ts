import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chooseKeyQuotes, judgeKeyQuotes } from '../../src/read/quotes/key-quotes.ts'
import { findQuotes } from '../../src/read/quotes/quotes.ts'

type Options = { readonly headline?: string; readonly dek?: string; readonly max?: number }

function keyQuotes(text: string, options: Options = {}): string[] {
  const context = {
    text,
    headline: options.headline ?? null,
    dek: options.dek ?? null,
    max: options.max ?? 4,
  }
  return chooseKeyQuotes(findQuotes(text), context).map((quote) => quote.text)
}

const bridge = '“The old bridge will carry twice the traffic after the repairs,” Nina Ortiz said.'
const budget = '“The council has found eleven million euros for the work on the river,” Paul Hart said.'
const schools = '“Every school on the northern bank will get its own bus line,” Ann Poe said.'

describe('key quotes', () => {
  test('nothing is chosen when no speaker is established', () => {
    expect(keyQuotes('“The old bridge will carry twice the traffic after the repairs.”')).toEqual([])
  })

  test('weakly attributed quotes are not chosen', () => {
    expect(keyQuotes('Nina Ortiz was glad. “The old bridge will carry twice the traffic now.”')).toEqual([])
  })

  test('they come in reading order, one speaker before a second quote of the same', () => {
    const second = '“Drivers have waited for these repairs since the great flood,” Nina Ortiz said.'
    const chosen = keyQuotes([bridge, second, budget, schools].join('\n\n'), { max: 3 })
    expect(chosen).toHaveLength(3)
    expect(chosen[1]).toContain('eleven million')
    expect(chosen[2]).toContain('northern bank')
  })

  test('whole sentences go before fragments', () => {
    const fragment = 'Joe Green called the plan “a large and expensive step towards the next flood.”'
    expect(keyQuotes([fragment, bridge, budget, schools].join('\n\n'))).toHaveLength(3)
    expect(keyQuotes([fragment, bridge, budget, schools].join('\n\n'))[0]).toContain('old bridge')
  })

  test('a fragment fills up when there is little else', () => {
    const fragment = 'Joe Green called the plan “a large and expensive step towards the next flood.”'
    expect(keyQuotes([fragment, bridge].join('\n\n'))).toHaveLength(2)
  })

  test('short cries are not chosen', () => {
    expect(keyQuotes('“We are so proud!” Nina Ortiz said.')).toEqual([])
  })

  test('what the headline already says is not repeated', () => {
    const headline = 'The old bridge will carry twice the traffic after the repairs, Ortiz says'
    expect(keyQuotes(bridge, { headline })).toEqual([])
  })

  test('a quote that stands in the dek too is published once, from the body', () => {
    const dek = "'The old bridge will carry twice the traffic after the repairs', Ortiz said"
    const text = `${dek}\n\nMayor Nina Ortiz spoke on Monday.\n\n${bridge}`
    const chosen = chooseKeyQuotes(findQuotes(text), { text, headline: null, dek, max: 4 })
    expect(chosen).toHaveLength(1)
    expect(chosen[0]?.start).toBeGreaterThan(dek.length)
  })

  test('never more than asked for', () => {
    expect(keyQuotes([bridge, budget, schools].join('\n\n'), { max: 1 })).toHaveLength(1)
    expect(keyQuotes([bridge, budget, schools].join('\n\n'), { max: 0 })).toEqual([])
  })
})

describe('every quote has a verdict', () => {
  const verdicts = (text: string, options: Options = {}) => {
    const context = { text, headline: null, dek: null, max: 4, ...options }
    return judgeKeyQuotes(findQuotes(text), context).map(({ verdict }) => verdict)
  }

  test.each([
    ['“The old bridge will carry twice the traffic after the repairs.”', { kind: 'nobody' }],
    ['Nina Ortiz was glad. “The old bridge will carry twice the traffic now.”', { kind: 'unsure' }],
    ['“We are so very proud!” Nina Ortiz said.', { kind: 'short', words: 5 }],
    [`“${'The bridge is open again. '.repeat(15)}” Nina Ortiz said.`, { kind: 'long', words: 75 }],
    [bridge, { kind: 'chosen' }],
  ])('%s', (text, verdict) => expect(verdicts(text)).toMatchObject([verdict]))

  test('what the headline says, and what was said before', () => {
    const headline = 'The old bridge will carry twice the traffic after the repairs, Ortiz says'
    expect(verdicts(bridge, { headline })).toEqual([{ kind: 'headline' }])
    expect(verdicts(`${bridge}\n\n${bridge}`)).toMatchObject([
      { kind: 'chosen' },
      { kind: 'repeated', by: { start: 1 } },
    ])
  })

  test('whose speaker is heard already, what is a fragment, and what has less substance', () => {
    const again = '“Drivers have waited for these repairs since the great flood,” Nina Ortiz said.'
    expect(
      verdicts([bridge, again].join('\n\n'), { max: 1 })
        .map(({ kind }) => kind)
        .toSorted(),
    ).toEqual(['chosen', 'heard'])
    const fragment = 'Joe Green called the plan “a large and expensive step towards the next flood.”'
    expect(verdicts([bridge, budget, schools, fragment].join('\n\n'))[3]).toMatchObject({ kind: 'fragment' })
    const [lost] = verdicts([bridge, budget].join('\n\n'), { max: 1 }).filter(
      ({ kind }) => kind === 'outweighed',
    )
    if (lost?.kind !== 'outweighed') throw new Error('expected a quote that is outweighed')
    expect(lost.points).toBeLessThanOrEqual(lost.least)
  })

  test('the chosen ones are the key quotes, whatever else there is', () => {
    const paragraph = fc.constantFrom(
      bridge,
      budget,
      schools,
      '“We are so proud!” Nina Ortiz said.',
      'Joe Green called the plan “a large and expensive step towards the next flood.”',
      '“Nobody knows whose words these are going to be.”',
    )
    fc.assert(
      fc.property(fc.array(paragraph, { maxLength: 8 }), fc.nat(5), (paragraphs, max) => {
        const text = paragraphs.join('\n\n')
        const quotes = findQuotes(text)
        const context = { text, headline: null, dek: null, max }
        const judged = judgeKeyQuotes(quotes, context)
        expect(judged.map(({ quote }) => quote)).toEqual(quotes)
        expect(judged.filter(({ verdict }) => verdict.kind === 'chosen').map(({ quote }) => quote)).toEqual(
          chooseKeyQuotes(quotes, context),
        )
      }),
      { numRuns: 60 },
    )
  })
})
