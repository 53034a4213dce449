import type { Shown } from './context.ts'
import type { Handles, Scene } from './payloads.ts'
import { type ResponseTarget, responseMinutes } from './response-urls.ts'
import type { SlackMessage, Workspace } from './workspace.ts'

export type Triggers = {
  /** A trigger_id with which one modal may be opened soon. */
  open(deed: string, user: string): string
  /** A trigger_id and a response_url. */
  handles(deed: string, scene: Scene, on: SlackMessage | Shown | null): Handles
}

type Parts = {
  readonly workspace: Workspace
  readonly targets: Map<string, ResponseTarget>
  readonly origin: string
  readonly triggerMs: number
}

export function createTriggers({ workspace, targets, origin, triggerMs }: Parts): Triggers {
  const open = (deed: string, user: string) => {
    const triggerId = workspace.nextId('trigger')
    workspace.triggers.set(triggerId, {
      user,
      deed,
      expiresAt: workspace.clock() + triggerMs,
      isUsed: false,
    })
    return triggerId
  }
  return {
    open,
    handles: (deed, { user, channel }, on) => {
      const id = workspace.nextId('R')
      const expiresAt = workspace.clock() + responseMinutes * 60_000
      targets.set(id, { deed, user: user.id, channel: channel.id, on, expiresAt, uses: 0 })
      return { triggerId: open(deed, user.id), responseUrl: `${origin}/response/${id}` }
    },
  }
}
