import type { Reply } from '../deliver/reply.ts'
import type { Block, Button, RichText } from '../deliver/view.ts'

/** An answer only for whoever asked. */
export function privately(...blocks: readonly Block[]): Reply {
  return { kind: 'view', view: { blocks }, isPrivate: true }
}

/** Changes the message whose button was used. */
export function instead(...blocks: readonly Block[]): Reply {
  return { kind: 'view', view: { blocks }, isPrivate: true, replaces: true }
}

export function text(...parts: RichText): Block {
  return { kind: 'text', text: parts }
}

export function note(...parts: RichText): Block {
  return { kind: 'note', text: parts }
}

export function buttons(...all: readonly Button[]): Block {
  return { kind: 'buttons', buttons: all }
}

export function buttonsIfAny(all: readonly Button[]): Block[] {
  return all.length === 0 ? [] : [buttons(...all)]
}

export function button(
  action: string,
  value: string,
  label: string,
  tone: 'plain' | 'primary' | 'danger' = 'plain',
): Button {
  return { kind: 'action', action, value, label, tone }
}
