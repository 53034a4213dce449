import { styleText } from 'node:util'
import type { ConfigOutcome } from '../config.ts'
import type { Check } from '../deliver/adapter.ts'
import { checkClock, checkNode, checkOutbound, checkPlatforms, checkSettings, checkStore } from '../doctor.ts'
import { openLog } from '../log.ts'
import { checkPublicUrl } from './check-public-url.ts'

export async function doctorCommand(outcome: ConfigOutcome): Promise<0 | 1> {
  const checks: Check[] = [checkNode(process.versions.node), checkSettings(outcome)]
  if (outcome.kind === 'config') {
    checks.push(await checkStore(outcome.config))
    const outbound = await checkOutbound(outcome.config)
    checks.push(checkClock(outbound.serverTime, new Date()), outbound.check)
    checks.push(...[await checkPublicUrl(outcome.config)].filter((check) => check !== null))
    const quiet = openLog({ ...outcome.config, logLevel: 'silent' }, process.stderr)
    checks.push(...(await checkPlatforms(outcome.config, { log: quiet, terminal: process.stderr })))
  }
  const width = Math.max(...checks.map(({ name }) => name.length))
  for (const check of checks) process.stdout.write(`${line(check, width)}\n`)
  return checks.every((check) => check.isGood) ? 0 : 1
}

function line(check: Check, width: number): string {
  const mark = check.isGood ? styleText('green', 'ok  ') : styleText('red', 'FAIL')
  const fix = check.fix === null ? '' : ` Fix: ${check.fix}`
  return `${mark}  ${check.name.padEnd(width)}  ${check.found}.${fix}`
}
