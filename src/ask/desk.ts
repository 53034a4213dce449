import type { Deed, Interaction, Upload } from '../deliver/interaction.ts'
import { type Locale, localeOf } from '../deliver/locale.ts'
import type { Reply } from '../deliver/reply.ts'
import { findChannelLocale } from '../store/channels.ts'
import type { Asked, Options } from './asked.ts'
import type { DeskParts } from './desk-parts.ts'
import { suggestFeeds } from './following/which-feed.ts'
import { actionHandlers, commandHandlers, formHandlers, handlerFor } from './handlers.ts'
import { notKnownView } from './help.ts'
import { home } from './home.ts'
import { greet } from './notices/first-contact.ts'
import { suggest } from './suggest.ts'
import { typedProblemView } from './typed/problem.ts'
import { parseTyped } from './typed/typed.ts'
import { privately } from './views.ts'

/** Answers what somebody did in chat; only for them, unless they ask to share it. */
export async function answer(interaction: Interaction, parts: DeskParts, now: Date): Promise<Reply> {
  const { deed } = interaction
  const asked = { ...interaction, locale: await localeFor(interaction, parts), now }
  switch (deed.kind) {
    case 'command':
      return runCommand(asked, deed, parts)
    case 'typed':
      return runTyped(asked, deed.text, parts)
    case 'action': {
      const handle = handlerFor(actionHandlers, deed.action)
      return handle ? handle(asked, deed.value, parts) : notKnown(asked, deed.action)
    }
    case 'form': {
      const handle = handlerFor(formHandlers, deed.form)
      return handle ? handle(asked, { ...deed, files: deed.files ?? [] }, parts) : notKnown(asked, deed.form)
    }
    case 'suggest':
      return deed.option === 'feed' ? suggestFeeds(asked, deed.typed, parts) : suggest(asked, deed, parts)
    case 'home':
      return home(asked, parts)
    case 'joined':
      return greet(asked, parts)
  }
}

async function runTyped(asked: Asked, text: string, parts: DeskParts): Promise<Reply> {
  const typed = parseTyped(text)
  if (typed.kind === 'wrong') return privately(...typedProblemView(typed.problem, asked.locale).blocks)
  return runCommand(asked, typed, parts)
}

async function runCommand(
  asked: Asked,
  call: { readonly command: string; readonly options: Options; readonly files?: readonly Upload[] },
  parts: DeskParts,
): Promise<Reply> {
  const handle = handlerFor(commandHandlers, call.command)
  return handle
    ? handle(asked, { options: call.options, files: call.files ?? [] }, parts)
    : notKnown(asked, call.command)
}

function notKnown(asked: Asked, word: string): Reply {
  return privately(...notKnownView(word, asked.locale).blocks)
}

/** People are answered in their own language where the platform tells it; what everybody reads is in the channel's. */
async function localeFor({ actor, channel, deed }: Interaction, parts: DeskParts): Promise<Locale> {
  if (actor.locale !== null && !isForEverybody(deed)) return localeOf(actor.locale)
  const ofChannel = channel === null ? null : await findChannelLocale(parts.store, channel)
  return localeOf(ofChannel ?? actor.locale)
}

function isForEverybody(deed: Deed): boolean {
  return deed.kind === 'joined'
}
