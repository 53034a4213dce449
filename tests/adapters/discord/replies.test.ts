import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { answerByResponse } from '../../../adapters/discord/answer.ts'
import { openEndpoint } from '../../../adapters/discord/endpoint.ts'
import { openFormsAgain } from '../../../adapters/discord/form-again.ts'
import { callbackOf } from '../../../adapters/discord/render-reply.ts'
import { type Api, openApi } from '../../../adapters/discord/rest.ts'
import { uploadReader } from '../../../adapters/discord/upload.ts'
import type { Interaction } from '../../../src/deliver/interaction.ts'
import type { Form, Reply } from '../../../src/deliver/reply.ts'
import { loadContract } from '../../fakes/discord/contract.ts'
import { type FakeDiscord, startDiscord } from '../../fakes/discord/server.ts'
import type { Message } from '../../fakes/discord/shapes.ts'
import { startSite } from '../../fakes/site.ts'
import { adapterFor, channelAt, key, plainPost, says } from './setting.ts'

let discord: FakeDiscord
let api: Api
beforeEach(async () => {
  discord = await startDiscord({ thinkWithinMs: 200 })
  api = openApi({ token: discord.token, apiUrl: discord.apiUrl, sendTimeoutMs: 400, log: silent })
})
afterEach(async () => {
  api.close()
  await discord.close()
  expect(discord.violations).toEqual([])
})

const silent = pino({ level: 'silent' })

/** People whose interactions are answered like this, and what was asked. */
function answered(reply: (interaction: Interaction) => Promise<Reply> | Reply) {
  const asked: Interaction[] = []
  const interact = async (interaction: Interaction) => {
    asked.push(interaction)
    return reply(interaction)
  }
  const readUpload = uploadReader(null)
  const endpoint = openEndpoint({
    publicKey: discord.publicKey,
    clock: () => new Date(discord.now()),
    answer: () => (raw) => answerByResponse(raw, { api, interact, readUpload, log: silent, patienceMs: 30 }),
  })
  return { people: discord.overHttp(endpoint.handle), asked }
}

async function posted() {
  const adapter = adapterFor(discord)
  await adapter.publish(
    channelAt(discord, discord.textChannelId),
    adapter.render(plainPost, 'headline', { key }),
    key,
  )
  const [message] = discord.messagesIn(discord.textChannelId)
  if (message === undefined) throw new Error('expected a post')
  return message
}

const form: Form = {
  form: 'feed-edit',
  state: '7',
  title: 'Edit the feed of the Gazette',
  submit: 'Save',
  fields: [
    {
      kind: 'text',
      name: 'filter',
      label: 'Words',
      hint: 'One a line',
      isRequired: false,
      value: 'pier',
      isLong: true,
      most: 9000,
    },
    {
      kind: 'choice',
      name: 'as',
      label: 'How much of a post is shown in this channel, at most',
      hint: null,
      isRequired: true,
      options: [
        { value: 'brief', label: 'Brief' },
        { value: 'full', label: 'Full' },
      ],
      chosen: 'full',
    },
    { kind: 'channel', name: 'in', label: 'Channel', hint: null, isRequired: false, chosen: null },
    { kind: 'file', name: 'opml', label: 'File', hint: null, isRequired: false },
  ],
}

test('suggestions are shown while somebody types', async () => {
  const choices = Array.from({ length: 40 }, (_, index) => ({
    value: `topic ${index}`,
    label: 'x'.repeat(120),
  }))
  const { people, asked } = answered(() => ({ kind: 'suggestions', choices }))
  const seen = await people.autocomplete('news', {
    subcommand: 'latest',
    options: { topic: 'ukr' },
    focused: { option: 'topic', value: 'ukr' },
  })
  if (seen.kind !== 'choices') throw new Error(`expected choices, found ${seen.kind}`)
  expect(seen.choices).toHaveLength(25)
  expect(asked[0]?.deed).toEqual({ kind: 'suggest', command: 'latest', option: 'topic', typed: 'ukr' })
})

test('suggestions that come too late, or not at all, are none', async () => {
  const slow = answered(() => new Promise<Reply>(() => undefined))
  const use = { subcommand: 'latest', focused: { option: 'topic', value: '' } }
  expect(await slow.people.autocomplete('news', use)).toEqual({ kind: 'choices', choices: [] })
  const wrong = answered(() => says('What?'))
  expect(await wrong.people.autocomplete('news', use)).toEqual({ kind: 'choices', choices: [] })
})

test('a form opens, and what was entered comes back with its state', async () => {
  const { people, asked } = answered(({ deed }) =>
    deed.kind === 'form' ? says('Saved.') : { kind: 'form', form },
  )
  const opened = await people.slash('news', { subcommand: 'help' })
  if (opened.kind !== 'form') throw new Error(`expected a form, found ${opened.kind}`)
  expect(opened.title).toBe(form.title)
  await people.modalSubmit(opened, { filter: 'harbour', as: 'brief', in: discord.forumId })
  expect(asked[1]?.deed).toMatchObject({
    kind: 'form',
    form: 'feed-edit',
    state: '7',
    fields: { filter: 'harbour', as: 'brief', in: discord.forumId },
  })
})

test('what is wrong with a form is told, and only to whoever sent it', async () => {
  const { people } = answered(() => ({ kind: 'invalid', problems: { filter: 'has no words' } }))
  expect(await people.slash('news', { subcommand: 'help' })).toMatchObject({
    isPrivate: true,
    message: { embeds: [{ description: '- has no words' }] },
  })
})

const shownFields = [
  ['a text', { filter: 'harbour', as: 'brief' }, 'filter', { value: 'harbour' }],
  ['a channel', { filter: '', as: 'brief', in: '#' }, 'in', { default_values: [{ type: 'channel' }] }],
] as const

test.each(shownFields)(
  'a form that was filled in wrongly names its fields and opens again with %s that was entered',
  async (_, entered, name, expected) => {
    const { people } = answered(
      openFormsAgain()(async ({ deed }) =>
        deed.kind === 'form'
          ? { kind: 'invalid', problems: { filter: 'has no words' } }
          : { kind: 'form', form },
      ),
    )
    const opened = await people.slash('news', { subcommand: 'help' })
    if (opened.kind !== 'form') throw new Error(`expected a form, found ${opened.kind}`)
    const given = 'in' in entered ? { ...entered, in: discord.forumId } : entered
    const wrong = await people.modalSubmit(opened, given)
    expect(wrong).toMatchObject({
      isPrivate: true,
      message: { embeds: [{ description: '- **Words**: has no words' }] },
    })
    if (wrong.kind !== 'message') throw new Error(`expected a message, found ${wrong.kind}`)
    const again = await people.button(wrong.message, againId(wrong.message))
    if (again.kind !== 'form') throw new Error(`expected a form, found ${again.kind}`)
    const inputs = again.components.map(({ component }) => component)
    expect(inputs.find((input) => input?.custom_id === name)).toMatchObject(expected)
    expect(await people.modalSubmit(again, given)).toMatchObject({ kind: 'message' })
  },
)

test('a form that was opened before the connection was lost is still known', async () => {
  const formsAgain = openFormsAgain()
  const before = formsAgain(async () => ({ kind: 'form', form }))
  const after = formsAgain(async () => ({ kind: 'invalid', problems: { filter: 'has no words' } }))
  const by = { id: '1', name: null, locale: null, mayManage: null }
  const here = { platform: 'discord', actor: by, channel: null, message: null }
  await before({ ...here, deed: { kind: 'command', command: 'feed edit', options: {} } })
  const sent = { kind: 'form', form: form.form, state: form.state, fields: {} } as const
  expect(JSON.stringify(await after({ ...here, deed: sent }))).toContain('Open the form again')
  const other = { ...here, actor: { ...by, id: '2' } }
  expect(await after({ ...other, deed: sent })).toMatchObject({ kind: 'invalid' })
})

test('the button of a form that is not known any more says so in the language of whoever uses it', async () => {
  const forgetful = openFormsAgain()(async () => ({ kind: 'silence' }))
  const reply = await forgetful({
    platform: 'discord',
    actor: { id: '1', name: null, locale: 'de', mayManage: null },
    channel: null,
    message: null,
    deed: { kind: 'action', action: 'form-again', value: 'gone' },
  })
  expect(JSON.stringify(reply)).toContain('Dieses Formular ist nicht mehr da')
})

function againId(message: Message): string {
  const buttons = message.components.flatMap((row) => row.components ?? [])
  return String(buttons.find(({ custom_id }) => String(custom_id).startsWith('pq:form-again:'))?.custom_id)
}

test('a button changes its message, or leaves it alone', async () => {
  const message = await posted()
  const replacing = answered(() => ({ ...says('Paused.'), replaces: true }))
  expect(await replacing.people.button(message, `pq:why:${key}`)).toMatchObject({
    kind: 'changed',
    message: { embeds: [{ description: 'Paused.' }] },
  })
})

test('where there is nothing to say the button only stops loading', async () => {
  const message = await posted()
  const { people } = answered(() => ({ kind: 'silence' }))
  expect(await people.button(message, `pq:why:${key}`)).toMatchObject({ kind: 'acknowledged' })
  expect(await people.slash('news', { subcommand: 'help' })).toMatchObject({ isPrivate: true })
})

test('a form that would open too late is asked for again', async () => {
  const going = Promise.withResolvers<Reply>()
  const { people } = answered(() => going.promise)
  const seeing = people.slash('news', { subcommand: 'help' })
  setTimeout(() => going.resolve({ kind: 'form', form }), 60)
  expect(await seeing).toMatchObject({
    message: { embeds: [{ description: expect.stringContaining('too long') }] },
  })
})

test('a form keeps every limit', async () => {
  const long = 'x'.repeat(5000)
  const fields = form.fields.map((field) => ({ ...field, label: long, hint: long }))
  const huge: Form = {
    ...form,
    title: long,
    fields: [...fields, ...fields.map((field) => ({ ...field, name: `${field.name}2` }))],
  }
  const where = { deed: { kind: 'typed', text: '' } as const, message: null }
  const contract = await loadContract()
  expect(contract('callback', callbackOf({ kind: 'form', form: huge }, where))).toEqual([])
  expect(callbackOf({ kind: 'form', form: { ...form, state: long } }, where)).toMatchObject({ type: 4 })
})

test('a file that somebody sent is read from Discord, up to a limit, and from nowhere else', async () => {
  const site = await startSite({
    '/feeds.opml': '<opml/>',
    '/huge': 'x'.repeat(1_000_001),
    '/moved': { status: 302, headers: { location: '/feeds.opml' } },
  })
  const read = uploadReader(`${site.origin}/api`)
  expect(await read(site.url('/feeds.opml'))).toEqual({ kind: 'text', text: '<opml/>' })
  for (const path of ['/huge', '/moved', '/missing'])
    expect(await read(site.url(path))).toMatchObject({ kind: 'failed' })
  const asked = site.requests.length
  for (const url of [site.url('/feeds.opml'), 'file:///etc/passwd', 'http://cdn.discordapp.com/x', ''])
    expect(await uploadReader(null)(url)).toEqual({
      kind: 'failed',
      reason: 'the file is not kept by Discord',
    })
  expect(site.requests.length).toBe(asked)
  await site.close()
})
