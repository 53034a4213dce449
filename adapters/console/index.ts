import type { Writable } from 'node:stream'
import { createSupportsHyperlinks } from 'supports-hyperlinks'
import { z } from 'zod'
import type { Adapter, ChannelRef, SendResult } from '../../src/deliver/adapter.ts'
import type { Post } from '../../src/read/post.ts'
import { parsePost } from '../../src/read/post.ts'
import { renderPost, type Terminal } from './render.ts'

export const consolePlatform = 'console'

/** The one channel there is. */
export const consoleChannel: ChannelRef = {
  platform: consolePlatform,
  workspaceId: 'local',
  channelId: 'terminal',
  threadId: null,
}

const frozenMessage = z.object({ post: z.string(), style: z.enum(['headline', 'brief', 'full']) })

/** Prints posts to a terminal or a pipe. What is frozen is the post: the layout follows the terminal of the moment. */
export function openConsole(stream: Writable, terminal: () => Terminal): Adapter {
  return {
    platform: consolePlatform,
    // A terminal keeps no history to look into, and a post that nobody saw is worse than one printed again.
    capabilities: { settleMs: 0, onUnknown: 'resend' },
    render: (post, style) => JSON.stringify({ post: JSON.stringify(post), style }),
    publish: (to, message, key) => print(stream, { to, message, key }, terminal()),
    find: async () => ({ kind: 'unavailable', reason: 'a terminal has no history' }),
    stop: async () => undefined,
  }
}

/** The layout of a post as `publish` prints it. */
export function layOut(post: Post, terminal: Terminal): string {
  return renderPost(post, 'full', terminal)
}

/** What this stream can show. */
export function terminalOf(stream: NodeJS.WriteStream): Terminal {
  const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions()
  return {
    columns: stream.columns ?? 100,
    color: stream.isTTY && stream.hasColors(),
    links: createSupportsHyperlinks(stream),
    locale,
    timeZone,
  }
}

function print(
  stream: Writable,
  sent: { readonly to: ChannelRef; readonly message: string; readonly key: string },
  terminal: Terminal,
): Promise<SendResult> {
  const { post, style } = frozenMessage.parse(JSON.parse(sent.message))
  const text = renderPost(parsePost(post), style, terminal)
  return new Promise((resolve) => {
    // Two empty lines tell where a post ends: inside it there is only one.
    stream.write(`${text}\n\n`, (error) =>
      resolve(
        error
          ? { kind: 'rejected', about: 'channel', reason: `the terminal is closed (${error.message})` }
          : { kind: 'sent', message: { ...sent.to, messageId: sent.key } },
      ),
    )
  })
}
