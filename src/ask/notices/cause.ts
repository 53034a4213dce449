import type { Locale } from '../../deliver/locale.ts'
import { type Cause, causeTexts } from '../texts/causes.ts'

type CauseName = keyof (typeof causeTexts)['en']

const causes: Readonly<Record<string, CauseName>> = {
  gone: 'gone',
  'status 401': 'locked',
  'status 403': 'refused',
  'status 404': 'missing',
  'status 406': 'refused',
  'status 407': 'locked',
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
  html: 'page',
  'not-a-feed': 'page',
  malformed: 'damaged',
  'too-deep': 'damaged',
}

/** The class of a feed's trouble in plain words, with what to do about it. */
export function causeOf(problem: string | null, locale: Locale): Cause {
  const isServers = problem !== null && /^status 5\d\d$/.test(problem)
  const name = isServers ? 'broken' : (causes[problem ?? ''] ?? 'other')
  return causeTexts[locale][name]
}
