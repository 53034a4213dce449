import { type Args, isObject, jsonArg, numberArg, textArg } from './arguments.ts'
import { channelToPostIn } from './channels.ts'
import { type Context, failure, isFailure, type Method, needs } from './context.ts'
import { jsonReply, type Reply } from './faults.ts'
import { emptyMessage, type Json, type SlackFile, type Workspace } from './workspace.ts'

export const fileMethods: Readonly<Record<string, Method>> = {
  'files.getUploadURLExternal': { tier: 4, scope: needs('files:write'), act: getUploadUrl },
  'files.completeUploadExternal': { tier: 4, scope: needs('files:write'), act: completeUpload },
  'files.info': { tier: 4, scope: needs('files:read'), act: filesInfo },
}

/** A file somebody has, in the form payloads and the Web API tell of it. */
export function wireFile(workspace: Workspace, origin: string, file: SlackFile): Json {
  const url = `${origin}/files/${file.id}/${encodeURIComponent(file.name)}`
  return {
    id: file.id,
    name: file.name,
    title: file.title,
    mimetype: 'text/plain',
    filetype: file.name.split('.').at(-1),
    user: file.user,
    user_team: workspace.teamId,
    size: Buffer.byteLength(file.text),
    url_private: url,
    url_private_download: url,
    channels: file.channel === null ? [] : [file.channel],
  }
}

/** Takes what is sent to an upload address. */
export function takeUpload({ workspace }: Context, id: string, text: string): Reply {
  const file = workspace.files.get(id)
  if (file === undefined) return { status: 404, headers: {}, body: 'no such upload' }
  workspace.files.set(id, { ...file, text })
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: `OK - ${Buffer.byteLength(text)}` }
}

/** The bytes of a file; without the right token and scope it is Slack's page to sign in, with status 200. */
export function giveFile({ workspace }: Context, id: string, token: string): Reply {
  const file = workspace.files.get(id)
  const mayRead =
    token === workspace.botToken &&
    workspace.tokenState === 'valid' &&
    workspace.scopes.includes('files:read')
  if (!mayRead) {
    const body = '<!DOCTYPE html><html><head><title>Sign in | Slack</title></head></html>'
    return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body }
  }
  if (file === undefined) return { ...jsonReply(failure('file_not_found')), status: 404 }
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: file.text }
}

function getUploadUrl({ workspace, origin }: Context, args: Args): Json {
  const name = textArg(args, 'filename')
  if (name === null || (numberArg(args, 'length') ?? 0) < 1) return failure('invalid_arguments')
  const id = workspace.nextId('F')
  const file = { id, name, title: name, text: '', user: workspace.botUserId, channel: null }
  workspace.files.set(id, file)
  return { ok: true, upload_url: `${origin}/upload/${id}`, file_id: id }
}

function completeUpload(context: Context, args: Args): Json {
  const { workspace } = context
  const listed = jsonArg(args, 'files')
  const files = Array.isArray(listed) ? listed.filter(isObject) : []
  const unknown = files.some(({ id }) => !workspace.files.has(String(id)))
  if (files.length === 0 || unknown) return failure('file_not_found')
  const asked = textArg(args, 'channel_id')
  const channel = asked === null ? null : channelToPostIn(workspace, { channel: asked })
  if (channel !== null && isFailure(channel)) return channel
  if (channel !== null && !channel.isMember) return failure('not_in_channel')
  const done = files.flatMap(({ id, title }) => {
    const file = workspace.files.get(String(id))
    if (file === undefined) return []
    return [{ ...file, title: typeof title === 'string' ? title : file.title, channel: channel?.id ?? null }]
  })
  for (const file of done) workspace.files.set(file.id, file)
  if (channel !== null)
    workspace.messages.push({
      ...emptyMessage,
      ts: workspace.nextTs(),
      channel: channel.id,
      user: workspace.botUserId,
      botId: workspace.botId,
      text: textArg(args, 'initial_comment') ?? '',
      threadTs: textArg(args, 'thread_ts'),
      fileIds: done.map(({ id }) => id),
    })
  return { ok: true, files: done.map((file) => wireFile(workspace, context.origin, file)) }
}

function filesInfo({ workspace, origin }: Context, args: Args): Json {
  const file = workspace.files.get(textArg(args, 'file') ?? '')
  return file === undefined
    ? failure('file_not_found')
    : { ok: true, file: wireFile(workspace, origin, file) }
}
