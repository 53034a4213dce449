import { expect, onTestFinished, test } from 'vitest'
import { answer } from '../../src/ask/desk.ts'
import { openSearch } from '../../src/store/search/search.ts'
import { findWorkspace } from '../../src/store/workspaces.ts'
import { inSlack } from '../adapters/slack/setting.ts'
import type { Shown } from '../fakes/slack/context.ts'
import { openTestStore } from '../store/engines.ts'
import { feedOf, officeParts } from './office.ts'

const feed = 'https://gazette.example/feed'
const said = (shown: Shown) => JSON.stringify(shown.view ?? shown.blocks)

test('on Slack whoever made a channel sets it up, from there and from elsewhere, once an admin has chosen so', () =>
  inSlack(
    async ({ fake, adapter }) => {
      const store = await openTestStore()
      onTestFinished(() => store.close())
      const parts = {
        ...officeParts(store, { [feed]: feedOf('Gazette', [1]) }),
        search: openSearch(store, ':memory:'),
        linkTo: adapter.linkTo,
        standingIn: adapter.standingIn,
        tellsCreators: () => adapter.tellsCreators,
      }
      await adapter.connect({
        interact: (interaction) => answer(interaction, parts, new Date()),
        accessChanged: () => undefined,
      })
      fake.addChannel({ id: 'C2', creator: 'U2' })
      const bob = { user: 'U2' }

      const settings = await fake.slash('/news', 'settings')
      const form = await fake.button(settings, 'pq:settings-workspace')
      await fake.submit(form, { who: 'creators', language: 'auto' })
      expect(await findWorkspace(store, { platform: 'slack', workspaceId: 'T1' })).toMatchObject({
        who_may: 'creators',
      })

      const refused = await fake.slash('/news', `subscribe ${feed}`, bob)
      expect(said(refused)).toContain('whoever made this channel')
      const preview = await fake.slash('/news', `subscribe ${feed}`, { ...bob, channel: 'C2' })
      expect(said(preview)).toContain('Preview: Gazette')
      const elsewhere = await fake.slash('/news', `subscribe ${feed} in:<#C1|news>`, {
        ...bob,
        channel: 'C2',
      })
      expect(said(elsewhere)).toContain('could not see that you may')
      const byAdmin = await fake.slash('/news', `subscribe ${feed} in:<#C2|other>`)
      expect(said(byAdmin)).toContain('Preview: Gazette')
      expect(fake.violations).toEqual([])
    },
    {
      adapter: { appToken: 'xapp-fake-app' },
      fake: { users: [{ isAdmin: true }, { id: 'U2', name: 'bob' }] },
    },
  ))
