import { z } from 'zod'
import type { Reply } from '../../src/deliver/reply.ts'
import { type Failure, failureOf, inWords, reasonOf } from './errors.ts'
import { type Heard, type Said, sentence } from './interactions.ts'
import { showView } from './render-view.ts'
import { type SayingParts, say } from './saying.ts'

type File = Extract<Reply, { readonly kind: 'file' }>

/**
 * Sends the file to whoever asked, in direct messages: what stands in a channel is everybody's, and an answer that only
 * one person sees takes no files. https://docs.slack.dev/messaging/working-with-files
 */
export async function shareFile(parts: SayingParts, heard: Heard, file: File): Promise<void> {
  const { channel, actor } = heard.interaction
  const shared = await shareWith(parts, actor.id, file)
  if (shared.kind === 'shared') {
    if (shared.channelId === channel?.channelId) return
    return say(parts, heard, whereItIs(file))
  }
  parts.log.warn({ name: file.name, cause: inWords(shared) }, 'a file could not be sent to slack')
  const cause = shared.kind === 'refused' ? reasonOf(shared) : inWords(shared)
  await say(parts, heard, sentence(`${file.name} could not be sent: ${cause}`))
}

const opened = z.object({ channel: z.object({ id: z.string() }) })

/** A file has no buttons; what else could be done stands where it was asked for. */
function whereItIs({ name, view }: File): Said {
  const said = sentence(`${name} is in your direct messages with this app.`)
  const buttons = view.blocks.filter(({ kind }) => kind === 'buttons')
  return { ...said, view: { blocks: [...said.view.blocks, ...buttons] } }
}

async function shareWith(
  { client }: SayingParts,
  userId: string,
  { name, text, view }: File,
): Promise<{ readonly kind: 'shared'; readonly channelId: string } | Failure> {
  try {
    const { channel } = opened.parse(await client.apiCall('conversations.open', { users: userId }))
    await client.filesUploadV2({
      channel_id: channel.id,
      filename: name,
      title: name,
      content: text,
      initial_comment: showView(view).text,
    })
    return { kind: 'shared', channelId: channel.id }
  } catch (error) {
    return failureOf(error)
  }
}
