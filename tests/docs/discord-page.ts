import { z } from 'zod'
import { escapeHtml, linked } from './html.ts'

const message = z.object({
  body: z.object({
    embeds: z.array(
      z.object({
        title: z.string().optional(),
        url: z.string().optional(),
        description: z.string().optional(),
        image: z.object({ description: z.string().optional() }).optional(),
        color: z.number().optional(),
        footer: z.object({ text: z.string() }).optional(),
        timestamp: z.string().optional(),
      }),
    ),
    components: z
      .array(z.object({ components: z.array(z.object({ label: z.string(), style: z.number() })) }))
      .default([]),
  }),
})

/** A frozen message roughly as Discord draws it, for the pictures in docs/. */
export function discordPage(json: string): string {
  const { embeds, components } = message.parse(JSON.parse(json)).body
  const buttons = components
    .flatMap((row) => row.components)
    .map(({ label, style }) => `<span class="button">${escapeHtml(label)}${style === 5 ? ' ↗' : ''}</span>`)
  const drawn = embeds.map(
    (embed) => `<div class="embed" style="border-color:#${(embed.color ?? 0).toString(16).padStart(6, '0')}">
      <h1>${linked(embed.title ?? '', embed.url ?? null)}</h1>
      ${markdown(embed.description ?? '')}
      ${embed.image ? `<p class="image">${escapeHtml(embed.image.description ?? 'picture')}</p>` : ''}
      <footer>${[embed.footer?.text, dayOf(embed.timestamp)].filter(Boolean).map(String).map(escapeHtml).join(' • ')}</footer>
    </div>`,
  )
  return `<!doctype html><meta charset="utf-8"><style>${style}</style>
    <div class="message"><div class="face">”</div><div>
    <p class="name">Pullquote <b>APP</b> <i>today at 18:42</i></p>${drawn.join('')}<p class="buttons">${buttons.join('')}</p></div></div>`
}

/** As much of Discord's markdown as posts use. */
function markdown(text: string): string {
  return text
    .split('\n\n')
    .map((paragraph) => {
      const isQuote = paragraph.startsWith('> ')
      const lines = paragraph.split('\n').map((line) => inline(line.replace(/^> /, '')))
      return isQuote ? `<blockquote>${lines.join('<br>')}</blockquote>` : `<p>${lines.join('<br>')}</p>`
    })
    .join('')
}

function inline(line: string): string {
  return escapeHtml(line)
    .replace(/\*\*(.+?)\*\*/g, '<b>$1</b>')
    .replace(/\\(.)/g, '$1')
}

function dayOf(timestamp: string | undefined): string {
  return timestamp === undefined
    ? ''
    : `${timestamp.slice(8, 10)}/${timestamp.slice(5, 7)}/${timestamp.slice(0, 4)}`
}

const style = `
  body { margin: 0; padding: 20px; background: #313338; color: #dbdee1; font: 16px/1.375 "gg sans", "Noto Sans", "DejaVu Sans", sans-serif; width: 640px }
  .message { display: flex; gap: 16px } .face { width: 40px; height: 40px; border-radius: 50%; background: #f2b33d; color: #313338; font: bold 40px/58px serif; text-align: center; flex: none }
  .name { margin: 0 0 4px; color: #f2f3f5; font-weight: 600 } .name b { background: #5865f2; border-radius: 4px; font-size: 10px; padding: 2px 5px; vertical-align: 2px } .name i { color: #949ba4; font: 12px sans-serif }
  .embed { background: #2b2d31; border-left: 4px solid; border-radius: 4px; padding: 12px 16px 12px 12px; max-width: 500px; font-size: 14px }
  h1 { font-size: 16px; margin: 0 0 8px } h1 a { color: #00a8fc; text-decoration: none } p { margin: 8px 0 } .embed b { color: #f2f3f5 }
  blockquote { margin: 8px 0; border-left: 4px solid #4e5058; padding-left: 12px; border-radius: 2px } footer { color: #949ba4; font-size: 12px; margin-top: 10px }
  .image { background: #3f4147; border-radius: 4px; padding: 28px; text-align: center; color: #b5bac1 }
  .buttons { display: flex; gap: 8px } .button { background: #4e5058; color: #fff; border-radius: 3px; padding: 6px 14px; font-size: 14px }`
