import { textArg } from './arguments.ts'
import type { Context, Shown, Violation } from './context.ts'
import { createDeeds, type Deed, type Deeds } from './deeds.ts'
import { createDelivery, type Delivery } from './delivery.ts'
import { takePort } from './door.ts'
import { type Chaos, createFaults, type Fault, type Reply } from './faults.ts'
import { giveFile, takeUpload } from './files.ts'
import { createHappenings, type Happenings } from './happenings.ts'
import { type Arrival, handle, type SlackRequest } from './http.ts'
import { createPauses } from './pauses.ts'
import type { RateLimits } from './rate-limits.ts'
import { type ResponseTarget, respond } from './response-urls.ts'
import { createSocketMode, type DisconnectReason } from './socket.ts'
import { createTriggers } from './triggers.ts'
import { createWatch } from './watch.ts'
import { createWebApi } from './web-api.ts'
import {
  createWorkspace,
  type SlackChannel,
  type SlackFile,
  type SlackMessage,
  type SlackUser,
  type SlackView,
  usualScopes,
  type Workspace,
} from './workspace.ts'

export type SlackOptions = {
  /** Default: `C1`, public, with the bot in it. What is left out of a channel is that of `C1`. */
  readonly channels?: readonly Partial<SlackChannel>[]
  /** Default: `U1` (ann, an admin) and `U2` (bob). */
  readonly users?: readonly Partial<SlackUser>[]
  readonly scopes?: readonly string[]
  readonly botToken?: string
  readonly appToken?: string
  readonly port?: number
  /** Epoch milliseconds. */
  readonly clock?: () => number
  /** Default: nobody is ever told to wait. */
  readonly rateLimits?: RateLimits
  /** A commercially distributed app outside of the Marketplace: 15 messages of history, once a minute. */
  readonly isLimitedApp?: boolean
  readonly signingSecret?: string
  /** How long Slack waits for an ack, and how long a trigger_id is good; default 3 s each. */
  readonly ackMs?: number
  readonly triggerMs?: number
  /** How long a deed waits after its ack for something to be seen; default 5 s. */
  readonly shownMs?: number
  /** Default 5 s. */
  readonly pingMs?: number
  /** Decides which of several connections gets an envelope. */
  readonly seed?: number
  /** Refuses a second message with the same client_msg_id. */
  readonly refusesDuplicates?: boolean
}

/** A Slack workspace with one app on a loopback address. What it knows can be read at any time, without waiting. */
export type FakeSlack = Deeds &
  Happenings &
  Omit<Delivery, 'deliver'> & {
    readonly origin: string
    /** For SLACK_API_URL. */
    readonly apiUrl: string
    readonly botToken: string
    readonly appToken: string
    readonly signingSecret: string
    readonly teamId: string
    readonly botUserId: string
    /** Every call that arrived with its whole body, in order. */
    readonly requests: readonly SlackRequest[]
    /** Every message and view body that Slack would refuse or show wrongly. */
    readonly violations: readonly Violation[]
    /** What people saw apart from messages: answers, modals, Home tabs. */
    readonly shown: readonly Shown[]
    /** What people did, with what the app answered. */
    readonly deeds: readonly Deed[]
    readonly views: () => readonly SlackView[]
    /** The messages of a channel, oldest first, with the replies. */
    messagesIn(channelId: string): readonly SlackMessage[]
    channel(channelId: string): SlackChannel | undefined
    /** Resolves with what `look` finds once that is neither undefined, null nor false; looks at every change and often in between. */
    until<T>(
      look: () => T,
      options?: { readonly withinMs?: number; readonly what?: string },
    ): Promise<NonNullable<T>>
    /** The next `times` calls go wrong like this: of a method, of `response_url`, `upload` or `download`, or of any with `*`. */
    fail(method: string, fault: Fault, times?: number): void
    /** Trouble by chance from now on; null ends it. */
    chaos(chaos: Chaos | null): void
    /** Ends all faults and chaos. */
    calm(): void
    /** Every file, also those the app sent. */
    files(): readonly SlackFile[]
    /** How many Socket Mode connections are open. */
    openSockets(): number
    /** The most that were open at any moment. */
    mostSockets(): number
    /** Tells every connection that it will be closed; after `refresh_requested` and `link_disabled` it gets nothing more. */
    disconnect(reason: DisconnectReason): void
    /** Cuts every connection without a word. */
    cutSockets(): void
    /** Ends everything at once: open calls are cut, waits reject. */
    close(): Promise<void>
  }

/** Starts the fake on a free port of 127.0.0.1. */
export async function startSlack(options: SlackOptions = {}): Promise<FakeSlack> {
  const door = await takePort(options.port ?? 0)
  const { origin } = door
  const workspace = workspaceFor(options)
  const { botToken, appToken, teamId, botUserId, appId, clock } = workspace
  const { ackMs = 3000, pingMs = 5000, seed = 1, signingSecret = 'fake-signing-secret' } = options
  const watch = createWatch()
  const faults = createFaults()
  const pauses = createPauses()
  const socket = createSocketMode({ appId, ackMs, pingMs, seed, changed: watch.changed })
  const requests: SlackRequest[] = []
  const violations: Violation[] = []
  const shown: Shown[] = []
  const deeds: Deed[] = []
  const targets = new Map<string, ResponseTarget>()
  const context: Context = {
    workspace,
    refusesDuplicates: options.refusesDuplicates ?? false,
    isLimitedApp: options.isLimitedApp ?? false,
    origin,
    show: (one) => shown.push(one),
    report: (violation) => violations.push(violation),
  }
  const { deliver, ...delivery } = createDelivery({ socket, signingSecret, ackMs, clock })
  const triggers = createTriggers({ workspace, targets, origin, triggerMs: options.triggerMs ?? 3000 })
  const { shownMs = 5000 } = options
  const acts = createDeeds({ context, shown, deeds, targets, triggers, watch, shownMs, deliver })
  const socketUrl = () => socket.url(origin)
  const api = createWebApi(context, { limits: options.rateLimits ?? null, socketUrl })
  const commit = ({ method, args, token, target }: Arrival): Reply => {
    if (method === 'response_url') return respond(context, targets.get(target), args)
    if (method === 'upload') return takeUpload(context, target, textArg(args, 'content') ?? '')
    return method === 'download' ? giveFile(context, target, token) : api.answer({ method, args, token })
  }
  const handler = { faults, requests, clock, commit, changed: watch.changed, pause: pauses.pause }
  door.open((request, response) => void handle(handler, request, response), socket.upgrade)
  return {
    ...acts,
    ...createHappenings(context, acts.event),
    ...delivery,
    origin,
    apiUrl: `${origin}/api/`,
    botToken,
    appToken,
    signingSecret,
    teamId,
    botUserId,
    requests,
    violations,
    shown,
    deeds,
    views: () => [...workspace.views.values()],
    files: () => [...workspace.files.values()],
    messagesIn: (channelId) => workspace.messages.filter(({ channel }) => channel === channelId),
    channel: (channelId) => workspace.channels.get(channelId),
    until: (look, { withinMs = 10_000, what = 'a change' } = {}) => watch.until(look, withinMs, what),
    fail: (method, fault, times = 1) => faults.add(method, fault, times),
    chaos: faults.chaos,
    calm: faults.clear,
    openSockets: socket.open,
    mostSockets: socket.most,
    disconnect: socket.disconnect,
    cutSockets: socket.cut,
    close: () => {
      watch.close()
      pauses.close()
      socket.close()
      return door.close()
    },
  }
}

function workspaceFor(options: SlackOptions): Workspace {
  return createWorkspace({
    channels: options.channels ?? [{}],
    users: options.users ?? [{ isAdmin: true }, { id: 'U2', name: 'bob' }],
    scopes: options.scopes ?? usualScopes,
    botToken: options.botToken ?? 'xoxb-fake-bot',
    appToken: options.appToken ?? 'xapp-fake-app',
    clock: options.clock ?? Date.now,
  })
}
