import { expect, test } from 'vitest'
import { openTurns } from '../src/connection-turns.ts'

const never = new AbortController().signal
const nothing = async () => undefined

/** Turns at one platform with the answers that the store gives one after the other; the last one stays. */
function turnsWith(answers: readonly (boolean | Error)[], leaseMs = 90) {
  let asked = 0
  const troubles: unknown[] = []
  const released: string[] = []
  const takeTurn = openTurns({
    leaseMs,
    hold: async () => {
      const answer = answers[Math.min(asked++, answers.length - 1)] ?? false
      if (answer instanceof Error) throw answer
      return answer
    },
    release: async (platform) => void released.push(platform),
    onTrouble: (_, error) => void troubles.push(error),
  })
  return { takeTurn, troubles, released, asked: () => asked }
}

test('whoever is second waits until the first one is gone', async () => {
  const { takeTurn, asked } = turnsWith([false, new Error('away'), false, true])
  const turn = await takeTurn('discord', never)
  expect(asked()).toBe(4)
  await turn?.end()
})

test('a turn that another process has taken is lost', async () => {
  const { takeTurn } = turnsWith([true, true, false])
  const turn = await takeTurn('discord', never)
  expect(await turn?.lost).toBe('another process has it')
})

test('a turn that cannot be renewed is lost before anybody else may have it', async () => {
  const { takeTurn, troubles } = turnsWith([true, new Error('the store is away')], 300)
  const turn = await takeTurn('discord', never)
  expect(await turn?.lost).toBe('the store could not be asked for too long')
  expect(troubles.length).toBeGreaterThan(0)
})

test('a store that never answers is no turn', async () => {
  let asked = 0
  const takeTurn = openTurns({
    leaseMs: 60,
    hold: () => (asked++ === 0 ? Promise.resolve(true) : new Promise(() => undefined)),
    release: nothing,
    onTrouble: nothing,
  })
  const turn = await takeTurn('discord', never)
  expect(await turn?.lost).toBe('the store could not be asked for too long')
})

test('who stops waiting gets none, and who ends its turn gives it back', async () => {
  const stopping = new AbortController()
  const waiting = turnsWith([false]).takeTurn('discord', stopping.signal)
  stopping.abort()
  expect(await waiting).toBe(null)
  const { takeTurn, released } = turnsWith([true])
  await (await takeTurn('slack', never))?.end()
  expect(released).toEqual(['slack'])
})
