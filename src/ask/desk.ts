import type { Interaction } from '../deliver/interaction.ts'
import type { Reply } from '../deliver/reply.ts'
import type { View } from '../deliver/view.ts'
import type { Store } from '../store/store.ts'
import { helpView, notKnownView } from './help.ts'
import { moreQuotes } from './more-quotes.ts'
import { whyThis } from './why-this.ts'

/** Replys what somebody did in chat; never in public unless it was asked to be. */
export async function answer(store: Store, { deed }: Interaction): Promise<Reply> {
  switch (deed.kind) {
    case 'command':
      return privately(commandView(deed.command))
    case 'typed':
      return privately(commandView(deed.text.trim().split(/\s+/)[0] ?? ''))
    case 'action':
      return privately(await actionView(store, deed.action, deed.value))
    default:
      return privately(notKnownView(deed.kind))
  }
}

function commandView(command: string): View {
  return command === '' || command.toLowerCase() === 'help' ? helpView() : notKnownView(command)
}

async function actionView(store: Store, action: string, value: string): Promise<View> {
  if (action === 'quotes') return moreQuotes(store, value)
  if (action === 'why') return whyThis(store, value)
  return notKnownView(action)
}

function privately(view: View): Reply {
  return { kind: 'view', view, isPrivate: true }
}
