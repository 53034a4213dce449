import { summaryIn } from '../../src/deliver/style.ts'
import type { Block, Inline, RichText, View } from '../../src/deliver/view.ts'
import { limits } from './limits.ts'
import { quoteText, slackSeconds, speakable, timeInWords } from './render-blocks.ts'
import { cleanText, escapedLength, escapeMrkdwn, shorten } from './text.ts'

const longestLine = 600

/** Everything the view says, for screen readers and notifications; `rest` blocks had no room. */
export function textOf(view: View, rest: number): string {
  const more = rest === 0 ? [] : [`… +${rest}`]
  let room = limits.text - 40
  const lines = view.blocks.flatMap(linesOf).filter((line) => {
    room -= escapedLength(line) + 1
    return room >= 0
  })
  const text = [...lines, ...more].map(escapeMrkdwn).join('\n')
  return text === '' ? 'There is nothing to show.' : text
}

function linesOf(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
      return nonEmpty(cleanText(block.text))
    case 'text':
    case 'note':
      return nonEmpty(wordsIn(block.text))
    case 'list':
      return block.items.flatMap((item) => nonEmpty(wordsIn(item)).map((line) => `• ${line}`))
    case 'quote':
      return speakable(block).map(quoteText)
    case 'post':
      return [
        ...nonEmpty(cleanText(block.post.headline)),
        ...nonEmpty(cleanText(summaryIn(block.post, block.style).join(' '))),
        ...block.post.quotes.flatMap(speakable).map(quoteText),
      ]
    case 'buttons':
    case 'select':
      return []
  }
}

function nonEmpty(text: string): string[] {
  return text === '' ? [] : [shorten(text, longestLine, escapedLength)]
}

function wordsIn(text: RichText): string {
  const words = text.map((inline) =>
    typeof inline !== 'string' && 'time' in inline
      ? slackSeconds(inline.time) === null
        ? ''
        : timeInWords(inline.time, inline.as)
      : wordsOf(inline),
  )
  return cleanText(words.join(''))
}

/** The words of a piece of text without its looks. */
export function wordsOf(inline: Exclude<Inline, { readonly time: number }>): string {
  if (typeof inline === 'string') return inline
  if ('strong' in inline) return inline.strong
  if ('name' in inline) return inline.name
  return 'code' in inline ? inline.code : inline.text
}
