import type { Locale } from '../../deliver/locale.ts'
import { type Cause, causeTexts } from '../texts/causes.ts'
import { feedsTexts } from '../texts/feeds.ts'

type CauseName = keyof (typeof causeTexts)['en']

const causes: Readonly<Record<string, CauseName>> = {
  gone: 'gone',
  'status 401': 'locked',
  'status 402': 'members',
  'status 403': 'refused',
  'status 404': 'missing',
  'status 406': 'refused',
  'status 407': 'locked',
  secrets: 'locked',
  'status 429': 'busy',
  'status 451': 'refused',
  'rate-limited': 'busy',
  dns: 'name',
  refused: 'silent',
  reset: 'silent',
  timeout: 'slow',
  tls: 'secure',
  'blocked-address': 'private',
  'too-large': 'large',
  'too-many-redirects': 'redirect',
  'bad-redirect': 'redirect',
  empty: 'empty',
  'bot-wall': 'refused',
  login: 'members',
  html: 'page',
  'not-a-feed': 'page',
  malformed: 'damaged',
  'too-deep': 'damaged',
}

/** The class of a feed's trouble in plain words, with what to do about it. */
export function causeOf(problem: string | null, locale: Locale): Cause {
  return causeTexts[locale][causeNamed(problem)]
}

const passing: readonly CauseName[] = ['busy', 'broken', 'silent', 'slow', 'secure']

/** The same for an address that is only looked at: what passes by itself, somebody has to try again. */
export function causeOnLooking(problem: string, locale: Locale): Cause {
  const name = causeNamed(problem)
  const { found, fix } = causeTexts[locale][name]
  return { found, fix: passing.includes(name) ? feedsTexts[locale].tryLater : fix }
}

/** The name of the class, for programs. */
export function troubleClass(problem: string): string {
  return problem === 'bot-wall' ? problem : classNames[causeNamed(problem)]
}

const classNames: Readonly<Record<CauseName, string>> = {
  gone: 'gone',
  refused: 'refused',
  missing: 'missing',
  locked: 'locked',
  members: 'paywall',
  busy: 'rate-limited',
  broken: 'server-error',
  silent: 'no-answer',
  name: 'dns',
  slow: 'timeout',
  secure: 'tls',
  private: 'private-address',
  page: 'no-feed',
  damaged: 'damaged',
  large: 'too-large',
  empty: 'empty',
  redirect: 'redirects',
  other: 'other',
}

function causeNamed(problem: string | null): CauseName {
  const isServers = problem !== null && /^status 5\d\d$/.test(problem)
  return isServers ? 'broken' : (causes[problem ?? ''] ?? 'other')
}
