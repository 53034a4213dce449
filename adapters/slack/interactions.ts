import { z } from 'zod'
import type { ChannelRef } from '../../src/deliver/address.ts'
import type { Interaction } from '../../src/deliver/interaction.ts'
import type { Reply } from '../../src/deliver/reply.ts'
import type { View } from '../../src/deliver/view.ts'
import type { SlackBlock } from './render-blocks.ts'
import { showView } from './render-view.ts'

const platform = 'slack'

// https://docs.slack.dev/interactivity/implementing-slash-commands
const commandPayload = z.object({
  command: z.string(),
  text: z.string().default(''),
  team_id: z.string(),
  channel_id: z.string(),
  user_id: z.string(),
  user_name: z.string().optional(),
  response_url: z.url(),
  trigger_id: z.string().optional(),
})

// https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
const actionPayload = z.object({
  team: z.object({ id: z.string() }).nullish(),
  user: z.object({ id: z.string(), name: z.string().optional(), team_id: z.string().optional() }),
  channel: z.object({ id: z.string() }).optional(),
  message: z.object({ ts: z.string(), thread_ts: z.string().optional() }).optional(),
  container: z.object({ is_ephemeral: z.boolean().default(false) }).optional(),
  view: z.object({ id: z.string(), type: z.string() }).optional(),
  response_url: z.url().optional(),
  trigger_id: z.string().optional(),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        value: z.string().default(''),
        selected_option: z.object({ value: z.string() }).nullish(),
      }),
    )
    .min(1),
})

/** Where somebody did something, and sees the answer. */
export type Place =
  | { readonly kind: 'channel'; readonly responseUrl: string | null }
  /** The bot's own page. */
  | { readonly kind: 'home' }
  /** An answer that was shown over that page. */
  | { readonly kind: 'modal'; readonly viewId: string }

/** What somebody did, and how it can be answered. */
export type Heard = {
  readonly interaction: Interaction
  readonly place: Place
  /** Opens a form, within three seconds. */
  readonly triggerId: string | null
}

/** What was typed behind a command; null for what Slack would never send. */
export function heardCommand(payload: unknown): Heard | null {
  const read = commandPayload.safeParse(payload)
  if (!read.success) return null
  const { text, team_id, channel_id, user_id, user_name, response_url, trigger_id } = read.data
  return {
    interaction: {
      platform,
      actor: actorOf(user_id, user_name),
      channel: channelOf(team_id, channel_id, null),
      message: null,
      deed: { kind: 'typed', text },
    },
    place: { kind: 'channel', responseUrl: response_url },
    triggerId: trigger_id ?? null,
  }
}

/** The button that was used, or what was chosen in a select; null for links and for what isn't ours. */
export function heardAction(payload: unknown): Heard | null {
  const read = actionPayload.safeParse(payload)
  if (!read.success) return null
  const { team, user, channel, container, view, response_url, trigger_id, actions } = read.data
  const message = container?.is_ephemeral === true ? undefined : read.data.message
  const [used] = actions
  const action = /^pq:([^#]+)/.exec(used?.action_id ?? '')?.[1]
  if (used === undefined || action === undefined || action === 'source') return null
  const teamId = team?.id ?? user.team_id ?? ''
  const where = channel === undefined ? null : channelOf(teamId, channel.id, threadOf(read.data.message))
  return {
    interaction: {
      platform,
      actor: actorOf(user.id, user.name),
      channel: where,
      ...(where === null && teamId !== '' ? { workspaceId: teamId } : {}),
      message: where === null || message === undefined ? null : { ...where, messageId: message.ts },
      deed: { kind: 'action', action, value: used.selected_option?.value ?? used.value },
    },
    place: placeOf(view, response_url ?? null),
    triggerId: trigger_id ?? null,
  }
}

function placeOf(
  view: { readonly id: string; readonly type: string } | undefined,
  responseUrl: string | null,
): Place {
  if (view === undefined) return { kind: 'channel', responseUrl }
  return view.type === 'home' ? { kind: 'home' } : { kind: 'modal', viewId: view.id }
}

/** Where to answer for a button that is not ours, as of an older version; null for ours and for links. */
export function strangeButton(payload: unknown): string | null {
  const read = actionPayload.safeParse(payload)
  if (!read.success || read.data.actions[0]?.action_id.startsWith('pq:')) return null
  return read.data.response_url ?? null
}

function threadOf(message: { readonly ts: string; readonly thread_ts?: string | undefined } | undefined) {
  const thread = message?.thread_ts
  return thread === undefined || thread === message?.ts ? null : thread
}

function channelOf(workspaceId: string, channelId: string, threadId: string | null): ChannelRef {
  return { platform, workspaceId, channelId, threadId }
}

function actorOf(id: string, name: string | undefined): Interaction['actor'] {
  return { id, name: name ?? null, locale: null, mayManage: null }
}

/** The reply that is shown as a message. */
export type Said = Extract<Reply, { readonly kind: 'view' }>

/** An answer as an ack or a response_url takes it. */
export type Response = {
  readonly response_type: 'ephemeral' | 'in_channel'
  readonly replace_original: boolean
  readonly thread_ts?: string
  readonly text: string
  readonly blocks: readonly SlackBlock[]
}

/** The answer; in a thread it stays there. */
export function responseOf(
  { view, isPrivate, replaces = false }: Said,
  threadId: string | null = null,
): Response {
  return {
    response_type: isPrivate ? 'ephemeral' : 'in_channel',
    replace_original: replaces,
    ...(threadId === null || replaces ? {} : { thread_ts: threadId }),
    ...showView(view),
  }
}

/** A plain sentence, only for whoever asked. */
export function sentence(text: string): Said {
  const view: View = { blocks: [{ kind: 'text', text: [text] }] }
  return { kind: 'view', view, isPrivate: true }
}

const accessEvents = [
  'channel_archive',
  'channel_unarchive',
  'channel_deleted',
  'channel_left',
  'group_archive',
  'group_unarchive',
  'group_deleted',
  'group_left',
] as const

const membershipEvents = ['member_joined_channel', 'member_left_channel'] as const

/** The events that tell of channels; in the manifest, and listened to. */
export const channelEvents = [...accessEvents, ...membershipEvents] as const

const channelEvent = z.object({ type: z.string(), channel: z.string(), user: z.string().optional() })

/** The channel that opened or closed for us; null for what other people do. */
export function changedChannel(event: unknown, botUserId: string): string | null {
  const read = channelEvent.safeParse(event)
  if (!read.success) return null
  const { type, channel, user } = read.data
  const isMembership = membershipEvents.some((each) => each === type)
  return isMembership && user !== botUserId ? null : channel
}

const joined = z.object({
  type: z.literal('member_joined_channel'),
  user: z.string(),
  channel: z.string(),
  inviter: z.string().optional(),
})

/** We were added to a channel; null when it was somebody else. https://docs.slack.dev/reference/events/member_joined_channel */
export function heardJoin(event: unknown, { teamId, botUserId }: Self): Heard | null {
  const read = joined.safeParse(event)
  if (!read.success || read.data.user !== botUserId) return null
  const { channel, inviter = botUserId } = read.data
  return {
    interaction: {
      platform,
      actor: actorOf(inviter, undefined),
      channel: channelOf(teamId, channel, null),
      message: null,
      deed: { kind: 'joined' },
    },
    place: { kind: 'channel', responseUrl: null },
    triggerId: null,
  }
}

type Self = { readonly teamId: string; readonly botUserId: string }

const homeOpened = z.object({ user: z.string(), tab: z.literal('home') })

/** Somebody looks at our page; null for the other tab. https://docs.slack.dev/reference/events/app_home_opened */
export function heardHome(event: unknown, { teamId }: Pick<Self, 'teamId'>): Heard | null {
  const read = homeOpened.safeParse(event)
  return read.success ? lookAtHome(actorOf(read.data.user, undefined), teamId) : null
}

/** As if this person opened our page just now. */
export function lookAtHome(actor: Interaction['actor'], workspaceId: string): Heard {
  return {
    interaction: { platform, actor, channel: null, workspaceId, message: null, deed: { kind: 'home' } },
    place: { kind: 'home' },
    triggerId: null,
  }
}

const revoked = z.object({ tokens: z.object({ bot: z.array(z.string()).optional() }) })

/** True when the revoked tokens are those we use. */
export function revokesOurToken(event: unknown): boolean {
  return (revoked.safeParse(event).data?.tokens.bot ?? []).length > 0
}

const identified = z.object({ event_id: z.string().optional(), trigger_id: z.string().optional() })

/** What two deliveries of the same deed have in common. */
export function deedId(payload: unknown): string | null {
  const { event_id, trigger_id } = identified.safeParse(payload).data ?? {}
  return event_id ?? trigger_id ?? null
}
