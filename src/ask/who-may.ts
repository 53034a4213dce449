import type { Standing } from '../deliver/adapter.ts'
import type { ChannelRef } from '../deliver/address.ts'
import type { Reply } from '../deliver/reply.ts'
import type { WorkspaceRow } from '../store/schema.ts'
import type { WorkspaceAddress } from '../store/subscriptions.ts'
import { findWorkspace } from '../store/workspaces.ts'
import type { AdminParts } from './admin-parts.ts'
import type { Asked } from './asked.ts'
import { whoMayTexts } from './texts/who-may.ts'
import { privately, text } from './views.ts'

export type Applicant = {
  readonly standing: Standing
  /** null when nothing was set for the workspace. */
  readonly whoMay: WorkspaceRow['who_may']
  readonly isListed: boolean
}

export type Permission =
  | { readonly kind: 'yes' }
  | { readonly kind: 'no'; readonly because: 'managers' | 'admins' | 'creators' | 'listed' | 'members' }

/**
 * Whether somebody may change what is posted in a channel. Whom the platform lets manage it always may, so that nobody
 * can be locked out; where it doesn't say who that is, its members may until the workspace restricts it.
 */
export function mayAdminister({ standing, whoMay, isListed }: Applicant): Permission {
  const { mayManage, isCreator, isMember } = standing
  if (mayManage === true) return { kind: 'yes' }
  if (whoMay === 'admins') return { kind: 'no', because: 'admins' }
  if (whoMay === 'creators') return isCreator ? { kind: 'yes' } : { kind: 'no', because: 'creators' }
  if (whoMay === 'listed' && !isListed) return { kind: 'no', because: 'listed' }
  if (whoMay === null && mayManage === false) return { kind: 'no', because: 'managers' }
  return isMember ? { kind: 'yes' } : { kind: 'no', because: 'members' }
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
  parts: Pick<AdminParts, 'store' | 'standingIn'>,
  there: ChannelRef | null = null,
): Promise<Admission> {
  const texts = whoMayTexts[asked.locale]
  const refused = (sentence: string): Admission => ({ kind: 'refused', reply: privately(text(sentence)) })
  const here = asked.channel
  if (here === null) return refused(texts.onlyInChannels)
  const workspace = await findWorkspace(parts.store, here)
  const standing = await standingHere(asked, here, { workspace, parts })
  if (standing === null) return refused(texts.notSeen)
  const permission = mayAdminister(applicantFrom(asked, standing, workspace))
  if (permission.kind === 'no') return refused(texts.refused[permission.because])
  if (there === null || isSameChannel(here, there)) return { kind: 'admitted', here }
  if (there.platform !== here.platform || there.workspaceId !== here.workspaceId)
    return refused(texts.otherWorkspace)
  return (await mayChange(asked, there, parts)) ? { kind: 'admitted', here } : refused(texts.notThere)
}

/** Whether whoever asks may change what is posted in that channel of the same workspace; no when nobody can say. */
export async function mayChange(
  asked: Asked,
  there: ChannelRef,
  parts: Pick<AdminParts, 'store' | 'standingIn'>,
): Promise<boolean> {
  const standing = await parts.standingIn(asked.actor, there)
  if (standing === null) return false
  const workspace = await findWorkspace(parts.store, there)
  return mayAdminister(applicantFrom(asked, standing, workspace)).kind === 'yes'
}

/** Whether somebody belongs to those who set the bot up in this workspace, as far as that can be said outside of channels. */
export async function mayConfigureSomewhere(
  asked: Asked,
  where: WorkspaceAddress,
  { store }: Pick<AdminParts, 'store'>,
): Promise<boolean> {
  const standing = { mayManage: asked.actor.mayManage, isCreator: false, isMember: true }
  const workspace = await findWorkspace(store, where)
  return mayAdminister(applicantFrom(asked, standing, workspace)).kind === 'yes'
}

/** Whoever asks in a channel is in it; only who made it has to be asked for. */
async function standingHere(
  { actor }: Asked,
  here: ChannelRef,
  from: {
    readonly workspace: WorkspaceRow | null
    readonly parts: Pick<AdminParts, 'standingIn'>
  },
): Promise<Standing | null> {
  const isDecided = actor.mayManage === true || from.workspace?.who_may !== 'creators'
  if (!isDecided) return from.parts.standingIn(actor, here)
  return { mayManage: actor.mayManage, isCreator: false, isMember: true }
}

function applicantFrom(
  { actor }: Pick<Asked, 'actor'>,
  standing: Standing,
  workspace: WorkspaceRow | null,
): Applicant {
  const isListed = listedOf(workspace).includes(actor.id)
  return { standing, whoMay: workspace?.who_may ?? null, isListed }
}

function isSameChannel(one: ChannelRef, other: ChannelRef): boolean {
  return (
    one.platform === other.platform &&
    one.workspaceId === other.workspaceId &&
    one.channelId === other.channelId
  )
}
