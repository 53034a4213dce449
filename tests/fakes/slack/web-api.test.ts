import { WebClient } from '@slack/web-api'
import { afterEach, expect, test } from 'vitest'
import { type FakeSlack, type SlackOptions, startSlack } from './server.ts'

let slack: FakeSlack
afterEach(() => slack.close())

/** The real client as the product uses it: no retries. */
async function start(options: SlackOptions = {}) {
  slack = await startSlack(options)
  return new WebClient(slack.botToken, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  })
}

const section = (text: string) => ({ type: 'section' as const, text: { type: 'mrkdwn' as const, text } })

test('a message keeps everything it was sent with', async () => {
  const client = await start()
  const metadata = { event_type: 'delivery', event_payload: { key: 'k1' } }
  const blocks = [section('hello')]
  await client.apiCall('chat.postMessage', {
    channel: 'C1',
    text: 'hello',
    blocks,
    metadata,
    unfurl_links: false,
    client_msg_id: 'm1',
  })
  expect(slack.messagesIn('C1')).toMatchObject([
    {
      text: 'hello',
      blocks,
      metadata,
      unfurlLinks: false,
      unfurlMedia: null,
      clientMsgId: 'm1',
    },
  ])
  expect(slack.violations).toEqual([])
})
