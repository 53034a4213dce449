import type { View } from './view.ts'

type Closed = { readonly channel: string; readonly reason: string }

/** To the people who run the bot: a channel refuses us. */
export function channelClosedNotice({ channel, reason }: Closed): View {
  return {
    blocks: [
      { kind: 'heading', text: `I cannot post in ${channel}` },
      { kind: 'text', text: [reason] },
      {
        kind: 'note',
        text: [
          'What is new for this channel waits and its feeds stay as they are. I look again by myself and go on when I am let in.',
        ],
      },
    ],
  }
}

/** The end of `channelClosedNotice`. */
export function channelOpenNotice(channel: string): View {
  return {
    blocks: [
      { kind: 'heading', text: `I can post in ${channel} again` },
      { kind: 'text', text: ['What waited is on its way.'] },
    ],
  }
}

/** A message whose outcome nobody can find out. */
export function heldNotice({ channel, reason }: Closed): View {
  return {
    blocks: [
      { kind: 'heading', text: `A post in ${channel} may be missing` },
      { kind: 'text', text: [reason] },
      {
        kind: 'note',
        text: [
          'The platform did not answer when I posted, and I may not read the channel to look. I did not post again, so that nothing stands there twice.',
        ],
      },
    ],
  }
}

/** A platform that refuses everything, such as after a token was revoked. */
export function platformClosedNotice({
  platform,
  reason,
}: {
  readonly platform: string
  readonly reason: string
}): View {
  return {
    blocks: [
      { kind: 'heading', text: `I cannot post to ${platform} at all` },
      { kind: 'text', text: [reason] },
      { kind: 'note', text: ['What is new for its channels waits. The other platforms go on.'] },
    ],
  }
}
