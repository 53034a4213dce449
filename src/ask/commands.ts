/** The commands behind `/news`, the same on every platform: adapters, help and docs are made from this table. */
export type Command = {
  /** The words behind `/news`, such as `latest` or `feed edit`. */
  readonly name: string
  readonly group: 'ask' | 'admin'
  readonly options: readonly Option[]
}

export type Option = {
  readonly name: string
  readonly isRequired: boolean
} & (
  | { readonly kind: 'text'; readonly hasSuggestions: boolean; readonly most: number }
  | { readonly kind: 'count'; readonly least: number; readonly most: number }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'channel' }
  | { readonly kind: 'file' }
)

const text = (
  name: string,
  more: { required?: boolean; suggests?: boolean; most?: number } = {},
): Option => ({
  kind: 'text',
  name,
  isRequired: more.required ?? false,
  hasSuggestions: more.suggests ?? false,
  most: more.most ?? 200,
})
const count = (name: string, least: number, most: number): Option => ({
  kind: 'count',
  name,
  isRequired: false,
  least,
  most,
})
const choice = (name: string, ...values: readonly string[]): Option => ({
  kind: 'choice',
  name,
  isRequired: false,
  values,
})
const channel: Option = { kind: 'channel', name: 'in', isRequired: false }
const feed = text('feed', { required: true, suggests: true, most: 2000 })

export const commands: readonly Command[] = [
  { name: 'latest', group: 'ask', options: [text('topic', { suggests: true }), count('count', 1, 20)] },
  {
    name: 'search',
    group: 'ask',
    options: [text('words', { required: true }), text('from', { suggests: true }), text('since')],
  },
  {
    name: 'said',
    group: 'ask',
    options: [text('person', { required: true, suggests: true }), text('about'), text('since')],
  },
  { name: 'digest', group: 'ask', options: [choice('span', 'today', '24h', '7d')] },
  { name: 'why', group: 'ask', options: [text('link', { required: true, most: 2000 })] },
  { name: 'help', group: 'ask', options: [] },
  {
    name: 'subscribe',
    group: 'admin',
    options: [
      text('url', { required: true, most: 2000 }),
      text('filter', { most: 1000 }),
      choice('as', 'headline', 'brief', 'full'),
      text('every', { suggests: true }),
      channel,
      count('backfill', 0, 5),
    ],
  },
  { name: 'unsubscribe', group: 'admin', options: [feed] },
  { name: 'list', group: 'admin', options: [choice('scope', 'here', 'all')] },
  { name: 'feed edit', group: 'admin', options: [feed] },
  { name: 'feed pause', group: 'admin', options: [feed] },
  { name: 'feed resume', group: 'admin', options: [feed] },
  { name: 'feed test', group: 'admin', options: [feed] },
  { name: 'feed import', group: 'admin', options: [{ kind: 'file', name: 'file', isRequired: false }] },
  { name: 'feed export', group: 'admin', options: [] },
  { name: 'settings', group: 'admin', options: [] },
  { name: 'status', group: 'admin', options: [] },
]
