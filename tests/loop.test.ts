import { pino } from 'pino'
import { expect, test } from 'vitest'
import { type LoopOptions, type NextStep, startLoop } from '../src/loop.ts'

const log = pino({ level: 'silent' })

/** Runs the steps one after the other; a step is a function or what it says about the next one. */
function loopOver(
  steps: readonly (NextStep | (() => Promise<NextStep>))[],
  options: Partial<LoopOptions> = {},
) {
  const reached = steps.map(() => Promise.withResolvers<void>())
  let index = 0
  const loop = startLoop({
    name: 'test',
    clock: () => new Date(0),
    longestIdleMs: 3_600_000,
    log,
    async step() {
      const current = steps[index]
      reached[index]?.resolve()
      index++
      if (current === undefined) return null
      return typeof current === 'function' ? current() : current
    },
    ...options,
  })
  return { loop, reached: (step: number) => reached[step]?.promise, steps: () => index }
}

test('a step that says now is followed at once', async () => {
  const { loop, reached } = loopOver(['now', 'now', null])
  await reached(2)
  await loop.stop()
})

test('a step at a time in the past is followed at once', async () => {
  const { loop, reached } = loopOver([-5, 0, null])
  await reached(2)
  await loop.stop()
})

test('a wake-up ends the sleep', async () => {
  const { loop, reached } = loopOver([null, null])
  await reached(0)
  loop.wake()
  await reached(1)
  await loop.stop()
})

test('a wake-up during a step is not lost', async () => {
  const { loop, reached } = loopOver([
    async () => {
      await Promise.resolve()
      loop.wake()
      return null
    },
    null,
  ])
  await reached(1)
  await loop.stop()
})

test('a step that throws is counted and does not end the loop', async () => {
  const errors: string[] = []
  const failed = Promise.withResolvers<void>()
  const { loop } = loopOver([() => Promise.reject(new Error('broken'))], {
    onError: (name) => {
      errors.push(name)
      failed.resolve()
    },
  })
  await failed.promise
  await loop.stop()
  expect(errors).toEqual(['test'])
})

test('stopping waits for the step in flight and starts no other', async () => {
  const work = Promise.withResolvers<NextStep>()
  const { loop, reached, steps } = loopOver([() => work.promise, 'now'])
  await reached(0)
  let isStopped = false
  const stopped = loop.stop().then(() => {
    isStopped = true
  })
  expect(isStopped).toBe(false)
  work.resolve('now')
  await stopped
  expect(steps()).toBe(1)
})

test('a sleep never lasts longer than the longest idle time, whatever the clock says', async () => {
  const { loop, reached } = loopOver([Number.MAX_SAFE_INTEGER, null], { longestIdleMs: 1 })
  await reached(1)
  await loop.stop()
})
