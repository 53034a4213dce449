import { z } from 'zod'
import type { Keep } from '../operate/retention.ts'

const expectedDays = 'expected a number of days from 1 to 36500, or forever'
const wholeDays = z.coerce
  .number(expectedDays)
  .int(expectedDays)
  .min(1, expectedDays)
  .max(36_500, expectedDays)
const days = (usual: number) => z.union([z.literal('forever'), wholeDays], expectedDays).default(usual)

const shortestToken = 24

/** What whoever runs the program decides: how long what is kept, and who may look into it from outside. */
export const operateSettings = {
  PULLQUOTE_KEEP_ARTICLE_DAYS: days(90),
  PULLQUOTE_KEEP_ITEM_DAYS: days(400),
  PULLQUOTE_KEEP_DELIVERY_DAYS: days(400),
  PULLQUOTE_KEEP_AUDIT_DAYS: days(400),
  PULLQUOTE_ADMIN_TOKEN: z
    .string()
    .refine(
      (text) => text === '' || (text.length >= shortestToken && /^[\x21-\x7e]+$/.test(text)),
      `expected at least ${shortestToken} characters without spaces (openssl rand -base64 32)`,
    )
    .default(''),
  PULLQUOTE_HTTP_HOST: z
    .union([z.ipv4(), z.ipv6()], 'expected an IP address of this machine, such as 127.0.0.1 or 0.0.0.0')
    .default('127.0.0.1'),
}

type Values = { readonly [Name in keyof typeof operateSettings]: z.infer<(typeof operateSettings)[Name]> }

export function readKeep(all: Values): Keep {
  const daysOf = (value: Values['PULLQUOTE_KEEP_ITEM_DAYS']) => (value === 'forever' ? null : value)
  return {
    articleDays: daysOf(all.PULLQUOTE_KEEP_ARTICLE_DAYS),
    itemDays: daysOf(all.PULLQUOTE_KEEP_ITEM_DAYS),
    deliveryDays: daysOf(all.PULLQUOTE_KEEP_DELIVERY_DAYS),
    auditDays: daysOf(all.PULLQUOTE_KEEP_AUDIT_DAYS),
  }
}

/** What others could reach is shown only to those who know the token. */
export function isHostGuarded(all: Values): boolean {
  return all.PULLQUOTE_ADMIN_TOKEN !== '' || isLoopback(all.PULLQUOTE_HTTP_HOST)
}

function isLoopback(host: string): boolean {
  return host.startsWith('127.') || host === '::1'
}
