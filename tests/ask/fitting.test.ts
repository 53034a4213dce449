import { afterEach, beforeEach, expect, test } from 'vitest'
import { editFeedCommand } from '../../src/ask/following/feed.ts'
import { listCommand } from '../../src/ask/following/list.ts'
import { subscribeCommand } from '../../src/ask/following/subscribe.ts'
import { confirmPreview, openPreviewForm } from '../../src/ask/following/subscribe-buttons.ts'
import { unsubscribeCommand } from '../../src/ask/following/unsubscribe.ts'
import { greet, offerPacks, openFirstFeedForm } from '../../src/ask/notices/first-contact.ts'
import { settingsCommand } from '../../src/ask/settings/settings.ts'
import { openChannelForm, openWorkspaceForm } from '../../src/ask/settings/settings-forms.ts'
import { statusCommand } from '../../src/ask/settings/status.ts'
import { locales } from '../../src/deliver/locale.ts'
import type { Form, Reply } from '../../src/deliver/reply.ts'
import type { Block } from '../../src/deliver/view.ts'
import type { Store } from '../../src/store/store.ts'
import { openTestStore } from '../store/engines.ts'
import { askedBy, buttonValue, feedOf, officeParts } from './office.ts'

let store: Store
beforeEach(async () => {
  store = await openTestStore()
})
afterEach(() => store.close())

/** The least of what the platforms take. */
const most = { title: 24, label: 45, hint: 100, value: 60, state: 80, button: 75, option: 75, fields: 5 }

test.each(locales)('what is shown in %s fits the platforms', async (locale) => {
  const url = 'https://gazette.example/feed'
  const parts = officeParts(store, {
    [url]: feedOf('A gazette with a rather long title '.repeat(20), [1, 9]),
  })
  const asked = askedBy({ locale })
  const preview = await subscribeCommand(asked, { url, filter: '+budget', every: 'daily 09:00' }, parts)
  const form = await openPreviewForm(asked, buttonValue(preview, 'subscribe-only'), parts)
  const done = await confirmPreview(asked, buttonValue(preview, 'subscribe-post'), parts)
  const replies = [
    preview,
    form,
    done,
    await editFeedCommand(asked, { feed: '1' }, parts),
    await unsubscribeCommand(asked, { feed: '1' }, parts),
    await listCommand(asked, {}, parts),
    await settingsCommand(asked, parts),
    await openChannelForm(asked, '', parts),
    await openWorkspaceForm(asked, '', parts),
    await statusCommand(asked, parts),
    await greet(asked, parts),
    await openFirstFeedForm(asked, '', parts),
    await offerPacks(asked, '', parts),
  ]
  expect(replies.filter(({ kind }) => kind === 'form')).toHaveLength(5)
  expect(replies.flatMap(tooLong)).toEqual([])
})

/** Every text of a reply that a platform would cut. */
function tooLong(reply: Reply): string[] {
  if (reply.kind === 'form') return tooLongInForm(reply.form)
  return reply.kind === 'view' ? reply.view.blocks.flatMap(tooLongInBlock) : []
}

function tooLongInForm({ title, submit, state, fields }: Form): string[] {
  return [
    ...longerThan(most.title, title, submit),
    ...longerThan(most.state, state),
    ...(fields.length > most.fields ? [`${fields.length} fields`] : []),
    ...fields.flatMap((field) => [
      ...longerThan(most.label, field.label),
      ...longerThan(most.hint, field.hint ?? ''),
      ...(field.kind === 'choice' ? longerThan(most.option, ...field.options.map(({ label }) => label)) : []),
    ]),
  ]
}

function tooLongInBlock(block: Block): string[] {
  if (block.kind === 'heading') return longerThan(150, block.text)
  if (block.kind === 'select')
    return block.options.flatMap(({ value, label }) => [
      ...longerThan(most.value, value),
      ...longerThan(most.option, label),
    ])
  if (block.kind !== 'buttons') return []
  return block.buttons.flatMap((button) => [
    ...longerThan(most.button, button.label),
    ...(button.kind === 'action' ? longerThan(most.value, button.value) : []),
  ])
}

function longerThan(limit: number, ...texts: readonly string[]): string[] {
  return texts.filter((text) => text.length > limit)
}
