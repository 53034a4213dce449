import type { Writable } from 'node:stream'
import { createSupportsHyperlinks } from 'supports-hyperlinks'
import { z } from 'zod'
import type { Adapter, SendResult } from '../../src/deliver/adapter.ts'
import type { ChannelRef } from '../../src/deliver/address.ts'
import { type Locale, locales } from '../../src/deliver/locale.ts'
import { tellNotice } from '../../src/deliver/texts/post.ts'
import type { View } from '../../src/deliver/view.ts'
import type { Post } from '../../src/read/post.ts'
import { parsePost } from '../../src/read/post.ts'
import { renderPost, renderView, type Terminal } from './render.ts'

export const consolePlatform = 'console'

/** The one channel there is. */
export const consoleChannel: ChannelRef = {
  platform: consolePlatform,
  workspaceId: 'local',
  channelId: 'terminal',
  threadId: null,
}

/** What is frozen is the content: the layout follows the terminal of the moment. */
const frozenMessage = z.union([
  z.object({
    post: z.string(),
    style: z.enum(['headline', 'brief', 'full']),
    locale: z.enum(locales).default('en'),
  }),
  z.object({ view: z.custom<View>((value) => typeof value === 'object' && value !== null) }),
])

/** Prints messages to a terminal or a pipe. */
export function openConsole(stream: Writable, terminal: () => Terminal): Adapter {
  return {
    platform: consolePlatform,
    // A terminal keeps no history to look into, and a post that nobody saw is worse than one printed again.
    capabilities: { settleMs: 0, onUnknown: 'resend', pace: null },
    render: (post, style, { locale = 'en' }) => JSON.stringify({ post: JSON.stringify(post), style, locale }),
    renderView: (view) => JSON.stringify({ view }),
    publish: (to, message, key) => print(stream, { to, message, key }, terminal()),
    find: async () => ({ kind: 'unavailable', reason: 'a terminal has no history' }),
    update: (ref, message) => print(stream, { to: ref, message, key: ref.messageId }, terminal()),
    checkAccess: async () => ({ kind: 'open', name: 'the terminal' }),
    linkTo: () => null,
    tellsCreators: false,
    standingIn: async () => null,
    openDirect: async () => ({ kind: 'closed', reason: 'a terminal has no direct messages' }),
    doctor: async () => [],
    connect: async () => null,
    endpoints: [],
    disconnect: async () => undefined,
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
  const text = layOutFrozen(sent.message, terminal)
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

function inLanguage(post: Post, locale: Locale): Post {
  return { ...post, notice: tellNotice(post.notice, locale) }
}

function layOutFrozen(message: string, terminal: Terminal): string {
  const frozen = frozenMessage.parse(JSON.parse(message))
  if ('view' in frozen) return renderView(frozen.view, terminal)
  return renderPost(inLanguage(parsePost(frozen.post), frozen.locale), frozen.style, terminal)
}
