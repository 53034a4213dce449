import { findApplication } from '../../adapters/discord/application.ts'
import { invitePermissions, inviteUrl } from '../../adapters/discord/invite.ts'
import type { Config } from '../config.ts'
import { openLog } from '../log.ts'

/** Prints where an admin adds the bot to a Discord server, and why it asks for what it asks. */
export async function inviteCommand(config: Config): Promise<0 | 1> {
  if (config.discord === null) {
    process.stderr.write(
      'invite: DISCORD_TOKEN is not set. docs/setup-discord.md shows where the token is; put it into .env.\n',
    )
    return 1
  }
  const application = await findApplication({
    ...config.discord,
    sendTimeoutMs: config.send.timeoutMs,
    log: openLog(config, process.stderr),
  })
  if (application.kind === 'failed') {
    process.stderr.write(`invite: ${application.reason}\n${application.fix}\n`)
    return 1
  }
  const permissions = Object.entries(invitePermissions).map(([name, what]) => `  ${name.padEnd(26)}${what}`)
  process.stdout.write(
    `Open this as an admin of the server and choose it from the list:\n\n  ${inviteUrl(application.id)}\n\n` +
      `${application.name} asks for these permissions:\n${permissions.join('\n')}\n`,
  )
  return 0
}
