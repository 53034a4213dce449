import type { Post } from '../read/post.ts'

/** Where a message goes; what the ids mean is the platform's business. */
export type ChannelRef = {
  readonly platform: string
  readonly workspaceId: string
  readonly channelId: string
  readonly threadId: string | null
}

export type MessageRef = ChannelRef & { readonly messageId: string }

/** How much of a post a channel wants to see. */
export type PostStyle = 'headline' | 'brief' | 'full'

/** A message as the platform wants it, as JSON text; frozen in the outbox before the first attempt. */
export type RenderedMessage = string

export type SendResult =
  | { readonly kind: 'sent'; readonly message: MessageRef }
  | { readonly kind: 'rateLimited'; readonly retryAfterMs: number }
  /** A definite no. `channel` pauses the channel until somebody mends it; `message` is about this one message. */
  | { readonly kind: 'rejected'; readonly about: 'channel' | 'message'; readonly reason: string }
  /** Asked, but no answer: look before sending again. */
  | { readonly kind: 'unknown'; readonly cause: string }

export type FindResult =
  | { readonly kind: 'found'; readonly message: MessageRef }
  | { readonly kind: 'absent' }
  /** The platform has no history we may read. */
  | { readonly kind: 'unavailable'; readonly reason: string }

export type Capabilities = {
  /** How long a request that was asked may still take effect; nobody looks for it earlier. */
  readonly settleMs: number
  /** What to do with an unknown outcome when the history can't be read. */
  readonly onUnknown: 'hold' | 'resend'
}

/** A chat platform. `publish` and `find` never throw for what the platform does or says, and set their own deadlines. */
export type Adapter = {
  readonly platform: string
  readonly capabilities: Capabilities
  /** Pure: the same post and style give the same message. */
  render(post: Post, style: PostStyle): RenderedMessage
  /** Sends the message once; `key` goes along as idempotency key and marker. */
  publish(to: ChannelRef, message: RenderedMessage, key: string): Promise<SendResult>
  /** Looks for the message with this key among those sent since then. */
  find(to: ChannelRef, key: string, since: Date): Promise<FindResult>
  stop(): Promise<void>
}
