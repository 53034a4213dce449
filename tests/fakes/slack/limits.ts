import type { Json } from './workspace.ts'

/** Path -> least and most characters of a text, or items of a list. */
export type Bounds = Readonly<Record<string, readonly [number, number]>>

const text: Bounds = { text: [1, 3000] }
const placeholder: Bounds = { 'placeholder.text': [1, 150] }
const options = (most: number): Bounds => ({
  options: [1, most],
  'options.*.text.text': [1, 75],
  'options.*.value': [1, 75],
  'options.*.description.text': [1, 75],
})
const select: Bounds = {
  ...placeholder,
  ...options(100),
  option_groups: [1, 100],
  'option_groups.*.label.text': [1, 75],
  'option_groups.*.options': [1, 100],
}
const image: Bounds = { alt_text: [1, 2000], 'title.text': [1, 2000], image_url: [1, 3000] }
const richText: Bounds = { elements: [1, 500] }

// docs.slack.dev/reference/block-kit and the comments of @slack/types.
const boundsByType: Readonly<Record<string, Bounds>> = {
  section: { 'text.text': [1, 3000], fields: [1, 10], 'fields.*.text': [1, 2000] },
  header: { 'text.text': [1, 150] },
  context: { elements: [1, 10] },
  actions: { elements: [1, 25] },
  context_actions: { elements: [1, 5] },
  image,
  input: { 'label.text': [1, 2000], 'hint.text': [1, 2000] },
  markdown: { text: [1, 12_000] },
  video: { 'title.text': [1, 199], 'description.text': [1, 200], author_name: [1, 49], alt_text: [1, 2000] },
  card: { 'title.text': [1, 150], 'subtitle.text': [1, 150], 'body.text': [1, 200] },
  carousel: { elements: [1, 10] },
  container: { 'title.text': [1, 150], 'subtitle.text': [1, 150], child_blocks: [1, 10] },
  table: { rows: [1, 100], 'rows.*': [1, 20] },
  mrkdwn: text,
  plain_text: text,
  button: { 'text.text': [1, 75], value: [1, 2000], url: [1, 3000], accessibility_label: [1, 75] },
  static_select: select,
  multi_static_select: select,
  external_select: placeholder,
  plain_text_input: placeholder,
  url_text_input: placeholder,
  email_text_input: placeholder,
  overflow: options(10),
  radio_buttons: options(10),
  checkboxes: options(10),
  rich_text: richText,
  rich_text_section: richText,
  rich_text_list: richText,
  rich_text_quote: richText,
  rich_text_preformatted: richText,
  text: { text: [1, 40_000] },
  link: { url: [1, 3000], text: [1, 40_000] },
}

const everywhere: Bounds = {
  block_id: [1, 255],
  action_id: [1, 255],
  'confirm.title.text': [1, 100],
  'confirm.text.text': [1, 300],
  'confirm.confirm.text': [1, 30],
  'confirm.deny.text': [1, 30],
}

/** The limits of a block, element or text object. */
export function boundsOf({ type }: Json): Bounds {
  const own = typeof type === 'string' && Object.hasOwn(boundsByType, type) ? boundsByType[type] : undefined
  return { ...everywhere, ...own }
}

export const boundsOfView: Bounds = {
  'title.text': [1, 24],
  'submit.text': [1, 24],
  'close.text': [1, 24],
  private_metadata: [0, 3000],
  callback_id: [0, 255],
  external_id: [0, 255],
}
