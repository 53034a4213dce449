import { expect, test } from 'vitest'
import { linkToMessage as discordLink } from '../../adapters/discord/link.ts'
import { linkToMessage as slackLink } from '../../adapters/slack/link.ts'
import type { MessageRef } from '../../src/deliver/address.ts'
import { inSlack } from './slack/setting.ts'

const onDiscord: MessageRef = {
  platform: 'discord',
  workspaceId: '11',
  channelId: '22',
  threadId: null,
  messageId: '44',
}

test('a message on Discord is linked by server, channel or thread, and id', () => {
  expect(discordLink(onDiscord)).toBe('https://discord.com/channels/11/22/44')
  expect(discordLink({ ...onDiscord, threadId: '33' })).toBe('https://discord.com/channels/11/33/44')
  // Of one that was deleted before its id was known only the key is left.
  expect(discordLink({ ...onDiscord, messageId: '0192f0c1-7b1e' })).toBe(null)
})

const onSlack: MessageRef = {
  platform: 'slack',
  workspaceId: 'T1',
  channelId: 'C1',
  threadId: null,
  messageId: '1700000000.000100',
}
const home = 'https://example.slack.com/'

test('a message on Slack is linked in its workspace, and a reply in its thread', () => {
  expect(slackLink(home, onSlack)).toBe('https://example.slack.com/archives/C1/p1700000000000100')
  expect(slackLink(home, { ...onSlack, threadId: '1699999999.000200' })).toBe(
    'https://example.slack.com/archives/C1/p1700000000000100?thread_ts=1699999999.000200&cid=C1',
  )
  expect(slackLink(home, { ...onSlack, messageId: 'x' })).toBe(null)
  expect(slackLink(null, onSlack)).toBe(null)
})

test('the address of a Slack workspace is known once it is connected', () =>
  inSlack(
    async ({ adapter }) => {
      expect(adapter.linkTo(onSlack)).toBe(null)
      await adapter.connect({ interact: async () => ({ kind: 'silence' }), accessChanged: () => undefined })
      expect(adapter.linkTo(onSlack)).toBe('https://pullquote.slack.com/archives/C1/p1700000000000100')
    },
    { adapter: { signingSecret: 'secret' } },
  ))
