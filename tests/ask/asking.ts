import type { Asked } from '../../src/ask/asked.ts'
import type { Reply } from '../../src/deliver/reply.ts'
import type { Block, Button, View } from '../../src/deliver/view.ts'
import { news } from './newsroom.ts'

/** Somebody who asks in the channel `news`. */
export function askedAt(now: Date, changes: Partial<Asked> = {}): Asked {
  return {
    platform: 'fake',
    actor: { id: 'u1', name: 'Ann', locale: 'en', mayManage: false },
    locale: 'en',
    channel: news,
    message: null,
    now,
    ...changes,
  }
}

export function viewOf(reply: Reply): View {
  if (reply.kind !== 'view') throw new Error(`expected a view, found ${reply.kind}`)
  return reply.view
}

/** All words of an answer. */
export function wordsOf(reply: Reply): string {
  return JSON.stringify(viewOf(reply))
}

export function quotesIn(reply: Reply) {
  return viewOf(reply).blocks.flatMap((block) => (block.kind === 'quote' ? [block] : []))
}

/** The titles of the stories that are told, in order; what stands behind "Also" is no title. */
export function titlesIn(reply: Reply): string[] {
  const linesOf = (block: Block) =>
    block.kind === 'list' ? block.items : block.kind === 'text' ? [block.text] : []
  return viewOf(reply)
    .blocks.flatMap(linesOf)
    .flatMap(([first]) => (typeof first === 'object' && 'url' in first ? [first.text] : []))
}

/** The button with this label. */
export function buttonIn(reply: Reply, label: string): Extract<Button, { kind: 'action' }> {
  const all = viewOf(reply).blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
  const found = all.find((button) => button.label === label)
  if (found?.kind !== 'action') throw new Error(`expected a button "${label}"`)
  return found
}

export function hasButton(reply: Reply, label: string): boolean {
  return viewOf(reply).blocks.some(
    (block) => block.kind === 'buttons' && block.buttons.some((button) => button.label === label),
  )
}
