// Loaded before the program (node --import): the wall clock is ahead by as many milliseconds as SHIFTED_CLOCK_FILE says,
// while timers and the steady clock go their usual way, as on a machine whose clock is set.
import { readFileSync } from 'node:fs'

const file = process.env.SHIFTED_CLOCK_FILE ?? ''
const looksEveryMs = 20
const RealDate = Date
let aheadMs = 0
let lookedAt = Number.NEGATIVE_INFINITY

function now() {
  if (performance.now() - lookedAt > looksEveryMs) {
    lookedAt = performance.now()
    aheadMs = Number(readFileSync(file, 'utf8'))
  }
  return RealDate.now() + aheadMs
}

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, as) => Reflect.construct(target, args.length === 0 ? [now()] : args, as),
  apply: () => new RealDate(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
})
