import { expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'

const local = {
  PULLQUOTE_MODEL_PROVIDER: 'openai-compatible',
  PULLQUOTE_MODEL_URL: 'http://127.0.0.1:11434/v1/',
  PULLQUOTE_MODEL_NAME: 'llama3.1',
  PULLQUOTE_MODEL_DOLLARS_A_MONTH: '0',
  PULLQUOTE_MODEL_PRICE_IN: '0',
  PULLQUOTE_MODEL_PRICE_OUT: '0',
}
const anthropic = {
  PULLQUOTE_MODEL_PROVIDER: 'anthropic',
  PULLQUOTE_MODEL_NAME: 'claude-haiku-4-5',
  PULLQUOTE_MODEL_KEY: 'sk-not-to-be-told',
  PULLQUOTE_MODEL_DOLLARS_A_MONTH: '5',
  PULLQUOTE_MODEL_PRICE_IN: '1',
  PULLQUOTE_MODEL_PRICE_OUT: '5',
}

function modelOf(env: Record<string, string>) {
  const outcome = readConfig(env)
  if (outcome.kind === 'invalid') throw new Error(outcome.problems.join('\n'))
  return outcome.config.model
}

function problemsOf(env: Record<string, string>) {
  const outcome = readConfig(env)
  return outcome.kind === 'invalid' ? outcome.problems : []
}

test('without a setting there is no model', () => {
  expect(modelOf({})).toBeNull()
})

test('a model of one’s own needs an address, a name and that it is free', () => {
  expect(modelOf(local)).toEqual({
    provider: 'openai-compatible',
    url: 'http://127.0.0.1:11434/v1',
    model: 'llama3.1',
    key: null,
    prices: { in: 0, out: 0 },
    dollarsAMonth: 0,
    timeoutMs: 20_000,
  })
})

test('Anthropic has an address of its own', () => {
  expect(modelOf(anthropic)).toMatchObject({ provider: 'anthropic', url: 'https://api.anthropic.com/v1' })
})

test('what is missing is named, with what it is for', () => {
  expect(problemsOf({ PULLQUOTE_MODEL_PROVIDER: 'openai-compatible' })).toEqual([
    expect.stringMatching(/^PULLQUOTE_MODEL_URL: .*the address of the server/),
    expect.stringMatching(/^PULLQUOTE_MODEL_NAME=: .*the name of the model/),
    expect.stringMatching(/^PULLQUOTE_MODEL_DOLLARS_A_MONTH=: .*spent in a month/),
    expect.stringMatching(/^PULLQUOTE_MODEL_PRICE_IN=: .*tokens read/),
    expect.stringMatching(/^PULLQUOTE_MODEL_PRICE_OUT=: .*tokens written/),
  ])
  const { PULLQUOTE_MODEL_KEY: _, ...keyless } = anthropic
  expect(problemsOf(keyless)).toEqual([
    'PULLQUOTE_MODEL_KEY: expected beside PULLQUOTE_MODEL_PROVIDER: the key of the API',
  ])
})

test('settings of a model without its provider are a mistake', () => {
  expect(problemsOf({ PULLQUOTE_MODEL_NAME: 'llama3.1' })).toEqual([
    expect.stringContaining('PULLQUOTE_MODEL_PROVIDER=: expected openai-compatible or anthropic'),
  ])
})

test('a model that costs something needs a budget', () => {
  expect(problemsOf({ ...local, PULLQUOTE_MODEL_PRICE_OUT: '0.6' })).toEqual([
    expect.stringContaining('PULLQUOTE_MODEL_DOLLARS_A_MONTH=0: expected more than 0'),
  ])
})

test.each([
  ['PULLQUOTE_MODEL_PROVIDER', 'openai', 'expected openai-compatible or anthropic'],
  ['PULLQUOTE_MODEL_URL', 'localhost:11434', 'expected a web address'],
  ['PULLQUOTE_MODEL_PRICE_IN', 'cheap', 'expected an amount in dollars'],
  ['PULLQUOTE_MODEL_PRICE_OUT', '-1', 'expected an amount in dollars'],
  ['PULLQUOTE_MODEL_DOLLARS_A_MONTH', '$5', 'expected an amount in dollars'],
  ['PULLQUOTE_MODEL_TIMEOUT_SECONDS', '300', 'expected at most 60'],
])('%s=%s is told with the fix', (name, value, expected) => {
  const told = problemsOf({ ...local, [name]: value })
  expect(told[0]).toContain(name)
  expect(told[0]).toContain(expected)
})

test('no problem shows the key or what stands in the address', () => {
  const told = problemsOf({
    ...anthropic,
    PULLQUOTE_MODEL_URL: 'https://me:sk-not-to-be-told@proxy.example/v1?key=sk-not-to-be-told',
    PULLQUOTE_MODEL_PRICE_IN: 'x',
  })
  expect(told).toHaveLength(2)
  expect(told.join()).not.toContain('sk-not-to-be-told')
})
