import type { Channel, ThreadMetadata } from './shapes.ts'
import { putChannel, type World } from './world.ts'

export type ThreadChange = Partial<Pick<ThreadMetadata, 'archived' | 'locked'>> & { readonly name?: string }

/** Changes a thread as a moderator would. */
export function changeThread(world: World, thread: Channel, { name, ...change }: ThreadChange): Channel {
  if (thread.thread_metadata === undefined) return thread
  const at = new Date(world.now()).toISOString()
  const changed = {
    ...thread,
    name: name ?? thread.name,
    thread_metadata: { ...thread.thread_metadata, ...change, archive_timestamp: at },
  }
  putChannel(world, changed)
  world.announce('THREAD_UPDATE', changed)
  return changed
}

/** "Sending a message will automatically unarchive the thread, unless the thread has been locked." */
export function unarchive(world: World, channel: Channel): Channel {
  return channel.thread_metadata?.archived ? changeThread(world, channel, { archived: false }) : channel
}
