import { isObject } from './arguments.ts'
import type { Context, Shown } from './context.ts'
import { stateOf, usedElement } from './elements.ts'
import { type FormAnswer, readFormAnswer } from './forms.ts'
import {
  actionPayload,
  closedPayload,
  eventPayload,
  type Scene,
  shortcutPayload,
  slashPayload,
  submissionPayload,
  suggestionPayload,
  viewActionPayload,
} from './payloads.ts'
import { type ResponseTarget, showResponse } from './response-urls.ts'
import type { Ack, EnvelopeType } from './socket.ts'
import type { Triggers } from './triggers.ts'
import type { Watch } from './watch.ts'
import type { Json, SlackMessage, SlackView } from './workspace.ts'

/** Something a person did, and what the app answered Slack. */
export type Deed = {
  readonly id: string
  /** For messages of errors, such as `/news help`. */
  readonly what: string
  readonly type: EnvelopeType
  readonly payload: Json
  readonly at: number
  /** null until the app answered or Slack gave up. */
  ack: Ack | null
  ackedAt: number | null
}

export type Who = {
  /** Default: the first user. */
  readonly user?: string
  /** Default: the first channel. */
  readonly channel?: string
}

/** A button is found by its action and, where several share it, by its value; of a select the value is chosen. */
export type Press = Who & { readonly value?: string }

export type Deeds = {
  /** What Slack would send for a command, to be sent by the test itself. */
  slashPayload(command: string, text: string, who?: Who): Json
  /** `/news help`: resolves with the first thing the person sees; rejects when Slack says that the app did not respond. */
  slash(command: string, text: string, who?: Who): Promise<Shown>
  /** Uses a button or select of a message, answer, modal or Home tab; resolves and rejects as `slash`. */
  button(on: SlackMessage | Shown, actionId: string, press?: Press): Promise<Shown>
  /** As `button`, for buttons that show nothing, such as links: resolves when the app has acked. */
  press(on: SlackMessage | Shown, actionId: string, press?: Press): Promise<void>
  /** Sends a modal off; values by action id, text for inputs and for the value of a chosen option. */
  submit(form: Shown, values: Readonly<Record<string, string | Json>>, who?: Who): Promise<FormAnswer>
  closeForm(form: Shown, who?: Who): Promise<void>
  /** The options offered for what was typed in an external select. */
  suggest(actionId: string, typed: string, who?: Who): Promise<readonly Json[]>
  shortcut(callbackId: string, who?: Who): Promise<Shown>
  /** Opens the app's Home tab; resolves when the app has published it. */
  home(who?: Who): Promise<Shown>
  /** Sends an event; resolves when it was acked, or Slack has given up after one more try. With the id of another it is that one again. */
  event(event: Json, eventId?: string): Promise<Ack>
}

type Parts = {
  readonly context: Context
  readonly shown: readonly Shown[]
  readonly deeds: Deed[]
  readonly targets: ReadonlyMap<string, ResponseTarget>
  readonly triggers: Triggers
  readonly watch: Watch
  /** How long to wait after the ack for something to be seen. */
  readonly shownMs: number
  deliver(type: EnvelopeType, payload: Json): Promise<Ack>
}

export function createDeeds(parts: Parts): Deeds {
  const { context, shown, watch, triggers } = parts
  const { workspace } = context

  const userOf = ({ user }: Who) => found(workspace.users, user ?? firstPerson(), 'user')
  const firstPerson = () => [...workspace.users.values()].find(({ isBot }) => !isBot)?.id ?? ''
  const sceneOf = (who: Who): Scene => {
    const first = workspace.channels.keys().next().value ?? ''
    return { user: userOf(who), channel: found(workspace.channels, who.channel ?? first, 'channel') }
  }
  const send = async (id: string, what: string, type: EnvelopeType, payload: Json): Promise<Ack> => {
    const deed: Deed = { id, what, type, payload, at: workspace.clock(), ack: null, ackedAt: null }
    parts.deeds.push(deed)
    deed.ack = await parts.deliver(type, payload)
    deed.ackedAt = workspace.clock()
    watch.changed()
    return deed.ack
  }
  /** Sends, and waits for the first thing this person sees from then on. */
  const see = async (id: string, what: string, user: string, sent: () => Promise<Ack>): Promise<Shown> => {
    const from = shown.length
    const answer = () => shown.slice(from).find((one) => isAnswer(one, id, user))
    acked(what, await sent())
    return watch.until(answer, parts.shownMs, `something to be seen after ${what}`)
  }
  const pressed = (on: SlackMessage | Shown, actionId: string, press: Press) => {
    const id = workspace.nextId('deed')
    const action = usedElement(blocksOf(on), actionId, press.value)
    const what = `the button ${actionId}`
    const view = 'viewId' in on && on.viewId !== null ? found(workspace.views, on.viewId, 'view') : null
    const channel = press.channel ?? on.channel
    const scene = sceneOf(channel === null ? press : { ...press, channel })
    const payload =
      view === null
        ? actionPayload(workspace, scene, triggers.handles(id, scene, on), { on, action })
        : viewActionPayload(workspace, scene.user, triggers.open(id, scene.user.id), { view, action })
    return { id, what, user: scene.user.id, sent: () => send(id, what, 'interactive', payload) }
  }
  return {
    slashPayload: (command, text, who = {}) => {
      const scene = sceneOf(who)
      return slashPayload(workspace, scene, triggers.handles(workspace.nextId('deed'), scene, null), {
        command,
        text,
      })
    },
    slash: (command, text, who = {}) => {
      const id = workspace.nextId('deed')
      const scene = sceneOf(who)
      const handles = triggers.handles(id, scene, null)
      const payload = slashPayload(workspace, scene, handles, { command, text })
      return see(id, `${command} ${text}`, scene.user.id, async () => {
        const ack = await send(id, `${command} ${text}`, 'slash_commands', payload)
        const target = parts.targets.get(handles.responseUrl.split('/').at(-1) ?? '')
        const answer = ack.kind === 'acked' ? messageIn(ack.payload) : null
        if (answer !== null && target !== undefined) showResponse(context, target, 'ack', answer)
        return ack
      })
    },
    button: async (on, actionId, press = {}) => {
      const { id, what, user, sent } = pressed(on, actionId, press)
      return see(id, what, user, sent)
    },
    press: async (on, actionId, press = {}) => {
      const { what, sent } = pressed(on, actionId, press)
      acked(what, await sent())
    },
    submit: async (form, values, who = {}) => {
      const id = workspace.nextId('deed')
      const user = userOf({ user: form.user, ...who })
      const view = found(workspace.views, form.viewId ?? '', 'view')
      const state = stateOf(view.body, values)
      const payload = submissionPayload(workspace, user, triggers.open(id, user.id), { view, values: state })
      const ack = await send(id, 'the form', 'interactive', payload)
      return readFormAnswer(context, view, id, acked('the form', ack))
    },
    closeForm: async (form, who = {}) => {
      const view: SlackView = found(workspace.views, form.viewId ?? '', 'view')
      workspace.views.delete(view.id)
      const payload = closedPayload(workspace, userOf({ user: form.user, ...who }), view)
      acked('closing the form', await send(workspace.nextId('deed'), 'closing', 'interactive', payload))
    },
    suggest: async (actionId, typed, who = {}) => {
      const payload = suggestionPayload(workspace, sceneOf(who), { actionId, typed })
      const ack = await send(workspace.nextId('deed'), `typing ${typed}`, 'interactive', payload)
      const answer = acked(`typing ${typed}`, ack)
      const options = isObject(answer) ? answer.options : null
      return Array.isArray(options) ? options.filter(isObject) : []
    },
    shortcut: (callbackId, who = {}) => {
      const id = workspace.nextId('deed')
      const user = userOf(who)
      const payload = shortcutPayload(workspace, user, triggers.open(id, user.id), callbackId)
      return see(id, callbackId, user.id, () => send(id, callbackId, 'interactive', payload))
    },
    home: (who = {}) => {
      const id = workspace.nextId('deed')
      const user = userOf(who)
      const event = { type: 'app_home_opened', user: user.id, channel: `D${user.id}`, tab: 'home' }
      const payload = eventPayload(workspace, event)
      return see(id, 'opening Home', user.id, () => send(id, 'opening Home', 'events_api', payload))
    },
    event: (event, eventId) => {
      const made = eventPayload(workspace, event)
      const payload = eventId === undefined ? made : { ...made, event_id: eventId }
      return send(workspace.nextId('deed'), `the event ${event.type}`, 'events_api', payload)
    },
  }
}

function isAnswer(one: Shown, deed: string, user: string): boolean {
  return one.deed === deed || (one.deed === null && one.user === user)
}

function acked(what: string, ack: Ack): unknown {
  if (ack.kind === 'failed') throw new Error(`${what} failed with "dispatch_failed": ${ack.reason}`)
  return ack.payload
}

/** What an ack of a slash command says; null when it says nothing. */
function messageIn(payload: unknown): Json | null {
  if (typeof payload === 'string' && payload !== '') return { text: payload }
  return isObject(payload) && Object.keys(payload).length > 0 ? payload : null
}

function blocksOf(on: SlackMessage | Shown): readonly Json[] {
  const blocks = 'view' in on && on.view !== null ? on.view.blocks : on.blocks
  return Array.isArray(blocks) ? blocks.filter(isObject) : []
}

function found<T>(from: ReadonlyMap<string, T>, id: string, what: string): T {
  const one = from.get(id)
  if (one === undefined) throw new Error(`no ${what} ${id}`)
  return one
}
