import { z } from 'zod'
import { escapeHtml, linked } from './html.ts'

const piece = z.object({
  type: z.string(),
  text: z.string().optional(),
  url: z.string().optional(),
  style: z.object({ bold: z.boolean().optional() }).optional(),
})
const block = z.looseObject({ type: z.string() })
const message = z.object({ blocks: z.array(block) })
const richText = z.object({ elements: z.array(z.object({ type: z.string(), elements: z.array(piece) })) })
const textual = z.object({ text: z.object({ text: z.string() }) })
const context = z.object({ elements: z.array(z.object({ text: z.string().optional() })) })
const actions = z.object({ elements: z.array(z.object({ text: z.object({ text: z.string() }) })) })
const image = z.object({ alt_text: z.string() })

/** A rendered message roughly as Slack draws it, for the pictures in docs/. */
export function slackPage(json: string): string {
  const blocks = message.parse(JSON.parse(json)).blocks.map(draw)
  return `<!doctype html><meta charset="utf-8"><style>${style}</style>
    <div class="message"><div class="face">”</div><div>
    <p class="name">Pullquote <b>APP</b> <i>18:42</i></p>${blocks.join('')}</div></div>`
}

function draw(one: z.infer<typeof block>): string {
  switch (one.type) {
    case 'rich_text':
      return richText.parse(one).elements.map(drawRichText).join('')
    case 'header':
      return `<h1>${escapeHtml(textual.parse(one).text.text)}</h1>`
    case 'section':
      return `<p>${escapeHtml(textual.parse(one).text.text)}</p>`
    case 'context':
      return `<p class="context">${context
        .parse(one)
        .elements.map(({ text = '' }) => escapeHtml(text.replace(/<!date\^[^|]*\|([^>]*)>/, '$1')))
        .join(' &nbsp; ')}</p>`
    case 'image':
      return `<p class="image">${escapeHtml(image.parse(one).alt_text)}</p>`
    case 'actions':
      return `<p class="buttons">${actions
        .parse(one)
        .elements.map(({ text }) => `<span class="button">${escapeHtml(text.text)}</span>`)
        .join('')}</p>`
    default:
      return ''
  }
}

function drawRichText({
  type,
  elements,
}: {
  type: string
  elements: readonly z.infer<typeof piece>[]
}): string {
  const inner = elements
    .map(({ text = '', url, style: look }) => {
      const drawn = (url === undefined ? escapeHtml(text) : linked(text, url)).replaceAll('\n', '<br>')
      return look?.bold ? `<b>${drawn}</b>` : drawn
    })
    .join('')
  return type === 'rich_text_quote' ? `<blockquote>${inner}</blockquote>` : `<p>${inner}</p>`
}

const style = `
  body { margin: 0; padding: 20px; background: #fff; color: #1d1c1d; font: 15px/1.46 Lato, "Noto Sans", "DejaVu Sans", sans-serif; width: 640px }
  .message { display: flex; gap: 10px } .face { width: 36px; height: 36px; border-radius: 8px; background: #f2b33d; font: bold 36px/54px serif; text-align: center; flex: none }
  .name { margin: 0; font-weight: 900 } .name b { background: #ddd; border-radius: 2px; font-size: 10px; padding: 1px 3px; color: #616061; vertical-align: 1px } .name i { color: #616061; font: 12px sans-serif }
  p { margin: 4px 0 8px } a { color: #1264a3; text-decoration: none } blockquote { margin: 8px 0; border-left: 4px solid #ddd; padding-left: 12px } h1 { font-size: 18px; margin: 4px 0 }
  .context { color: #616061; font-size: 13px } .image { background: #f4ede4; border-radius: 8px; padding: 24px; color: #616061; text-align: center }
  .buttons { display: flex; gap: 8px } .button { border: 1px solid #b5b5b6; border-radius: 4px; padding: 4px 12px; font-weight: 700; font-size: 13px }`
