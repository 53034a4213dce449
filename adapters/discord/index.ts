import type { Logger } from 'pino'
import type { Adapter, ChatEvents } from '../../src/deliver/adapter.ts'
import type { CommandTable } from '../../src/deliver/command-table.ts'
import { openTheirClock } from '../../src/deliver/their-clock.ts'
import { checkAccess, openSelf } from './access.ts'
import { answerByResponse } from './answer.ts'
import { openArrivals } from './arrivals.ts'
import { openChannels } from './channels.ts'
import { commandDefinitions } from './commands.ts'
import { connect, takeEvent } from './connect.ts'
import { openDirect } from './direct.ts'
import { examine } from './doctor.ts'
import { openEndpoint } from './endpoint.ts'
import { find } from './find.ts'
import { openFormsAgain } from './form-again.ts'
import { createGateway, type Gateway } from './gateway.ts'
import { linkToMessage } from './link.ts'
import { openRegistration } from './registration.ts'
import { renderPost } from './render.ts'
import { renderMarkedView } from './render-view.ts'
import { openApi } from './rest.ts'
import { crosspost, publish, update } from './send.ts'
import { standingIn } from './standing.ts'
import { uploadReader } from './upload.ts'

export type DiscordOptions = {
  readonly token: string
  /** Set when Discord calls us over HTTP instead of us holding a connection. */
  readonly publicKey: string | null
  /** Another server than Discord's own, for tests. */
  readonly apiUrl: string | null
  readonly sendTimeoutMs: number
  readonly settleMs: number
  /** How long an answer to somebody may take before Discord, which gives up after 3 s, is asked for patience. */
  readonly patienceMs?: number
  /** What follows `/news`. */
  readonly commands: CommandTable
  readonly clock: () => Date
  readonly log: Logger
}

/** The first connection is several requests and a handshake. */
const connectTimeouts = 3

/** Posts to Discord as a bot, and hears slash commands and buttons. */
export function openDiscord(options: DiscordOptions): Adapter {
  const { publicKey, clock, log, settleMs, sendTimeoutMs, patienceMs = 1500 } = options
  const api = openApi(options)
  const channels = openChannels(api)
  const self = openSelf(api)
  const parts = { api, channels, self }
  const theirs = openTheirClock(clock)
  const registration = openRegistration({ api, log, commands: commandDefinitions(options.commands) })
  const answering = { api, log, patienceMs, readUpload: uploadReader(options.apiUrl) }
  const withFormsAgain = openFormsAgain()
  let events: ChatEvents | null = null
  let gateway: Gateway | null = null
  const disconnect = async () => {
    events = null
    await gateway?.close()
  }
  return {
    platform: 'discord',
    capabilities: { settleMs, onUnknown: 'hold', pace: null },
    render: renderPost,
    renderView: renderMarkedView,
    publish: (to, message, key) => publish(to, message, { key, parts }),
    find: (to, key, since) => find(to, key, { since, parts, theirs }),
    crosspost: (message) => crosspost(message, parts),
    update: (message, to) => update(message, to, parts),
    linkTo: linkToMessage,
    checkAccess: (to) => checkAccess(to, parts),
    tellsCreators: false,
    standingIn: ({ id }, channel) => standingIn(id, channel, parts),
    openDirect: (userId) => openDirect(userId, api),
    doctor: (refs) => examine(refs, { ...parts, publicKey, clock, registration }),
    connect: async (desk) => {
      const chat = { ...desk, interact: withFormsAgain(desk.interact) }
      events = chat
      const former = gateway
      const arrivals = openArrivals()
      // At once, so that a stop that comes next finds it.
      gateway =
        publicKey === null
          ? createGateway({
              ...options,
              deadlineMs: connectTimeouts * sendTimeoutMs,
              onEvent: (name, data) => takeEvent(name, data, { ...answering, ...chat, channels, arrivals }),
            })
          : null
      const own = gateway
      await former?.close()
      return connect({ self, registration, gateway: own })
    },
    endpoints:
      publicKey === null
        ? []
        : [
            openEndpoint({
              publicKey,
              clock,
              answer: () => {
                const chat = events
                return chat === null ? null : (raw) => answerByResponse(raw, { ...answering, ...chat })
              },
            }),
          ],
    disconnect,
    stop: async () => {
      await disconnect()
      api.close()
    },
  }
}
