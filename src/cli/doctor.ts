import { styleText } from 'node:util'
import type { ConfigOutcome } from '../config.ts'
import type { Check } from '../deliver/adapter.ts'
import { checkClock, checkNode, checkOutbound, checkSettings, checkStore } from '../doctor.ts'

export async function doctorCommand(outcome: ConfigOutcome): Promise<0 | 1> {
  const checks: Check[] = [checkNode(process.versions.node), checkSettings(outcome)]
  if (outcome.kind === 'config') {
    checks.push(await checkStore(outcome.config))
    const outbound = await checkOutbound(outcome.config)
    checks.push(checkClock(outbound.serverTime, new Date()), outbound.check)
  }
  for (const check of checks) process.stdout.write(`${line(check)}\n`)
  return checks.every((check) => check.isGood) ? 0 : 1
}

function line(check: Check): string {
  const mark = check.isGood ? styleText('green', 'ok  ') : styleText('red', 'FAIL')
  const fix = check.fix === null ? '' : ` Fix: ${check.fix}`
  return `${mark}  ${check.name.padEnd(9)}  ${check.found}.${fix}`
}
