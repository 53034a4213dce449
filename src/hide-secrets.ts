import type { Config } from './config.ts'

/** What takes the place of a secret. */
const censored = '[secret]'
/** Shorter ones would blank ordinary words. */
const shortest = 6

/** All secrets that the settings hold, longest first, each in the forms in which it may turn up. */
export function secretValues(config: Config): readonly string[] {
  const { discord, slack, model, secrets, adminToken, databaseUrl } = config
  const values = [
    discord?.token,
    slack?.botToken,
    slack?.appToken,
    slack?.signingSecret,
    model?.key,
    secrets.key,
    ...Object.values(secrets.named),
    adminToken,
    passwordOf(databaseUrl),
  ]
  const forms = values.flatMap((value) => (value == null || value.length < shortest ? [] : formsOf(value)))
  return [...new Set(forms)].toSorted((one, other) => other.length - one.length)
}

/** The text without any of these. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  let hidden = text
  for (const secret of secrets) hidden = hidden.replaceAll(secret, censored)
  return hidden
}

function passwordOf(databaseUrl: string | null): string | null {
  const url = databaseUrl === null ? null : URL.parse(databaseUrl)
  return url === null ? null : url.password
}

/** As it is, in an address, in JSON, as base64; and of `name:password` the password alone. */
function formsOf(secret: string): string[] {
  const plain = decoded(secret)
  const password = /^[^:\s]+:(\S+)$/.exec(plain)?.[1]
  const base64 = Buffer.from(plain).toString('base64')
  const all = [secret, plain, encodeURIComponent(plain), JSON.stringify(plain).slice(1, -1), base64]
  return password === undefined || password.length < shortest ? all : [...all, password]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A stray % is part of the secret.
    return text
  }
}
