import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Context, Shown, Violation } from './context.ts'
import { type Chaos, createFaults, type Fault, type Wait } from './faults.ts'
import { handle, type SlackRequest } from './http.ts'
import type { RateLimits } from './rate-limits.ts'
import { createWatch } from './watch.ts'
import { createWebApi } from './web-api.ts'
import {
  channelFrom,
  createWorkspace,
  type SlackChannel,
  type SlackMessage,
  type SlackUser,
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
  /** Refuses a second message with the same client_msg_id. */
  readonly refusesDuplicates?: boolean
}

/** A Slack workspace with one app on a loopback address. What it knows can be read at any time, without waiting. */
export type FakeSlack = {
  readonly origin: string
  /** For SLACK_API_URL. */
  readonly apiUrl: string
  readonly botToken: string
  readonly appToken: string
  readonly teamId: string
  readonly botUserId: string
  /** Every call that arrived with its whole body, in order. */
  readonly requests: readonly SlackRequest[]
  /** Every message and view body that Slack would refuse. */
  readonly violations: readonly Violation[]
  /** What people saw apart from messages: answers, modals, Home tabs. */
  readonly shown: readonly Shown[]
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
    show: (one) => shown.push(one),
    report: (violation) => violations.push(violation),
  }
  const api = createWebApi(context, { limits: options.rateLimits ?? null, socketUrl: () => '' })
  const pauses = createPauses()
  const handler = {
    faults,
    requests,
    clock: workspace.clock,
    commit: (method: string, args: Readonly<Record<string, unknown>>, token: string) =>
      api.answer({ method, args, token }),
    changed: watch.changed,
    pause: pauses.pause,
  }
  const server = createServer((request, response) => void handle(handler, request, response))
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  // A TCP server that listens always has an AddressInfo; a string is only for pipes.
  const { port } = server.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  return {
    origin,
    apiUrl: `${origin}/api/`,
    botToken: workspace.botToken,
    appToken: workspace.appToken,
    teamId: workspace.teamId,
    botUserId: workspace.botUserId,
    requests,
    violations,
    shown,
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
    close: () =>
      new Promise((resolve) => {
        watch.close()
        pauses.close()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

type Pauses = { pause(wait: Wait): Promise<void>; close(): void }

function createPauses(): Pauses {
  const timers = new Set<NodeJS.Timeout>()
  return {
    pause: async (wait) => {
      if (typeof wait !== 'number') return void (await wait)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => {
          timers.delete(timer)
          resolve()
        }, wait)
        timers.add(timer)
      })
    },
    close: () => {
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
