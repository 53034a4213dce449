import { describe, expect, test } from 'vitest'
import { chooseKeyQuotes } from '../../src/read/quotes/key-quotes.ts'
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
