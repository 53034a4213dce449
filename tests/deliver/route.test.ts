import { expect, test } from 'vitest'
import { routePost } from '../../src/deliver/route.ts'
import type { Candidate, RoutedItem } from '../../src/store/routing.ts'

const settings = {
  timeZone: 'Europe/Berlin',
  locale: 'en',
  quietHours: null,
  breakingWords: null,
  budgetPerHour: null,
}

const candidate: Candidate = {
  subscriptionId: 1,
  channelId: 1,
  style: 'full',
  isPaused: false,
  filter: null,
  schedule: null,
  settings,
  hasSamePage: false,
}

const item: RoutedItem = {
  title: 'Council passes budget',
  text: 'The state of emergency goes on.',
  author: 'Ada Smith',
  categories: ['City'],
  outlets: ['The Gazette'],
  isSample: false,
  at: Date.parse('2026-10-24T12:00:00Z'),
}

const route = (changes: Partial<Candidate>, about = item) =>
  routePost([{ ...candidate, ...changes }], about)[0]

test('a channel gets a page once, and the decision says why', () => {
  expect(route({})).toMatchObject({ outcome: 'queued', reason: 'the channel follows the feed' })
  expect(route({ hasSamePage: true })).toMatchObject({
    outcome: 'duplicate',
    reason: 'the channel already has a post of this page',
  })
})

test('each subscription is asked for itself', () => {
  const routes = routePost(
    [
      candidate,
      { ...candidate, channelId: 2, filter: '-budget' },
      { ...candidate, channelId: 3, isPaused: true },
    ],
    item,
  )
  expect(routes.map(({ channelId, outcome }) => [channelId, outcome])).toEqual([
    [1, 'queued'],
    [2, 'filtered'],
    [3, 'paused'],
  ])
})

test('a schedule names the next digest in the time zone of the channel', () => {
  const until = Date.parse('2026-10-25T08:00:00Z')
  expect(route({ schedule: 'daily 09:00' })).toMatchObject({
    outcome: 'folded',
    fold: { cause: 'schedule', until },
  })
})

test('breaking words are found in title and text, and only there', () => {
  const urgent = (breakingWords: string) => route({ settings: { ...settings, breakingWords } })?.isUrgent
  expect(urgent('breaking, "state of emergency"')).toBe(true)
  expect(urgent('council')).toBe(true)
  expect(urgent('smith, city, gazette')).toBe(false)
  expect(urgent('"never closed')).toBe(false)
})

test('the sample of a new feed is posted at once, unless its filter leaves it out', () => {
  const sample = { ...item, isSample: true }
  expect(route({ schedule: 'daily 09:00' }, sample)).toMatchObject({ outcome: 'queued', isUrgent: true })
  expect(route({ filter: 'paris' }, sample)).toMatchObject({ outcome: 'filtered' })
})

test('a filter or schedule that cannot be read any more loses nothing', () => {
  expect(route({ filter: '/a(/' })).toMatchObject({
    outcome: 'queued',
    reason: 'the channel follows the feed; its filter could not be read',
  })
  expect(route({ schedule: 'sometimes' })).toMatchObject({ outcome: 'queued' })
})
