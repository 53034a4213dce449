import type { Post } from '../read/post.ts'
import type { ChannelRef, Destination, MessageRef } from './address.ts'
import type { Actor, Interaction } from './interaction.ts'
import type { Locale } from './locale.ts'
import type { Reply } from './reply.ts'
import type { PostStyle } from './style.ts'
import type { View } from './view.ts'

/**
 * What a message needs besides its content: `key` is its idempotency key and goes into every button as marker, `locale`
 * is the language of the words around it, English when nothing is said.
 */
export type Marking = { readonly key: string; readonly locale?: Locale }

/** A message as the platform wants it, as JSON text; frozen in the outbox before the first attempt. */
export type RenderedMessage = string

export type SendResult =
  | { readonly kind: 'sent'; readonly message: MessageRef }
  /** Nothing was posted. `platform` means that no other channel will fare better before the time is over. */
  | {
      readonly kind: 'rateLimited'
      readonly scope: 'channel' | 'platform'
      readonly retryAfterMs: number
    }
  /**
   * A definite no. `message` is about this one message, `channel` pauses the channel until access returns,
   * `platform` (a revoked token) stops the platform while the others go on.
   */
  | {
      readonly kind: 'rejected'
      readonly about: 'message' | 'channel' | 'platform'
      readonly reason: string
    }
  /** Asked, but no answer: look before sending again. */
  | { readonly kind: 'unknown'; readonly cause: string }

export type FindResult =
  | { readonly kind: 'found'; readonly message: MessageRef }
  | { readonly kind: 'absent' }
  /** The platform has no history we may read. */
  | { readonly kind: 'unavailable'; readonly reason: string }
  /** No answer this time: look again later. */
  | { readonly kind: 'unknown'; readonly cause: string; readonly retryAfterMs: number }

export type Access =
  /** `name` is what people call the channel. */
  | { readonly kind: 'open'; readonly name: string }
  | { readonly kind: 'closed'; readonly reason: string; readonly fix: string }
  | { readonly kind: 'unknown'; readonly cause: string }

/** What somebody is in a channel, as far as the platform tells. */
export type Standing = {
  /** The platform says that this person may configure the channel; null when it leaves that to us. */
  readonly mayManage: boolean | null
  readonly isCreator: boolean
  /** Belongs to those who read there. */
  readonly isMember: boolean
}

/** The channel in which only one person reads. */
export type Direct =
  | { readonly kind: 'open'; readonly channelId: string }
  /** This person cannot be written to. */
  | { readonly kind: 'closed'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly cause: string }

export type Capabilities = {
  /** How long after its start a request may still take effect; nobody looks for it earlier. */
  readonly settleMs: number
  /** What to do with an unknown outcome when the history can't be read. */
  readonly onUnknown: 'hold' | 'resend'
  /** What a channel takes: so many messages at once, then one in this time. null when the platform tells it itself. */
  readonly pace: { readonly burst: number; readonly everyMs: number } | null
}

/** One line of the doctor's report: what was found and, where it is not good, how to mend it. */
export type Check = {
  readonly name: string
  readonly isGood: boolean
  readonly found: string
  readonly fix: string | null
}

/** What the platform calls over HTTP when it has no open connection to us. */
export type Endpoint = {
  /** Such as /slack/events; always asked with POST. */
  readonly path: string
  handle(request: Request): Promise<Response>
}

export type ChatEvents = {
  /** Somebody used a command, a button or a form. */
  readonly interact: (interaction: Interaction) => Promise<Reply>
  /** Access to the channel, or to the whole workspace when it is null, may have come back or gone. */
  readonly accessChanged: (workspaceId: string, channelId: string | null) => void
}

export type Connection =
  /** `as` is the name of the bot there. `lost` resolves with the reason when the connection will not come back by itself. */
  | { readonly kind: 'connected'; readonly as: string; readonly lost: Promise<string> }
  /** `isFinal`: asking again with the same settings will not help. */
  | { readonly kind: 'failed'; readonly isFinal: boolean; readonly reason: string; readonly fix: string }

/** The half of an adapter that sends. Requests are made once: the outbox owns every retry. */
export type Sender = {
  readonly platform: string
  readonly capabilities: Capabilities
  /** Pure: the same post, style and key give the same message. */
  render(post: Post, style: PostStyle, marking: Marking): RenderedMessage
  /** Pure, as `render`, for what is not a post. */
  renderView(view: View, marking: Marking): RenderedMessage
  publish(to: Destination, message: RenderedMessage, key: string): Promise<SendResult>
  /** Looks for the message with this key among those sent since then. */
  find(to: Destination, key: string, since: Date): Promise<FindResult>
  /** Hands a message on to whoever follows its announcement channel; `sent` too when that was done before. */
  crosspost?(message: MessageRef): Promise<SendResult>
}

/** A chat platform. Nothing here throws for what the platform does or says, and every request has its deadline. */
export type Adapter = Sender & {
  /** Changes a message that stands; doing it twice is doing it once. */
  update(message: MessageRef, to: RenderedMessage): Promise<SendResult>
  /** Pure: the address at which people see the message; null where it has none, or not yet. */
  linkTo(message: MessageRef): string | null
  /** May we post there, and read what we posted? */
  checkAccess(to: ChannelRef): Promise<Access>
  /** Whether the platform tells who made a channel. */
  readonly tellsCreators: boolean
  /** What this person is in that channel right now; null when the platform could not be asked. */
  standingIn(actor: Actor, channel: ChannelRef): Promise<Standing | null>
  /** Opens the direct messages with a person; doing it twice is doing it once. */
  openDirect(userId: string): Promise<Direct>
  /** Checks tokens, permissions and the given channels, each with its fix. */
  doctor(channels: readonly ChannelRef[]): Promise<readonly Check[]>
  /** Starts to receive what people do; null when the platform has nothing to receive. */
  connect(events: ChatEvents): Promise<Connection | null>
  /** What to serve for a platform that calls us; it answers with 503 until `connect` was called. */
  readonly endpoints: readonly Endpoint[]
  /** Ends what `connect` began: another process receives from now on. Sending goes on. */
  disconnect(): Promise<void>
  stop(): Promise<void>
}
