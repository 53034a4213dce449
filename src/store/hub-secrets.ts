import type { Transaction } from 'kysely'
import type { HubSubscriptionRow } from './push-schema.ts'
import type { Database } from './schema.ts'
import { type OpenedSecret, openSecret, type SecretKey, sealSecret } from './secrets.ts'

/** How the secrets are kept with which hubs sign what they push: sealed where there is a key, as they are where there is none. */
export type HubSecrets = {
  readonly key: SecretKey | null
  /** A new text that nobody guesses. */
  readonly newToken: () => string
}

/** A new secret, as it is kept for the subscription with this token. */
export function newHubSecret(token: string, { key, newToken }: HubSecrets): string {
  return sealed(newToken(), token, key)
}

/** What the hub signs with. */
export function openHubSecret(
  { secret, token }: Pick<HubSubscriptionRow, 'secret' | 'token'>,
  key: SecretKey | null,
): OpenedSecret {
  return isSealed(secret) ? openSecret(secret, key, placeOf(token)) : { kind: 'open', secret }
}

/**
 * Makes all secrets be kept as the settings now ask for: what stands open is sealed when there is a key, and a hub whose
 * secret was sealed with another key gets a new one.
 */
export async function keepHubSecrets(
  tx: Transaction<Database>,
  { key, newToken }: HubSecrets,
  now: number,
): Promise<void> {
  const rows = await tx
    .selectFrom('hub_subscriptions')
    .select(['id', 'token', 'secret'])
    .where('secret', key === null ? 'like' : 'not like', key === null ? 'v1.%' : `v1.${key.name}.%`)
    .where('state', 'not in', ['leaving', 'left'])
    .execute()
  for (const { id, token, secret } of rows) {
    const change = isSealed(secret)
      ? { secret: sealed(newToken(), token, key), ...askedAnew, next_at: now }
      : { secret: sealed(secret, token, key) }
    await tx.updateTable('hub_subscriptions').set(change).where('id', '=', id).execute()
  }
}

const askedAnew = { state: 'wanted', failures: 0, asked_mode: null } as const

function sealed(secret: string, token: string, key: SecretKey | null): string {
  return key === null ? secret : sealSecret(secret, key, placeOf(token))
}

/** Secrets of ours have no full stop in them. */
function isSealed(secret: string): boolean {
  return secret.startsWith('v1.')
}

function placeOf(token: string): string {
  return `hub ${token}`
}
