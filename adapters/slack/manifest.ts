import { channelEvents } from './interactions.ts'

/**
 * What the bot needs and what for: posting, commands, looking for its own posts, knowing its channels, knowing the
 * language of people and who is an admin, and files and notes that it sends to one person.
 */
export const neededScopes = [
  'chat:write',
  'commands',
  'channels:history',
  'groups:history',
  'channels:read',
  'groups:read',
  'users:read',
  'files:read',
  'files:write',
  'im:write',
] as const

export const eventsPath = '/slack/events'

/** https://docs.slack.dev/reference/app-manifest */
export type SlackManifest = {
  readonly display_information: {
    readonly name: string
    readonly description: string
    readonly background_color: string
  }
  readonly features: {
    readonly bot_user: { readonly display_name: string; readonly always_online: boolean }
    readonly app_home: {
      readonly home_tab_enabled: boolean
      readonly messages_tab_enabled: boolean
      readonly messages_tab_read_only_enabled: boolean
    }
    readonly slash_commands: readonly {
      readonly command: string
      readonly url?: string
      readonly description: string
      readonly usage_hint: string
      readonly should_escape: boolean
    }[]
  }
  readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } }
  readonly settings: {
    readonly event_subscriptions: { readonly request_url?: string; readonly bot_events: readonly string[] }
    readonly interactivity: { readonly is_enabled: boolean; readonly request_url?: string }
    readonly org_deploy_enabled: boolean
    readonly socket_mode_enabled: boolean
    readonly token_rotation_enabled: boolean
  }
}

/** The app as Slack creates it; `requestUrl` is where Slack reaches us, null for Socket Mode. */
export function slackManifest({ requestUrl }: { readonly requestUrl: string | null }): SlackManifest {
  const url = requestUrl === null ? {} : { request_url: requestUrl }
  return {
    display_information: {
      name: 'Pullquote',
      description: 'Posts news with the quotes that matter, word for word and under the right name.',
      background_color: '#1f2a37',
    },
    features: {
      bot_user: { display_name: 'pullquote', always_online: true },
      app_home: {
        home_tab_enabled: true,
        // Files come as direct messages; commands can only be typed there when the tab is not read-only.
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      slash_commands: [
        {
          command: '/news',
          ...(requestUrl === null ? {} : { url: requestUrl }),
          description: 'Latest news, quotes by person, and the feeds of this channel',
          usage_hint: 'latest [topic] | search <words> | said <person> | subscribe <address> | list | help',
          // People and channels then arrive as ids.
          should_escape: true,
        },
      ],
    },
    oauth_config: { scopes: { bot: neededScopes } },
    settings: {
      event_subscriptions: {
        ...url,
        bot_events: [...channelEvents, 'app_home_opened', 'app_uninstalled', 'tokens_revoked'],
      },
      interactivity: { is_enabled: true, ...url },
      org_deploy_enabled: false,
      socket_mode_enabled: requestUrl === null,
      token_rotation_enabled: false,
    },
  }
}

/** Where a person creates the app with one click. */
export function manifestUrl(manifest: SlackManifest): string {
  return `https://api.slack.com/apps?new_app=1&manifest_json=${encodeURIComponent(JSON.stringify(manifest))}`
}
