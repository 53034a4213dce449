import { z } from 'zod'
import type { Check } from '../../src/deliver/adapter.ts'
import { addressOf, type ChannelRef } from '../../src/deliver/address.ts'
import { type AccessParts, accessAfter, checkAccess, learn } from './access.ts'
import type { Failure } from './errors.ts'
import { inviteUrl } from './invite.ts'
import type { Registration } from './registration.ts'

export type DoctorParts = AccessParts & {
  readonly publicKey: string | null
  readonly clock: () => Date
  readonly registration: Registration
}

const applicationSchema = z.object({ id: z.string(), name: z.string(), verify_key: z.string().default('') })

const gatewaySchema = z.object({
  session_start_limit: z.object({ total: z.number(), remaining: z.number(), reset_after: z.number() }),
})

const fewIdentifies = 10
const mostSkewMs = 60_000
const portal = 'https://discord.com/developers/applications'

/** Checks token, application, commands, gateway, clock and the given channels. */
export async function examine(channels: readonly ChannelRef[], parts: DoctorParts): Promise<Check[]> {
  const token = await checkToken(parts)
  if (!token.isGood) return [token]
  const application = await learn(parts.api, '/applications/@me', applicationSchema)
  if (application.kind === 'failed') return [token, failed('application', application.failure)]
  return [
    token,
    checkApplication(application.value, parts.publicKey),
    await checkCommands(application.value.id, parts),
    ...(parts.publicKey === null ? [await checkGateway(parts)] : []),
    await checkClock(parts),
    ...(await checkChannels(channels, parts)),
  ]
}

async function checkToken({ self }: DoctorParts): Promise<Check> {
  const me = await self()
  return me.kind === 'known' ? good('token', `the bot is ${me.value.name}`) : failed('token', me.failure)
}

function checkApplication(
  { id, name, verify_key }: z.infer<typeof applicationSchema>,
  publicKey: string | null,
): Check {
  if (publicKey === null || publicKey.toLowerCase() === verify_key.toLowerCase())
    return good('application', `${name} (${id}); add it to a server: ${inviteUrl(id)}`)
  return {
    name: 'application',
    isGood: false,
    found: `the public key of ${name} is another one than DISCORD_PUBLIC_KEY`,
    fix: `set DISCORD_PUBLIC_KEY to the Public Key under ${portal}/${id}/information`,
  }
}

/** The start registers what is missing, so it is trouble only when that has failed. */
async function checkCommands(applicationId: string, { registration }: DoctorParts): Promise<Check> {
  const registered = await registration.look(applicationId)
  if (registered.kind === 'failed') return failed('commands', registered.failure)
  if (registered.value === 'current') return good('commands', '/news is registered')
  const failure = registration.failure()
  if (failure !== null) return failed('commands', failure)
  return good(
    'commands',
    registered.value === 'none'
      ? '/news will be registered when Pullquote starts'
      : '/news of another version is registered; it will be replaced when Pullquote starts',
  )
}

async function checkGateway({ api }: DoctorParts): Promise<Check> {
  const learned = await learn(api, '/gateway/bot', gatewaySchema)
  if (learned.kind === 'failed') return failed('gateway', learned.failure)
  const { remaining, total, reset_after } = learned.value.session_start_limit
  const found = `${remaining} of ${total} starts a day are left`
  if (remaining >= fewIdentifies) return good('gateway', found)
  return {
    name: 'gateway',
    isGood: false,
    found,
    fix: `find out why Pullquote starts so often; the count begins anew in ${Math.ceil(reset_after / 60_000)} minutes`,
  }
}

async function checkClock({ api, clock }: DoctorParts): Promise<Check> {
  const asked = await api.ask({ method: 'GET', route: '/users/@me' })
  if (asked.kind !== 'answered') return failed('clock', asked)
  if (asked.date === null) return good('clock', 'Discord did not tell the time')
  const skewMs = clock().getTime() - asked.date.getTime()
  const seconds = Math.round(Math.abs(skewMs) / 1000)
  if (Math.abs(skewMs) < mostSkewMs) return good('clock', `within ${Math.max(1, seconds)} s of Discord's`)
  return {
    name: 'clock',
    isGood: false,
    found: `${seconds} s ${skewMs > 0 ? 'ahead of' : 'behind'} Discord's`,
    fix: 'set the clock of this machine, best by NTP: posts are looked for by their time',
  }
}

/** One after the other: a rate limit that is met here would be felt by the posts. */
async function checkChannels(channels: readonly ChannelRef[], parts: DoctorParts): Promise<Check[]> {
  const checks: Check[] = []
  for (const channel of channels) {
    const access = await checkAccess(channel, parts)
    const name = addressOf(channel)
    if (access.kind === 'open') checks.push(good(name, access.name))
    else if (access.kind === 'closed')
      checks.push({ name, isGood: false, found: access.reason, fix: access.fix })
    else checks.push({ name, isGood: false, found: access.cause, fix: 'try again in a minute' })
  }
  return checks
}

function good(name: string, found: string): Check {
  return { name, isGood: true, found, fix: null }
}

function failed(name: string, failure: Failure): Check {
  const access = accessAfter(failure)
  if (access.kind === 'closed') return { name, isGood: false, found: access.reason, fix: access.fix }
  const found = access.kind === 'unknown' ? access.cause : access.name
  return { name, isGood: false, found, fix: 'check the network and https://discordstatus.com' }
}
