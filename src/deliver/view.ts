import type { Post } from '../read/post.ts'
import type { ChannelRef } from './address.ts'
import type { PostStyle } from './style.ts'

/** What the program says in chat besides posts: help, answers, notices. No markup: each adapter writes it in its own. */
export type View = { readonly blocks: readonly Block[] }

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: RichText }
  | { readonly kind: 'list'; readonly items: readonly RichText[] }
  | {
      readonly kind: 'quote'
      /** Verbatim; never shortened. */
      readonly text: string
      readonly speaker: string
      readonly role: string | null
      readonly where: string | null
      /** Said about the quote, such as outlet and day. */
      readonly source: RichText | null
    }
  /** Small print. */
  | { readonly kind: 'note'; readonly text: RichText }
  | { readonly kind: 'buttons'; readonly buttons: readonly Button[] }
  /** One of at most 25 to choose from; the choice is an action whose value is the option's. */
  | {
      readonly kind: 'select'
      readonly action: string
      readonly placeholder: string
      readonly options: readonly Choice[]
      /** The value that is chosen now. */
      readonly chosen: string | null
    }
  /** A post exactly as it would be published, but for its buttons. */
  | { readonly kind: 'post'; readonly post: Post; readonly style: PostStyle }

export type Choice = { readonly value: string; readonly label: string }

export type RichText = readonly Inline[]

export type Inline =
  | string
  | { readonly strong: string }
  | { readonly code: string }
  | { readonly text: string; readonly url: string }
  /** Somebody, by the id on the platform; the name is shown where the platform cannot. */
  | { readonly person: string; readonly name: string }
  | { readonly channel: ChannelRef; readonly name: string }
  /** Epoch milliseconds; shown in the reader's own time zone where the platform can. */
  | { readonly time: number; readonly as: 'ago' | 'day' | 'moment' }

export type Button =
  | {
      readonly kind: 'action'
      readonly action: string
      readonly value: string
      readonly label: string
      readonly tone: 'plain' | 'primary' | 'danger'
    }
  | { readonly kind: 'link'; readonly url: string; readonly label: string }
