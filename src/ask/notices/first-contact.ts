import type { Reply } from '../../deliver/reply.ts'
import { markGreeted } from '../../store/workspaces.ts'
import type { AdminParts } from '../admin-parts.ts'
import type { Asked } from '../asked.ts'
import { subscribeCommand } from '../following/subscribe.ts'
import type { Sent } from '../following/subscribe-buttons.ts'
import { starterPacks } from '../opml/starter.ts'
import { firstContactTexts } from '../texts/first-contact.ts'
import { button, buttons, note, privately, text } from '../views.ts'
import { admit } from '../who-may.ts'

/** The bot was added: it says hello once to a workspace, and then nothing until somebody acts. */
export async function greet(asked: Asked, { store }: Pick<AdminParts, 'store'>): Promise<Reply> {
  const { channel, locale, now } = asked
  // Without a channel there is nobody to hear it; the next one may be the first.
  if (channel === null || !(await markGreeted(store, channel, now))) return { kind: 'silence' }
  const texts = firstContactTexts[locale]
  const blocks = [
    { kind: 'heading', text: texts.hello } as const,
    text(texts.what),
    text(texts.quiet),
    buttons(
      button('start-feed', '', texts.pasteFeed, 'primary'),
      button('start-pack', '', texts.starterPack),
      button('start-import', '', texts.importList),
    ),
    note({ code: '/news help' }),
  ]
  return { kind: 'view', view: { blocks }, isPrivate: false }
}

/** [Paste a feed or site]. */
export async function openFirstFeedForm(asked: Asked, _value: string, parts: AdminParts): Promise<Reply> {
  const admission = await admit(asked, parts)
  if (admission.kind === 'refused') return admission.reply
  const texts = firstContactTexts[asked.locale]
  return {
    kind: 'form',
    form: {
      form: 'start-feed',
      state: '',
      title: texts.formTitle,
      submit: texts.formSubmit,
      fields: [
        {
          kind: 'text',
          name: 'url',
          label: texts.addressLabel,
          hint: texts.addressHint,
          isRequired: true,
          value: '',
          isLong: false,
          most: 2000,
        },
      ],
    },
  }
}

/** The form was sent: the same as `/news subscribe`. */
export function sendFirstFeed(asked: Asked, { fields }: Sent, parts: AdminParts): Promise<Reply> {
  return subscribeCommand(asked, { url: fields.url ?? '' }, parts)
}

/** [Starter pack]: the choice is an action of its own. */
export async function offerPacks(asked: Asked, _value: string, parts: AdminParts): Promise<Reply> {
  const admission = await admit(asked, parts)
  if (admission.kind === 'refused') return admission.reply
  const texts = firstContactTexts[asked.locale]
  return privately(text(texts.packNote), {
    kind: 'select',
    action: 'pack-follow',
    placeholder: texts.choosePack,
    chosen: null,
    options: starterPacks().map(({ name, feeds }) => ({
      value: name,
      label: `${texts.packs[name] ?? name} (${texts.feedsIn(feeds.length)})`,
    })),
  })
}
