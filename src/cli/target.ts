import type { Config } from '../config.ts'
import { type ChannelRef, parseAddress } from '../deliver/address.ts'
import { type PostStyle, postStyles } from '../deliver/style.ts'

export type TargetOutcome =
  | { readonly kind: 'target'; readonly channel: ChannelRef }
  | { readonly kind: 'invalid'; readonly message: string }

/** The channel somebody named with `--in`. It must be of a platform that is set up, or nothing would ever arrive there. */
export function parseTarget(text: string, config: Config): TargetOutcome {
  const parsed = parseAddress(text)
  if (parsed.kind === 'invalid') return { kind: 'invalid', message: `--in ${parsed.message}` }
  const missing = missingToken(parsed.channel.platform, config)
  return missing === null
    ? { kind: 'target', channel: parsed.channel }
    : { kind: 'invalid', message: `--in ${text}: ${missing}` }
}

/** The style somebody named with `--as`; null when there is no such style. */
export function parseStyle(text: string): PostStyle | null {
  return postStyles.find((known) => known === text) ?? null
}

function missingToken(platform: string, config: Config): string | null {
  switch (platform) {
    case 'console':
      return null
    case 'discord':
      return config.discord ? null : 'DISCORD_TOKEN is not set (docs/setup-discord.md)'
    case 'slack':
      return config.slack ? null : 'SLACK_BOT_TOKEN is not set (docs/setup-slack.md)'
    default:
      return `there is no platform ${platform}; there are discord, slack and console`
  }
}
