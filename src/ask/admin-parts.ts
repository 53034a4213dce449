import type { OpmlOutcome } from '../../feeds/opml.ts'
import type { Access, Standing } from '../deliver/adapter.ts'
import type { ChannelRef } from '../deliver/address.ts'
import type { Actor } from '../deliver/interaction.ts'
import type { PollerParts } from '../poll/poller.ts'
import type { ReaderParts } from '../read/reader.ts'
import type { Store } from '../store/store.ts'

/** The operator's channel, PULLQUOTE_ADMIN_CHANNEL. */
export type AdminChannel = {
  readonly rowId: number
  readonly platform: string
  readonly workspaceId: string
}

/** What the commands for admins work with. */
export type AdminParts = {
  readonly store: Store
  readonly fetchFeed: PollerParts['fetch']
  readonly parse: PollerParts['parse']
  /** A list of feeds that somebody sent, whatever is in it. */
  readonly parseList: (text: string) => Promise<OpmlOutcome>
  readonly fetchPage: ReaderParts['fetchPage']
  readonly readPage: ReaderParts['readPage']
  readonly checkAccess: (to: ChannelRef) => Promise<Access>
  /** What this person is in that channel; null when the platform could not be asked, and then nothing is changed. */
  readonly standingIn: (actor: Actor, channel: ChannelRef) => Promise<Standing | null>
  /** Whether the platform tells who made a channel. */
  readonly tellsCreators: (platform: string) => boolean
  readonly adminChannel: AdminChannel | null
  /** A feed is due now. */
  readonly wakePolling: () => void
  /** How long somebody in chat waits for strangers' servers; one that takes longer is left out. */
  readonly patienceMs: number
}
