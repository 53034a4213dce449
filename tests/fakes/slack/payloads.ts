import type { Shown } from './context.ts'
import { wireView } from './view-methods.ts'
import type { Json, SlackChannel, SlackMessage, SlackUser, SlackView, Workspace } from './workspace.ts'
import { wireMessage } from './workspace.ts'

/** Who does something, and in which channel. */
export type Scene = { readonly user: SlackUser; readonly channel: SlackChannel }

/** What a deed can be answered with. */
export type Handles = { readonly triggerId: string; readonly responseUrl: string }

// docs.slack.dev/interactivity/implementing-slash-commands
export function slashPayload(
  workspace: Workspace,
  { user, channel }: Scene,
  { triggerId, responseUrl }: Handles,
  typed: { readonly command: string; readonly text: string },
): Json {
  return {
    token: 'verification',
    team_id: workspace.teamId,
    team_domain: 'pullquote',
    channel_id: channel.id,
    channel_name: channelName(channel),
    user_id: user.id,
    user_name: user.name,
    ...typed,
    api_app_id: workspace.appId,
    is_enterprise_install: 'false',
    response_url: responseUrl,
    trigger_id: triggerId,
  }
}

function channelName({ id, name, isPrivate }: SlackChannel): string {
  if (id.startsWith('D')) return 'directmessage'
  return isPrivate ? 'privategroup' : name
}

// docs.slack.dev/reference/interaction-payloads/block_actions-payload
export function actionPayload(
  workspace: Workspace,
  { user, channel }: Scene,
  { triggerId, responseUrl }: Handles,
  { on, action }: { readonly on: SlackMessage | Shown; readonly action: Json },
): Json {
  const isEphemeral = !('ts' in on)
  const ts = isEphemeral ? workspace.nextTs() : on.ts
  const message = isEphemeral ? null : wireMessage(workspace, on, { withMetadata: true })
  return {
    type: 'block_actions',
    ...common(workspace, user),
    container: { type: 'message', message_ts: ts, channel_id: channel.id, is_ephemeral: isEphemeral },
    trigger_id: triggerId,
    channel: { id: channel.id, name: channel.name },
    ...(message === null ? {} : { message }),
    state: { values: {} },
    response_url: responseUrl,
    actions: [{ ...action, action_ts: workspace.nextTs() }],
  }
}

/** A button in a modal or Home tab. */
export function viewActionPayload(
  workspace: Workspace,
  user: SlackUser,
  triggerId: string,
  { view, action }: { readonly view: SlackView; readonly action: Json },
): Json {
  return {
    type: 'block_actions',
    ...common(workspace, user),
    container: { type: 'view', view_id: view.id },
    trigger_id: triggerId,
    view: wireView(workspace.teamId, workspace.appId, view),
    actions: [{ ...action, action_ts: workspace.nextTs() }],
  }
}

export function submissionPayload(
  workspace: Workspace,
  user: SlackUser,
  triggerId: string,
  { view, values }: { readonly view: SlackView; readonly values: Json },
): Json {
  const wire = wireView(workspace.teamId, workspace.appId, view)
  return {
    type: 'view_submission',
    ...common(workspace, user),
    trigger_id: triggerId,
    response_urls: [],
    view: { ...wire, state: { values } },
  }
}

export function closedPayload(workspace: Workspace, user: SlackUser, view: SlackView): Json {
  const wire = wireView(workspace.teamId, workspace.appId, view)
  return { type: 'view_closed', ...common(workspace, user), view: wire, is_cleared: false }
}

export function suggestionPayload(
  workspace: Workspace,
  { user, channel }: Scene,
  asked: { readonly actionId: string; readonly typed: string },
): Json {
  return {
    type: 'block_suggestion',
    ...common(workspace, user),
    action_id: asked.actionId,
    block_id: 'suggestions',
    value: asked.typed,
    channel: { id: channel.id, name: channel.name },
    container: { type: 'message', message_ts: workspace.nextTs(), channel_id: channel.id },
  }
}

export function shortcutPayload(
  workspace: Workspace,
  user: SlackUser,
  triggerId: string,
  callbackId: string,
): Json {
  return {
    type: 'shortcut',
    ...common(workspace, user),
    callback_id: callbackId,
    trigger_id: triggerId,
    action_ts: workspace.nextTs(),
  }
}

// docs.slack.dev/apis/events-api
export function eventPayload(workspace: Workspace, event: Json): Json {
  const authorization = {
    enterprise_id: null,
    team_id: workspace.teamId,
    user_id: workspace.botUserId,
    is_bot: true,
    is_enterprise_install: false,
  }
  return {
    token: 'verification',
    team_id: workspace.teamId,
    api_app_id: workspace.appId,
    event: { event_ts: workspace.nextTs(), ...event },
    type: 'event_callback',
    event_id: workspace.nextId('Ev'),
    event_time: Math.floor(workspace.clock() / 1000),
    authorizations: [authorization],
    is_ext_shared_channel: false,
  }
}

function common(workspace: Workspace, user: SlackUser): Json {
  return {
    token: 'verification',
    team: { id: workspace.teamId, domain: 'pullquote' },
    user: { id: user.id, username: user.name, name: user.name, team_id: workspace.teamId },
    api_app_id: workspace.appId,
    is_enterprise_install: false,
    enterprise: null,
  }
}
