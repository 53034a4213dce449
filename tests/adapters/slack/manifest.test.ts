import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { manifestUrl, slackManifest } from '../../../adapters/slack/manifest.ts'

const schema = new URL('../../fixtures/contracts/slack-manifest.json', import.meta.url)

function problemsOf(manifest: unknown) {
  const validate = new Ajv({ allErrors: true }).compile(JSON.parse(readFileSync(schema, 'utf8')))
  validate(manifest)
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

test.each([null, 'https://bot.example/slack/events'])('for %s it is what Slack takes', (requestUrl) => {
  const manifest = slackManifest({ requestUrl })
  expect(problemsOf(manifest)).toEqual([])
  expect(manifest.settings.socket_mode_enabled).toBe(requestUrl === null)
  expect(JSON.stringify(manifest).split('https://').length - 1).toBe(requestUrl === null ? 0 : 3)
})

test('one that is broken is noticed', () => {
  const manifest = slackManifest({ requestUrl: null })
  expect(problemsOf({ ...manifest, features: { slash_commands: [{ command: 'news' }] } })).not.toEqual([])
})

test('each event it subscribes to has its permission', () => {
  const { oauth_config, settings } = slackManifest({ requestUrl: null })
  const needed = settings.event_subscriptions.bot_events.flatMap((event) =>
    event.startsWith('channel_') ? 'channels:read' : event.startsWith('group_') ? 'groups:read' : [],
  )
  expect(oauth_config.scopes.bot).toEqual(expect.arrayContaining(needed))
})

test('its link carries it whole', () => {
  const manifest = slackManifest({ requestUrl: null })
  const url = new URL(manifestUrl(manifest))
  expect(url.origin + url.pathname).toBe('https://api.slack.com/apps')
  expect(JSON.parse(url.searchParams.get('manifest_json') ?? '')).toEqual(manifest)
})
