import { formatTyped } from '../../../src/ask/typed/format.ts'
import type { Shown } from '../../fakes/slack/context.ts'
import { type FakeSlack, startSlack } from '../../fakes/slack/server.ts'
import type { Json, SlackMessage } from '../../fakes/slack/workspace.ts'
import {
  type ChannelName,
  channelNames,
  type Entered,
  isChannelName,
  type Name,
  names,
  type Options,
  type Person,
  people,
} from './person.ts'
import { noteCommand, type OpenPlatform, type Used } from './platform.ts'
import { controlOf, readable, type Screen } from './screen.ts'
import { slackModal, slackScreen } from './slack-screen.ts'

const channels: Readonly<Record<ChannelName, string>> = { news: 'C1', sports: 'C2', errors: 'C3' }

/** Slack, with the bot in a workspace of three channels. */
export const openSlack: OpenPlatform = async ({ clock, used }) => {
  const slack = await startSlack({
    clock,
    channels: channelNames.map((name) => ({ id: channels[name], name })),
    users: names.map((name) => ({
      id: idOf(name),
      name,
      locale: people[name].locale,
      isAdmin: people[name].isManager,
    })),
  })
  const standing = slack.messagesIn
  return {
    name: 'slack',
    settings: {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
    },
    person: (name, channel) => personIn(slack, { name, channel, used }),
    messagesIn: (channel) => standing(channels[channel]).map((message) => slackScreen(message, false)),
    refOf: (channel) => ({
      platform: 'slack',
      workspaceId: slack.teamId,
      channelId: channels[channel],
      threadId: null,
    }),
    invite: async () => {
      await slack.invite(channels.news)
    },
    isListening: () => slack.openSockets() > 0,
    until: async (check) => {
      await slack.until(check, { withinMs: 15_000 })
    },
    objections: () => slack.violations,
    close: slack.close,
  }
}

function idOf(name: Name): string {
  return `U${names.indexOf(name) + 1}`
}

type Standing = { readonly name: Name; readonly channel: ChannelName; readonly used: Used }
type Before = { readonly screen: Screen; readonly on: Shown }

function personIn(slack: FakeSlack, { name, channel, used }: Standing): Person {
  const where = { user: idOf(name), channel: channels[channel] }
  const seenSoFar: Before[] = []
  const current = (): Before => {
    const before = seenSoFar.at(-1)
    if (before === undefined) throw new Error(`${name} sees nothing yet`)
    return before
  }
  const look = (shown: Shown): string => {
    const now = { on: shown, screen: screenOf(shown) }
    seenSoFar.push(now)
    return readable(now.screen.text)
  }
  const onWith = (label: string): Shown | SlackMessage => {
    const before = seenSoFar.at(-1)
    if (before !== undefined && controlOf(before.screen, label)) return before.on
    const found = slack
      .messagesIn(channels[channel])
      .findLast((message) => controlOf(slackScreen(message, false), label))
    if (found === undefined) throw new Error(`no button [${label}], only:\n${before?.screen.text}`)
    return found
  }
  return {
    name,
    id: idOf(name),
    command: async (command, options = {}) => {
      noteCommand(used, command, Object.keys(options))
      return look(await slack.slash('/news', formatTyped(command, withIds(options)), where))
    },
    press: async (label) => {
      const on = onWith(label)
      const control = controlOf('view' in on ? screenOf(on) : slackScreen(on, false), label)
      if (control === null) throw new Error(`no button [${label}]`)
      used.add(`action ${actionOf(control.id)}`)
      return look(
        await slack.button(on, control.id, {
          ...where,
          ...(control.value === '' ? {} : { value: control.value }),
        }),
      )
    },
    choose: async (label) => {
      const { on, screen } = current()
      const select = screen.controls.findLast(({ options }) => options.some((one) => one.label === label))
      const option = select?.options.find((one) => one.label === label)
      if (!select || !option) throw new Error(`nothing to choose ${label}:\n${screen.text}`)
      used.add(`action ${actionOf(select.id)}`)
      return look(await slack.button(on, select.id, { ...where, value: option.value }))
    },
    fill: async (entered) => {
      const { on, screen } = current()
      if (screen.kind !== 'form') throw new Error(`no form is open:\n${screen.text}`)
      used.add(`form ${String(on.view?.callback_id).replace(/^pq:/, '')}`)
      const from = slack.shown.length
      const answer = await slack.submit(on, valuesIn(slack, entered, where.user), where)
      if (answer.kind === 'errors') return Object.values(answer.errors).join('\n')
      if (answer.kind === 'view') return look(answer.view)
      const isNext = (one: Shown) => one.user === where.user && one.via !== 'home'
      return look(
        await slack.until(() => slack.shown.slice(from).find(isNext), { what: 'an answer to the form' }),
      )
    },
    suggestions: async () => [],
    home: async () => look(await slack.home({ user: where.user })),
    back: () => {
      seenSoFar.pop()
    },
    get screen() {
      return current().screen
    },
    file: () => {
      const file = slack.files().findLast((one) => one.user === slack.botUserId && one.channel !== null)
      if (file === undefined) throw new Error('no file was sent')
      return file.text
    },
  }
}

function screenOf(shown: Shown): Screen {
  return shown.view === null ? slackScreen(shown, shown.isPrivate) : slackModal(shown.view)
}

function actionOf(actionId: string): string {
  return actionId.replace(/^pq:|#.*$/g, '')
}

function withIds(options: Options): Options {
  const ids = Object.entries(options).map(([name, value]) => [
    name,
    name === 'in' && isChannelName(value) ? channels[value] : value,
  ])
  return Object.fromEntries(ids)
}

function valuesIn(slack: FakeSlack, entered: Entered, user: string): Record<string, string | Json> {
  return Object.fromEntries(
    Object.entries(entered).map(([field, value]) => {
      if (typeof value !== 'string') return [field, { files: [slack.upload(value.name, value.text, user)] }]
      return [field, isChannelName(value) ? channels[value] : value]
    }),
  )
}
