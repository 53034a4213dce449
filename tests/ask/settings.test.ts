import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { subscribeCommand } from '../../src/ask/following/subscribe.ts'
import { confirmPreview } from '../../src/ask/following/subscribe-buttons.ts'
import { changeLine } from '../../src/ask/settings/changes.ts'
import { settingsCommand } from '../../src/ask/settings/settings.ts'
import {
  chooseLanguage,
  openChannelForm,
  openWorkspaceForm,
  saveChannelForm,
  saveWorkspaceForm,
} from '../../src/ask/settings/settings-forms.ts'
import { readTimeZone } from '../../src/ask/settings/time-zones.ts'
import { lastChanges } from '../../src/store/audit.ts'
import type { Store } from '../../src/store/store.ts'
import { subscriptionsIn } from '../../src/store/subscriptions.ts'
import { findChannel, findWorkspace } from '../../src/store/workspaces.ts'
import { openTestStore } from '../store/engines.ts'
import { news } from './newsroom.ts'
import { anyText, askedBy, blocksOf, buttonValue, feedOf, officeParts, stranger, wordsOf } from './office.ts'

let store: Store
beforeEach(async () => {
  store = await openTestStore()
})
afterEach(() => store.close())

const parts = (changes = {}) => officeParts(store, {}, changes)
const bob = askedBy({ actor: { id: 'bob', name: null, locale: null, mayManage: false } })
const member = askedBy({ actor: { id: 'U1', name: 'Mia', locale: null, mayManage: null } })
const saveChannel = (fields: Record<string, string>, asked = askedBy()) =>
  saveChannelForm(asked, { state: '', fields }, parts())
const saveWorkspace = (fields: Record<string, string>, asked = askedBy(), changes = {}) =>
  saveWorkspaceForm(asked, { state: '', fields }, parts(changes))

test('settings show what holds, how to change it, and the last ten changes with before and after', async () => {
  const fresh = await settingsCommand(askedBy(), parts())
  for (const said of ['UTC', 'no limit', 'Nothing was changed yet']) expect(wordsOf(fresh)).toContain(said)
  expect(buttonValue(fresh, 'settings-channel')).toBe('')
  for (let hour = 1; hour <= 11; hour++) await saveChannel({ as: 'brief', budget: String(hour) })
  await saveChannelForm(
    askedBy({ channel: stranger }),
    { state: '', fields: { as: 'full', budget: '77' } },
    parts(),
  )
  const reply = await settingsCommand(askedBy(), parts())
  const [, , changes] = blocksOf(reply).flatMap((block) => (block.kind === 'list' ? [block.items] : []))
  expect(changes).toHaveLength(10)
  expect(JSON.stringify(changes?.[0])).toContain('"Posts an hour: ","10"," → ","11"')
  expect(changes?.[0]).toContainEqual({ person: 'ann', name: 'Ann' })
  expect(changes?.[0]).toContainEqual({ channel: news, name: 'news' })
  expect(wordsOf(reply)).not.toContain('77')
})

test('a channel’s form is read, written as it will be read, and taken back by empty fields', async () => {
  expect(await openChannelForm(askedBy(), '', parts())).toMatchObject({
    kind: 'form',
    form: { form: 'settings-channel' },
  })
  const saved = await saveChannel({
    as: 'full',
    zone: 'berlin',
    quiet: '22-7',
    breaking: 'urgent, "state of emergency"',
    budget: '6',
  })
  expect(wordsOf(saved)).toContain('Europe/Berlin')
  expect(await findChannel(store, news)).toMatchObject({
    style: 'full',
    time_zone: 'Europe/Berlin',
    quiet_hours: '22:00-07:00',
    breaking_words: 'urgent, "state of emergency"',
    budget_per_hour: 6,
  })
  await saveChannel({ as: 'full', zone: '', quiet: ' ', breaking: '', budget: '' })
  expect(await findChannel(store, news)).toMatchObject({
    time_zone: null,
    quiet_hours: null,
    breaking_words: null,
    budget_per_hour: null,
  })
  expect(wordsOf(await saveChannel({ as: 'full' }))).toContain('Nothing was changed')
})

test('what is wrong is said at its field, with what may have been meant', async () => {
  const reply = await saveChannel({ zone: 'Europe/Berln', quiet: 'at night', breaking: '/(/', budget: '-3' })
  expect(reply).toMatchObject({
    kind: 'invalid',
    problems: {
      zone: expect.stringContaining('Europe/Berlin'),
      quiet: expect.any(String),
      breaking: expect.any(String),
      budget: expect.stringContaining('from 1 to'),
    },
  })
  expect(await findChannel(store, news)).toBe(null)
})

test('a new feed gets the style of its channel', async () => {
  await saveChannel({ as: 'headline' })
  const url = 'https://gazette.example/feed'
  const reply = await subscribeCommand(
    askedBy(),
    { url },
    officeParts(store, { [url]: feedOf('Gazette', [1]) }),
  )
  expect(blocksOf(reply)).toContainEqual(expect.objectContaining({ kind: 'post', style: 'headline' }))
  await confirmPreview(askedBy(), buttonValue(reply, 'subscribe-post'), parts())
  expect(await subscriptionsIn(store, news)).toMatchObject([{ style: null, channel: { style: 'headline' } }])
})

test('a language is chosen for the channel, and taken back', async () => {
  expect(wordsOf(await chooseLanguage(askedBy(), 'de', parts()))).toContain('German')
  expect(await findChannel(store, news)).toMatchObject({ locale: 'de' })
  await chooseLanguage(askedBy(), 'auto', parts())
  expect(await findChannel(store, news)).toMatchObject({ locale: null })
})

test('a workspace’s form names who may, in which language and where errors go', async () => {
  expect(await openWorkspaceForm(askedBy(), '', parts())).toMatchObject({
    kind: 'form',
    form: { form: 'settings-workspace' },
  })
  const fields = {
    errors: 'desk',
    who: 'listed',
    listed: '<@U7|max>, U8',
    language: 'uk',
    zone: 'Europe/Kyiv',
  }
  const saved = await saveWorkspace(fields)
  expect(wordsOf(saved)).toMatch(/"person":"U7".*"person":"U8"/)
  const workspace = await findWorkspace(store, news)
  expect(workspace).toMatchObject({ who_may: 'listed', listed: '["U7","U8"]', locale: 'uk' })
  const errors = await findChannel(store, { ...news, channelId: 'desk' })
  expect(workspace?.error_channel_id).toBe(errors?.id)
  const [change] = await lastChanges(store, news, 1)
  expect(change).toMatchObject({ action: 'settings', subject: 'w' })
  const words = wordsOf(await settingsCommand(askedBy(), parts()))
  expect(words).toContain('settings of the workspace')
  expect(words).toContain('"Errors are told in: ","none"," → ",{"channel":')
  expect(words).toContain(
    'who may manage the channel, otherwise every member"," → ","admins and listed people"',
  )
  expect(words).toMatch(/"People who may: ","–"," → ",\{"person":"U7","name":"U7"\},", ",/)
  expect(words).toContain(
    '"Language: ","automatic: that of whoever asks, or of the article"," → ","Ukrainian"',
  )
  for (const inner of ['who_may', 'error_channel', 'listed:', '[\\"U7', 'fake:w'])
    expect(words).not.toContain(inner)
  expect(wordsOf(await saveWorkspace(fields))).toContain('Nothing was changed')
})

test('a channel for errors that is closed, or not theirs to choose, is refused at its field', async () => {
  const closed = { checkAccess: async () => ({ kind: 'closed', reason: 'no access', fix: 'Invite me' }) }
  expect(await saveWorkspace({ errors: 'desk', who: 'usual' }, askedBy(), closed)).toMatchObject({
    problems: { errors: expect.stringContaining('no access. Invite me') },
  })
  const notTheirs = { standingIn: async () => null }
  expect(await saveWorkspace({ errors: 'desk', who: 'usual' }, askedBy(), notTheirs)).toMatchObject({
    problems: { errors: expect.stringContaining('could not see that you may') },
  })
})

test('nobody can lock themselves or everybody out', async () => {
  for (const who of ['admins', 'creators'])
    expect(await saveWorkspace({ who }, member)).toMatchObject({
      problems: { who: expect.stringContaining('you could change nothing') },
    })
  await saveWorkspace({ who: 'listed', listed: 'U9' }, member)
  expect(await findWorkspace(store, news)).toMatchObject({ listed: '["U9","U1"]' })
  expect(wordsOf(await settingsCommand(member, parts()))).toMatch(/"person":"U9".*"person":"U1"/)
  expect(await saveWorkspace({ who: 'listed', listed: '' })).toMatchObject({
    problems: { listed: expect.any(String) },
  })
})

const whoOptions = async (changes = {}) => {
  const reply = await openWorkspaceForm(askedBy(), '', parts(changes))
  const field = reply.kind === 'form' ? reply.form.fields.find(({ name }) => name === 'who') : undefined
  return field?.kind === 'choice' ? field.options.map(({ value }) => value) : []
}

test('those who made a channel can be chosen where the platform tells who they are', async () => {
  expect(await whoOptions()).toEqual(['usual', 'everyone', 'admins', 'listed'])
  const tells = { tellsCreators: () => true }
  expect(await whoOptions(tells)).toEqual(['usual', 'everyone', 'creators', 'admins', 'listed'])
})

test('who made the channel may change it when that was chosen, and others may not', async () => {
  const standing = (isCreator: boolean) => ({
    standingIn: async () => ({ mayManage: null, isCreator, isMember: true }),
  })
  expect(wordsOf(await saveWorkspace({ who: 'creators' }, member, standing(true)))).toContain(
    'who made the channel',
  )
  const see = (changes: object) => settingsCommand(member, parts(changes))
  expect(wordsOf(await see(standing(true)))).toContain('Settings of this channel')
  expect(wordsOf(await see(standing(false)))).toContain('whoever made this channel')
  expect(wordsOf(await see({ standingIn: async () => null }))).toContain('did not tell me')
})

test('changes are told in the language of whoever reads them', async () => {
  await saveWorkspace({ who: 'admins' })
  await saveChannel({ as: 'full' })
  const words = wordsOf(await settingsCommand(askedBy({ locale: 'de' }), parts()))
  expect(words).toContain('"Wer ändern darf, was gepostet wird: "')
  expect(words).toContain('" → ","nur Admins"')
  expect(words).toContain('Einstellungen des Arbeitsbereichs')
})

test('changes that earlier versions recorded are told as they were written, but for the channels', async () => {
  const row = { id: 1, at: 0, platform: 'fake', workspace_id: 'w', actor: 'Ann (ann)' }
  const words = changeLine(
    {
      ...row,
      action: 'settings',
      subject: 'fake:w/news',
      before: '{',
      after: 'budget: 3, in fake:w/x, fake:v/x',
    },
    { locale: 'en', workspace: news, channelNames: new Map([['news', '#news']]) },
  )
  const [news1, x] = [
    { channel: news, name: '#news' },
    { channel: { ...news, channelId: 'x' }, name: 'x' },
  ]
  expect(words.slice(3)).toEqual([': settings of ', news1, ' (', '{ → budget: 3, in ', x, ', fake:v/x', ')'])
})

test('who may not is told so by command, buttons and forms', async () => {
  const replies = [
    settingsCommand(bob, parts()),
    openChannelForm(bob, '', parts()),
    openWorkspaceForm(bob, '', parts()),
    saveChannel({ as: 'full' }, bob),
    saveWorkspace({ who: 'everyone' }, bob),
    chooseLanguage(bob, 'de', parts()),
  ]
  for (const reply of await Promise.all(replies)) expect(wordsOf(reply)).toContain('right to manage')
  expect(await lastChanges(store, news, 10)).toEqual([])
})

test.each([
  ['Europe/Berlin', { kind: 'zone', zone: 'Europe/Berlin' }],
  ['europe/berlin', { kind: 'zone', zone: 'Europe/Berlin' }],
  ['new york', { kind: 'zone', zone: 'America/New_York' }],
  ['UTC', { kind: 'zone', zone: 'UTC' }],
  ['Nowhere/Atall', { kind: 'unknown' }],
  ['', { kind: 'unknown' }],
])('the time zone %j', (typed, expected) => {
  expect(readTimeZone(typed)).toMatchObject(expected)
})

test('no field text throws', async () => {
  await fc.assert(
    fc.asyncProperty(anyText, anyText, anyText, async (one, two, three) => {
      await saveChannel({ as: one, zone: two, quiet: three, breaking: one, budget: two })
      await saveWorkspace({ errors: one, who: 'listed', listed: two, language: three, zone: one })
    }),
    { numRuns: 100 },
  )
})
