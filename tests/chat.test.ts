import { pino } from 'pino'
import { expect, test } from 'vitest'
import { openConsole } from '../adapters/console/index.ts'
import { startChat } from '../src/chat.ts'
import type { Adapter, ChatEvents, Connection } from '../src/deliver/adapter.ts'

const events: ChatEvents = {
  interact: async () => ({ kind: 'view', view: { blocks: [] }, isPrivate: true }),
  accessChanged: () => undefined,
}

const deaf = openConsole(process.stdout, () => {
  throw new Error('nothing is printed')
})

/** A platform whose connection ends as it is told, and that tells when it was asked. */
function platformThat(platform: string, connect: (asked: number) => Promise<Connection | null>) {
  let asked = 0
  let tell: (asked: number) => void = () => undefined
  const adapter: Adapter = {
    ...deaf,
    platform,
    connect() {
      asked++
      tell(asked)
      return connect(asked)
    },
  }
  const askedTimes = (times: number) =>
    new Promise<void>((resolve) => {
      tell = (count) => count >= times && resolve()
      if (asked >= times) resolve()
    })
  return { adapter, askedTimes, asked: () => asked }
}

const never = new Promise<string>(() => undefined)
const log = pino({ level: 'silent' })

test('a connection that is lost is made again', async () => {
  const platform = platformThat('a', async (asked) => ({
    kind: 'connected',
    as: 'pullquote',
    lost: asked === 1 ? Promise.resolve('the token was changed') : never,
  }))
  const chat = startChat({ adapters: { a: platform.adapter }, events: () => events, log, firstRetryMs: 1 })
  await platform.askedTimes(2)
  chat.stop()
})

test('a platform that refuses us or breaks does not keep the others from being heard', async () => {
  const refusing = platformThat('a', async () => ({
    kind: 'failed',
    isFinal: true,
    reason: 'no such token',
    fix: 'set another',
  }))
  const broken = platformThat('b', () => Promise.reject(new Error('a bug')))
  const good = platformThat('c', async () => ({ kind: 'connected', as: 'pullquote', lost: never }))
  const adapters = { a: refusing.adapter, b: broken.adapter, c: good.adapter }
  const chat = startChat({ adapters, events: () => events, log, firstRetryMs: 1 })
  await Promise.all([broken.askedTimes(3), good.askedTimes(1)])
  expect(refusing.asked()).toBe(1)
  chat.stop()
})

test('a platform with nothing to receive is asked once', async () => {
  const silent = platformThat('a', async () => null)
  const chat = startChat({
    adapters: { a: silent.adapter, console: deaf },
    events: () => events,
    log,
    firstRetryMs: 1,
  })
  await silent.askedTimes(1)
  chat.stop()
  expect(silent.asked()).toBe(1)
})

test('who loses its turn disconnects before it asks for the next one, and gives back what it has at the end', async () => {
  const done: string[] = []
  const platform = platformThat('a', async () => {
    done.push('connect')
    return { kind: 'connected', as: 'pullquote', lost: never }
  })
  const adapter = { ...platform.adapter, disconnect: async () => void done.push('disconnect') }
  let turns = 0
  const chat = startChat({
    adapters: { a: adapter },
    events: () => events,
    log,
    firstRetryMs: 1,
    takeTurn: async () => {
      const isFirst = turns++ === 0
      done.push('turn')
      return {
        lost: isFirst ? Promise.resolve('another process has it') : never,
        end: async () => void done.push('end'),
      }
    },
  })
  await platform.askedTimes(2)
  expect(done).toEqual(['turn', 'connect', 'disconnect', 'end', 'turn', 'connect'])
  await chat.stop()
  expect(done.slice(6)).toContain('end')
})
