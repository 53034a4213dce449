import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { textArg } from './arguments.ts'
import type { Context, Shown, Violation } from './context.ts'
import { createDeeds, type Deed, type Deeds } from './deeds.ts'
import { type Carrier, deliverOverHttp } from './endpoint.ts'
import { type Chaos, createFaults, type Fault, type Reply } from './faults.ts'
import { giveFile, takeUpload, wireFile } from './files.ts'
import { createHappenings, type Happenings } from './happenings.ts'
import { type Arrival, handle, type SlackRequest } from './http.ts'
import { createPauses } from './pauses.ts'
import type { RateLimits } from './rate-limits.ts'
import { type ResponseTarget, respond } from './response-urls.ts'
import { type SignedRequest, signRequest } from './signing.ts'
import { createSocketMode, type DisconnectReason, type EnvelopeType } from './socket.ts'
import { createWatch } from './watch.ts'
import { createWebApi } from './web-api.ts'
import {
  channelFrom,
  createWorkspace,
  type Json,
  type SlackChannel,
  type SlackFile,
  type SlackMessage,
  type SlackUser,
  type SlackView,
  say,
  usualScopes,
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

export type HowToSign = {
  /** Default: the right one. */
  readonly secret?: string
  /** How old the request is; Slack's own limit is 300. */
  readonly ageSeconds?: number
}

/** A Slack workspace with one app on a loopback address. What it knows can be read at any time, without waiting. */
export type FakeSlack = Deeds &
  Happenings & {
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
    /** Resolves with what `look` finds once that is neither undefined, null nor false; looks at every change. */
    until<T>(
      look: () => T,
      options?: { readonly withinMs?: number; readonly what?: string },
    ): Promise<NonNullable<T>>
    /** The next `times` calls of the method (`*`: of any) go wrong like this. */
    fail(method: string, fault: Fault, times?: number): void
    /** Trouble by chance from now on; null ends it. */
    chaos(chaos: Chaos | null): void
    /** Ends all faults and chaos. */
    calm(): void
    setScopes(scopes: readonly string[]): void
    addChannel(channel: Partial<SlackChannel>): SlackChannel
    /** Writes a message by a person into a channel. */
    say(
      channelId: string,
      text: string,
      as?: { readonly user?: string; readonly threadTs?: string },
    ): SlackMessage
    /** A file of a person, as the value of a file input: `submit(form, { opml: { files: [file] } })`. */
    upload(name: string, text: string, user?: string): Json
    /** Every file, also those the app sent. */
    files(): readonly SlackFile[]
    /** How many Socket Mode connections are open. */
    openSockets(): number
    /** Tells every connection that it will be closed; after `refresh_requested` and `link_disabled` it gets nothing more. */
    disconnect(reason: DisconnectReason): void
    /** Cuts every connection without a word. */
    cutSockets(): void
    /** Sends deeds and events to the app over HTTP from now on; null goes back to Socket Mode. Signatures can be wrong or old. */
    serveOver(carrier: Carrier | null, signing?: HowToSign): void
    signedRequest(type: EnvelopeType, payload: Json, signing?: HowToSign): SignedRequest
    /** Ends everything at once: open calls are cut, waits reject. */
    close(): Promise<void>
  }

/** Starts the fake on a free port of 127.0.0.1. */
export async function startSlack(options: SlackOptions = {}): Promise<FakeSlack> {
  const workspace = createWorkspace({
    channels: options.channels ?? [{}],
    users: options.users ?? [{ isAdmin: true }, { id: 'U2', name: 'bob' }],
    scopes: options.scopes ?? usualScopes,
    botToken: options.botToken ?? 'xoxb-fake-bot',
    appToken: options.appToken ?? 'xapp-fake-app',
    clock: options.clock ?? Date.now,
  })
  const watch = createWatch()
  const faults = createFaults()
  const requests: SlackRequest[] = []
  const violations: Violation[] = []
  const shown: Shown[] = []
  const context: Context = {
    workspace,
    refusesDuplicates: options.refusesDuplicates ?? false,
    isLimitedApp: options.isLimitedApp ?? false,
    origin: () => origin,
    show: (one) => shown.push(one),
    report: (violation) => violations.push(violation),
  }
  const ackMs = options.ackMs ?? 3000
  const { appId } = workspace
  const socket = createSocketMode({
    appId,
    ackMs,
    pingMs: options.pingMs ?? 5000,
    seed: options.seed ?? 1,
    changed: watch.changed,
  })
  const signingSecret = options.signingSecret ?? 'fake-signing-secret'
  const signingAs = ({ secret, ageSeconds = 0 }: HowToSign) => ({
    secret: secret ?? signingSecret,
    at: Math.floor(workspace.clock() / 1000) - ageSeconds,
  })
  let overHttp: { readonly carrier: Carrier; readonly how: HowToSign } | null = null
  const targets = new Map<string, ResponseTarget>()
  const deeds: Deed[] = []
  const acts = createDeeds({
    context,
    shown,
    deeds,
    targets,
    watch,
    shownMs: options.shownMs ?? 5000,
    triggerMs: options.triggerMs ?? 3000,
    origin: () => origin,
    deliver: (type, payload) =>
      overHttp === null
        ? socket.send(type, payload)
        : deliverOverHttp(
            { carrier: overHttp.carrier, signing: signingAs(overHttp.how), ackMs },
            type,
            payload,
          ),
  })
  const api = createWebApi(context, {
    limits: options.rateLimits ?? null,
    socketUrl: () => socket.url(origin),
  })
  const commit = ({ method, args, token, target }: Arrival): Reply => {
    if (method === 'response_url') return respond(context, targets.get(target), args)
    if (method === 'upload') return takeUpload(context, target, textArg(args, 'content') ?? '')
    return method === 'download' ? giveFile(context, target, token) : api.answer({ method, args, token })
  }
  const pauses = createPauses()
  const handler = {
    faults,
    requests,
    clock: workspace.clock,
    commit,
    changed: watch.changed,
    pause: pauses.pause,
  }
  const server = createServer((request, response) => void handle(handler, request, response))
  server.on('upgrade', socket.upgrade)
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  // A TCP server that listens always has an AddressInfo; a string is only for pipes.
  const { port } = server.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  return {
    ...acts,
    ...createHappenings(workspace, acts.event),
    origin,
    apiUrl: `${origin}/api/`,
    botToken: workspace.botToken,
    appToken: workspace.appToken,
    signingSecret,
    teamId: workspace.teamId,
    botUserId: workspace.botUserId,
    requests,
    violations,
    shown,
    deeds,
    views: () => [...workspace.views.values()],
    messagesIn: (channelId) => workspace.messages.filter(({ channel }) => channel === channelId),
    channel: (channelId) => workspace.channels.get(channelId),
    until: (look, { withinMs = 10_000, what = 'a change' } = {}) => watch.until(look, withinMs, what),
    fail: (method, fault, times = 1) => faults.add(method, fault, times),
    chaos: faults.chaos,
    calm: faults.clear,
    setScopes: (scopes) => {
      workspace.scopes = scopes
    },
    addChannel: (seed) => {
      const channel = channelFrom(seed)
      workspace.channels.set(channel.id, channel)
      return channel
    },
    say: (channelId, text, as = {}) => say(workspace, channelId, text, as),
    upload: (name, text, user = 'U1') => {
      const file = { id: workspace.nextId('F'), name, title: name, text, user, channel: null }
      workspace.files.set(file.id, file)
      return wireFile(workspace, origin, file)
    },
    files: () => [...workspace.files.values()],
    openSockets: socket.open,
    disconnect: socket.disconnect,
    cutSockets: socket.cut,
    serveOver: (carrier, how = {}) => {
      overHttp = carrier === null ? null : { carrier, how }
    },
    signedRequest: (type, payload, how = {}) => signRequest(type, payload, signingAs(how)),
    close: () =>
      new Promise((resolve) => {
        watch.close()
        pauses.close()
        socket.close()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
