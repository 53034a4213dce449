import { afterEach, beforeEach, expect, test } from 'vitest'
import { answer } from '../../src/ask/desk.ts'
import type { DeskParts } from '../../src/ask/desk-parts.ts'
import { followFeed } from '../../src/ask/following/follow.ts'
import type { Interaction } from '../../src/deliver/interaction.ts'
import { openSearch } from '../../src/store/search/search.ts'
import type { Store } from '../../src/store/store.ts'
import { changeWorkspace, ensureWorkspace } from '../../src/store/workspaces.ts'
import { inSlack } from '../adapters/slack/setting.ts'
import { openTestStore } from '../store/engines.ts'
import { now, officeParts, wordsOf } from './office.ts'

let store: Store
beforeEach(async () => {
  store = await openTestStore()
})
afterEach(() => store.close())

const parts = (): DeskParts => ({
  ...officeParts(store, {}),
  search: openSearch(store, ':memory:'),
  linkTo: () => null,
})
const team = { platform: 'slack', workspaceId: 'T1' }

async function follow(count: number, channelId = 'C1') {
  for (let feed = 1; feed <= count; feed++)
    await followFeed(
      store,
      {
        url: `https://paper${feed}.example/feed`,
        source: 'added',
        channel: { ...team, channelId, threadId: null },
        channelName: `#${channelId.toLowerCase()}`,
        style: null,
        firstPosts: 1,
        actor: 'ann (U1)',
      },
      now,
    )
}

function looking(deed: Interaction['deed'] = { kind: 'home' }, workspaceId = 'T1'): Interaction {
  const actor = { id: 'U2', name: 'bob', locale: 'en', mayManage: null }
  return { platform: 'slack', actor, channel: null, workspaceId, message: null, deed }
}

const seen = async (interaction = looking()) => wordsOf(await answer(interaction, parts(), now))

test('the bot’s own page lists the feeds of the workspace, and of no other, above what one can ask', async () => {
  await follow(2)
  const page = await seen()
  for (const word of ['paper1.example', 'paper2.example', '#c1', '/news latest']) expect(page).toContain(word)
  expect(await seen(looking({ kind: 'home' }, 'T2'))).not.toContain('paper1.example')
})

test('its pages are turned in place', async () => {
  await follow(9)
  expect(await seen()).not.toContain('paper9.example')
  const next = await answer(looking({ kind: 'action', action: 'home-page', value: '2' }), parts(), now)
  expect(next).toMatchObject({ kind: 'view', replaces: true })
  expect(wordsOf(next)).toContain('paper9.example')
  expect(wordsOf(next)).toContain('/news latest')
})

test('who may not set up sees what one can ask, and no feeds', async () => {
  await follow(1)
  await store.write(async (tx) => {
    const { id } = await ensureWorkspace(tx, team, now)
    await changeWorkspace(tx, id, { who_may: 'admins' })
  })
  const page = await seen()
  expect(page).not.toContain('paper1.example')
  expect(page).toContain('/news latest')
})

test('on Slack the Home tab shows the feeds, and its buttons turn the pages', () =>
  inSlack(
    async ({ fake, adapter }) => {
      await follow(9)
      await adapter.connect({
        interact: (interaction) => answer(interaction, parts(), now),
        accessChanged: () => undefined,
      })
      const shown = await fake.home({ user: 'U2' })
      expect(JSON.stringify(shown.view)).toContain('paper1.example')
      const turned = await fake.button(shown, 'pq:home-page', { user: 'U2', value: '2' })
      expect(turned.via).toBe('home')
      expect(JSON.stringify(turned.view)).toContain('paper9.example')
      expect(fake.violations).toEqual([])
    },
    { adapter: { appToken: 'xapp-fake-app' } },
  ))
