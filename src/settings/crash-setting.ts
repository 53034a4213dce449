import { z } from 'zod'
import { steps } from '../store/steps.ts'

const expected = `expected a step, or step:n for the n-th time it is reached; the steps are ${steps.join(', ')}`

/** Where a test of crashes has the program end itself. Operators have no use for it, so .env.example leaves it out. */
export const crashSetting = z
  .string()
  .default('')
  .transform((text, context) => {
    if (text === '') return null
    const [, name, times = '1'] = /^([a-z-]+)(?::([1-9]\d{0,5}))?$/.exec(text) ?? []
    const step = steps.find((one) => one === name)
    if (step !== undefined) return { step, times: Number(times) }
    context.addIssue(expected)
    return z.NEVER
  })

export type CrashAt = z.infer<typeof crashSetting>
