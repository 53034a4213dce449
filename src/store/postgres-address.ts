const looser = new Set(['prefer', 'require', 'verify-ca'])

/**
 * An address by which whoever asks for encryption also learns who answers. pg 8 takes the looser modes like `verify-full` and warns that
 * pg 9 will take them as libpq does (https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-SSLMODE-STATEMENTS).
 */
export function strictAddress(url: string): string {
  const address = new URL(url)
  const mode = address.searchParams.get('sslmode')
  if (mode === null || !looser.has(mode) || address.searchParams.has('uselibpqcompat')) return url
  address.searchParams.set('sslmode', 'verify-full')
  return address.href
}
