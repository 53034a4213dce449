/** Where a message goes; what the ids mean is the platform's business. */
export type ChannelRef = {
  readonly platform: string
  readonly workspaceId: string
  readonly channelId: string
  readonly threadId: string | null
}

export type MessageRef = ChannelRef & { readonly messageId: string }

/** A channel, or a message in it that is answered. */
export type Destination = ChannelRef & { readonly replyTo?: string }

export type AddressOutcome =
  | { readonly kind: 'channel'; readonly channel: ChannelRef }
  | { readonly kind: 'invalid'; readonly message: string }

const form = /^([a-z]+):([\w-]+)\/([\w-]+)(?:\/([\w.-]+))?$/

/** Reads a channel as people write it: `discord:GUILD/CHANNEL`, `slack:TEAM/CHANNEL`, with `/THREAD` for a thread, or `console`. */
export function parseAddress(text: string): AddressOutcome {
  if (text === 'console')
    return { kind: 'channel', channel: refOf('console', 'local', 'terminal', undefined) }
  const [, platform, workspaceId, channelId, threadId] = form.exec(text) ?? []
  if (platform === undefined || workspaceId === undefined || channelId === undefined)
    return {
      kind: 'invalid',
      message: `"${text}" is not a channel: expected discord:GUILD/CHANNEL, slack:TEAM/CHANNEL or console`,
    }
  return { kind: 'channel', channel: refOf(platform, workspaceId, channelId, threadId) }
}

/** The channel as `parseAddress` reads it. */
export function addressOf({ platform, workspaceId, channelId, threadId }: ChannelRef): string {
  if (platform === 'console') return platform
  return `${platform}:${workspaceId}/${channelId}${threadId === null ? '' : `/${threadId}`}`
}

/** The channels that are named in a text by their addresses, in order. */
export function channelAddresses(
  text: string,
): readonly { readonly start: number; readonly written: string; readonly channel: ChannelRef }[] {
  return [...text.matchAll(/[^\s,]+/g)].flatMap(({ index, 0: written }) => {
    const read = parseAddress(written)
    return read.kind === 'channel' ? [{ start: index, written, channel: read.channel }] : []
  })
}

function refOf(
  platform: string,
  workspaceId: string,
  channelId: string,
  threadId: string | undefined,
): ChannelRef {
  return { platform, workspaceId, channelId, threadId: threadId ?? null }
}
