import type { ChannelRef } from '../deliver/address.ts'
import type { Actor } from '../deliver/interaction.ts'
import type { Reply } from '../deliver/reply.ts'
import type { WorkspaceRow } from '../store/schema.ts'
import { findWorkspace } from '../store/workspaces.ts'
import type { AdminParts } from './admin-parts.ts'
import type { Asked } from './asked.ts'
import { whoMayTexts } from './texts/who-may.ts'
import { privately, text } from './views.ts'

export type Standing = {
  readonly actor: Pick<Actor, 'id' | 'mayManage'>
  /** null when nothing was set for the workspace. */
  readonly whoMay: WorkspaceRow['who_may']
  readonly listed: readonly string[]
  /** Who made the channel, where the platform says so. */
  readonly creatorId?: string | null
}

export type Permission =
  | { readonly kind: 'yes' }
  | { readonly kind: 'no'; readonly because: 'managers' | 'admins' | 'listed' }

/**
 * Whether somebody may change what is posted. Whom the platform lets manage channels always may, so that nobody can be
 * locked out; where it doesn't say who that is, everybody may until the workspace restricts it.
 */
export function mayAdminister({ actor, whoMay, listed, creatorId }: Standing): Permission {
  const isCreator = creatorId != null && creatorId === actor.id
  if (actor.mayManage === true || isCreator) return { kind: 'yes' }
  switch (whoMay) {
    case 'everyone':
      return { kind: 'yes' }
    case 'listed':
      return listed.includes(actor.id) ? { kind: 'yes' } : { kind: 'no', because: 'listed' }
    case 'admins':
      return { kind: 'no', because: 'admins' }
    case null:
      return actor.mayManage === null ? { kind: 'yes' } : { kind: 'no', because: 'managers' }
  }
}

/** The ids of the people a workspace has listed. */
export function listedOf(workspace: Pick<WorkspaceRow, 'listed'> | null): readonly string[] {
  const all: unknown = JSON.parse(workspace?.listed ?? '[]')
  return Array.isArray(all) ? all.filter((id) => typeof id === 'string') : []
}

/** Where a change is asked for, when whoever asks may make it there. */
export type Admission =
  | { readonly kind: 'admitted'; readonly here: ChannelRef }
  | { readonly kind: 'refused'; readonly reply: Reply }

/** Asks who may, for the channel where it was asked and for another one it is about. */
export async function admit(
  asked: Asked,
  parts: Pick<AdminParts, 'store' | 'mayManageThere'>,
  there: ChannelRef | null = null,
): Promise<Admission> {
  const texts = whoMayTexts[asked.locale]
  const refused = (sentence: string): Admission => ({ kind: 'refused', reply: privately(text(sentence)) })
  const here = asked.channel
  if (here === null) return refused(texts.onlyInChannels)
  const workspace = await findWorkspace(parts.store, here)
  const { actor } = asked
  const permission = mayAdminister({
    actor,
    whoMay: workspace?.who_may ?? null,
    listed: listedOf(workspace),
  })
  if (permission.kind === 'no') return refused(texts.refused[permission.because])
  if (there === null) return { kind: 'admitted', here }
  if (there.platform !== here.platform || there.workspaceId !== here.workspaceId)
    return refused(texts.otherWorkspace)
  const isHere = there.channelId === here.channelId
  if (!isHere && (await parts.mayManageThere(actor, there)) !== true) return refused(texts.notThere)
  return { kind: 'admitted', here }
}
