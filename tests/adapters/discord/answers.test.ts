import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freeze } from '../../../adapters/discord/frozen.ts'
import type { Adapter } from '../../../src/deliver/adapter.ts'
import type { Interaction } from '../../../src/deliver/interaction.ts'
import type { Form, Reply } from '../../../src/deliver/reply.ts'
import type { View } from '../../../src/deliver/view.ts'
import type { Seen } from '../../fakes/discord/interactions.ts'
import { type FakeDiscord, startDiscord } from '../../fakes/discord/server.ts'
import { adapterFor, channelAt, desk, key, says } from './setting.ts'

let discord: FakeDiscord
let adapter: Adapter
let logged: ReturnType<typeof logOf>
beforeEach(async () => {
  discord = await startDiscord()
  logged = logOf()
  adapter = adapterFor(discord, { patienceMs: 30, log: logged.log })
})
afterEach(async () => {
  await adapter.stop()
  await discord.close()
  expect(discord.violations).toEqual([])
})

/** A log that can be waited for. */
function logOf() {
  const lines: string[] = []
  const waiting = new Map<string, () => void>()
  const write = (line: string) => {
    lines.push(line)
    for (const [words, hear] of waiting) if (line.includes(words)) hear()
  }
  const heard = (words: string) => new Promise<void>((resolve) => waiting.set(words, resolve))
  return { log: pino({ level: 'info' }, { write }), lines, heard }
}

const help = { subcommand: 'help' }
const paging: View = {
  blocks: [
    { kind: 'text', text: ['Page 1'] },
    {
      kind: 'buttons',
      buttons: [{ kind: 'action', action: 'page', value: '2', label: 'Next', tone: 'plain' }],
    },
    {
      kind: 'select',
      action: 'topic',
      placeholder: 'Topic',
      options: [
        { value: 'sport', label: 'Sport' },
        { value: 'city', label: 'City' },
      ],
      chosen: null,
    },
  ],
}
const form: Form = {
  form: 'rename',
  state: '7',
  title: 'Rename',
  submit: 'Save',
  fields: [
    {
      kind: 'text',
      name: 'name',
      label: 'Name',
      hint: null,
      isRequired: true,
      value: '',
      isLong: false,
      most: 50,
    },
  ],
}
const file = {
  kind: 'file',
  name: 'feeds.opml',
  text: '<opml/>',
  view: { blocks: [{ kind: 'text', text: ['Your feeds.'] }] },
} as const satisfies Reply

/** People see the first page; what comes of its buttons is the test's business. */
async function firstPage(answer: (interaction: Interaction) => Promise<Reply> | Reply, isPrivate = true) {
  const { events, asked } = desk(async (interaction) =>
    interaction.deed.kind === 'command' ? { kind: 'view', view: paging, isPrivate } : answer(interaction),
  )
  await adapter.connect(events)
  return { message: messageIn(await discord.slash('news', help)), asked }
}

function messageIn(seen: Seen) {
  if (seen.kind !== 'message') throw new Error(`expected a message, found ${seen.kind}`)
  return seen.message
}

const replaced = (text: string): Reply => ({
  kind: 'view',
  view: { blocks: [{ kind: 'text', text: [text] }] },
  isPrivate: true,
  replaces: true,
})
const showing = (text: string) => ({ embeds: [{ description: text }] })

/** An answer that waits until it is let go. */
function held(reply: Reply) {
  const going = Promise.withResolvers<Reply>()
  return { answer: () => going.promise, go: () => going.resolve(reply) }
}

const callbacks = (times: number) => discord.requested({ method: 'POST', path: /callback$/, times })
const webhooks = () => discord.requests.filter(({ path }) => path.startsWith('/webhooks'))

test.each([
  ['private', true],
  ['public', false],
])('a button, a select and a form change a %s message, and its later pages', async (_name, isPrivate) => {
  const { message, asked } = await firstPage(({ deed }): Reply => {
    if (deed.kind === 'action' && deed.value === 'city') return { kind: 'form', form }
    return deed.kind === 'form'
      ? replaced('Renamed.')
      : { kind: 'view', view: paging, isPrivate, replaces: true }
  }, isPrivate)
  for (const seen of [
    await discord.button(message, 'pq:page:2'),
    await discord.select(message, 'pq:topic:', ['sport']),
  ])
    expect(seen).toMatchObject({ kind: 'changed', message: { id: message.id, ...showing('Page 1') } })
  const opened = await discord.select(message, 'pq:topic:', ['city'])
  expect(await discord.modalSubmit(opened, { name: 'Pier' })).toMatchObject({
    kind: 'changed',
    message: { id: message.id, ...showing('Renamed.') },
  })
  expect(asked.slice(1).map(({ deed }) => deed)).toEqual([
    { kind: 'action', action: 'page', value: '2' },
    { kind: 'action', action: 'topic', value: 'sport' },
    { kind: 'action', action: 'topic', value: 'city' },
    { kind: 'form', form: 'rename', state: '7', fields: { name: 'Pier' } },
  ])
  expect(asked.slice(1).every((one) => one.message?.messageId === message.id)).toBe(true)
})

test.each([
  ['private', true],
  ['public', false],
])('a button that takes its time changes its %s message all the same', async (_name, isPrivate) => {
  const { answer, go } = held(replaced('Page 2'))
  const { message } = await firstPage(answer, isPrivate)
  const seeing = discord.button(message, 'pq:page:2')
  await callbacks(2)
  go()
  expect(await seeing).toMatchObject({ kind: 'changed', message: { id: message.id, ...showing('Page 2') } })
})

test('a late answer that changes nothing follows the message, for whom it is meant', async () => {
  for (const isPrivate of [true, false]) {
    const { answer, go } = held(says('Because.', isPrivate))
    const { message } = await firstPage(answer)
    const before = discord.requests.filter(({ path }) => path.endsWith('/callback')).length
    const seeing = discord.button(message, 'pq:page:2')
    await callbacks(before + 1)
    go()
    const seen = await seeing
    if (seen.kind !== 'acknowledged') throw new Error(`expected no change, found ${seen.kind}`)
    expect(seen.followUps).toMatchObject([{ flags: isPrivate ? 64 : 0, ...showing('Because.') }])
  }
})

test('a late answer that says nothing asks nothing', async () => {
  const { answer, go } = held({ kind: 'silence' })
  const { message } = await firstPage(answer)
  discord.button(message, 'pq:page:2').catch(() => undefined)
  await callbacks(2)
  go()
  await discord.slash('news', help)
  expect(webhooks()).toEqual([])
})

test('a file comes only to whoever asked, from a command or a button', async () => {
  const attached = { attachments: [{ filename: 'feeds.opml', text: '<opml/>' }], ...showing('Your feeds.') }
  const { message } = await firstPage(() => file)
  expect(await discord.button(message, 'pq:page:2')).toMatchObject({
    kind: 'acknowledged',
    followUps: [{ flags: 64, ...attached }],
  })
  await adapter.connect(desk(async () => file).events)
  expect(await discord.slash('news', help)).toMatchObject({ isPrivate: true, message: attached })
})

test('at most 25 suggestions are shown, and none when they take their time', async () => {
  const choices = Array.from({ length: 40 }, (_, index) => ({ value: `${index}`, label: `Topic ${index}` }))
  const use = { subcommand: 'latest', focused: { option: 'topic', value: 'to' } }
  await adapter.connect(desk(async () => ({ kind: 'suggestions', choices })).events)
  const seen = await discord.autocomplete('news', use)
  expect(seen.kind === 'choices' && seen.choices.length).toBe(25)
  await adapter.connect(desk(() => new Promise(() => undefined)).events)
  expect(await discord.autocomplete('news', use)).toEqual({ kind: 'choices', choices: [] })
})

test('an answer after a quarter of an hour ends with a line in the log', async () => {
  const { answer, go } = held(says('Too late.'))
  await adapter.connect(desk(answer).events)
  discord.slash('news', help).catch(() => undefined)
  await callbacks(1)
  discord.advance(15 * 60_000)
  const ended = logged.heard('a late answer could not be given')
  go()
  await ended
  expect(webhooks().map(({ status }) => status)).toEqual([401])
  expect(logged.lines.join()).not.toContain('interaction-token')
  expect(await adapter.checkAccess(channelAt(discord, discord.textChannelId))).toMatchObject({ kind: 'open' })
})

test('an answer to a message that was deleted ends with a line in the log', async () => {
  const { answer, go } = held(replaced('Page 2'))
  const { message } = await firstPage(answer, false)
  discord.button(message, 'pq:page:2').catch(() => undefined)
  await callbacks(2)
  discord.deleteMessage(message.channel_id, message.id)
  const ended = logged.heard('a late answer could not be given')
  go()
  await ended
  expect(webhooks().map(({ status }) => status)).toEqual([404])
})

test('a button of an older version is answered with a sentence, and only to whoever used it', async () => {
  const { events, asked } = desk()
  await adapter.connect(events)
  const old = freeze(
    {
      embeds: [{ description: 'Posted long ago.' }],
      components: [{ type: 1, components: [{ type: 2, style: 2, label: 'More', custom_id: 'v0/more' }] }],
      allowed_mentions: { parse: [] },
    },
    { title: 'Old', topics: [] },
  )
  await adapter.publish(channelAt(discord, discord.textChannelId), old, key)
  const [message] = discord.messagesIn(discord.textChannelId)
  if (message === undefined) throw new Error('expected a post')
  expect(await discord.button(message, 'v0/more')).toMatchObject({
    isPrivate: true,
    message: showing('This button or command is from another version of Pullquote.'),
  })
  expect(asked).toEqual([])
})
