import { z } from 'zod'

const dollars = (example: string) => {
  const expected = `expected an amount in dollars, such as ${example}`
  return z.union([z.literal(''), z.coerce.number(expected).min(0, expected)], expected).default('')
}

/** The settings of the optional model, in the order of `.env.example`. */
export const modelSettings = {
  PULLQUOTE_MODEL_PROVIDER: z
    .enum(['', 'openai-compatible', 'anthropic'], 'expected openai-compatible or anthropic')
    .default(''),
  PULLQUOTE_MODEL_URL: z
    .string()
    .default('')
    .refine(
      (text) => text === '' || isServerUrl(text),
      'expected a web address without user name, password and ?, such as http://127.0.0.1:11434/v1',
    ),
  PULLQUOTE_MODEL_NAME: z.string().default(''),
  PULLQUOTE_MODEL_KEY: z.string().default(''),
  PULLQUOTE_MODEL_DOLLARS_A_MONTH: dollars('5'),
  PULLQUOTE_MODEL_PRICE_IN: dollars('0.15'),
  PULLQUOTE_MODEL_PRICE_OUT: dollars('0.60'),
  PULLQUOTE_MODEL_TIMEOUT_SECONDS: z.coerce
    .number('expected a number of seconds')
    .min(0.1, 'expected at least 0.1')
    .max(60, 'expected at most 60')
    .default(20),
} as const

const environment = z.object(modelSettings)

export type ModelEnvironment = z.infer<typeof environment>

/** A model that articles may be sent to, and what that may cost. */
export type ModelSettings = {
  readonly provider: 'openai-compatible' | 'anthropic'
  readonly url: string
  readonly model: string
  readonly key: string | null
  /** Dollars for a million tokens. */
  readonly prices: { readonly in: number; readonly out: number }
  readonly dollarsAMonth: number
  readonly timeoutMs: number
}

export type ModelProblem = { readonly name: keyof ModelEnvironment; readonly message: string }

/** What is missing or does not fit together; nothing while no model is set. */
export function modelProblems(all: ModelEnvironment): readonly ModelProblem[] {
  if (all.PULLQUOTE_MODEL_PROVIDER === '') return strays(all)
  const isAnthropic = all.PULLQUOTE_MODEL_PROVIDER === 'anthropic'
  const missing: readonly (readonly [keyof ModelEnvironment, boolean, string])[] = [
    ['PULLQUOTE_MODEL_URL', !isAnthropic, 'the address of the server, such as http://127.0.0.1:11434/v1'],
    ['PULLQUOTE_MODEL_NAME', true, 'the name of the model, as its server knows it'],
    ['PULLQUOTE_MODEL_KEY', isAnthropic, 'the key of the API'],
    ['PULLQUOTE_MODEL_DOLLARS_A_MONTH', true, 'what may be spent in a month (0 where prices are 0)'],
    ['PULLQUOTE_MODEL_PRICE_IN', true, 'dollars for a million tokens read (0 where it is free)'],
    ['PULLQUOTE_MODEL_PRICE_OUT', true, 'dollars for a million tokens written (0 where it is free)'],
  ]
  return [
    ...missing
      .filter(([name, isNeeded]) => isNeeded && all[name] === '')
      .map(([name, , what]) => ({ name, message: `expected beside PULLQUOTE_MODEL_PROVIDER: ${what}` })),
    ...withoutBudget(all),
  ]
}

function strays(all: ModelEnvironment): readonly ModelProblem[] {
  const isAlone = all.PULLQUOTE_MODEL_NAME !== '' || all.PULLQUOTE_MODEL_KEY !== ''
  if (!isAlone && all.PULLQUOTE_MODEL_URL === '') return []
  const message = 'expected openai-compatible or anthropic beside the other settings of the model'
  return [{ name: 'PULLQUOTE_MODEL_PROVIDER', message }]
}

function withoutBudget(all: ModelEnvironment): readonly ModelProblem[] {
  const costs = Number(all.PULLQUOTE_MODEL_PRICE_IN) + Number(all.PULLQUOTE_MODEL_PRICE_OUT) > 0
  if (!costs || all.PULLQUOTE_MODEL_DOLLARS_A_MONTH !== 0) return []
  const message = 'expected more than 0 for a model that costs something, or its prices set to 0'
  return [{ name: 'PULLQUOTE_MODEL_DOLLARS_A_MONTH', message }]
}

const anthropicUrl = 'https://api.anthropic.com/v1'

/** The settings as the program works with them; null without a model. */
export function readModelSettings(all: ModelEnvironment): ModelSettings | null {
  if (all.PULLQUOTE_MODEL_PROVIDER === '') return null
  return {
    provider: all.PULLQUOTE_MODEL_PROVIDER,
    url: all.PULLQUOTE_MODEL_URL.replace(/\/+$/, '') || anthropicUrl,
    model: all.PULLQUOTE_MODEL_NAME,
    key: all.PULLQUOTE_MODEL_KEY || null,
    prices: { in: Number(all.PULLQUOTE_MODEL_PRICE_IN), out: Number(all.PULLQUOTE_MODEL_PRICE_OUT) },
    dollarsAMonth: Number(all.PULLQUOTE_MODEL_DOLLARS_A_MONTH),
    timeoutMs: Math.round(all.PULLQUOTE_MODEL_TIMEOUT_SECONDS * 1000),
  }
}

function isServerUrl(text: string): boolean {
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol)) return false
  return url.username + url.password + url.search + url.hash === ''
}
