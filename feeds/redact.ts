// `author`, `keywords` and `design` are no secrets, so the short words must stand alone.
const secretNames =
  /token|secret|passw|credential|signature|session|jwt|key$|(?:^|[^a-z])(?:auth|authorization|sig|pass|pwd|sid|code|access|private|hash)(?:$|[^a-z])|%/i
const opaqueValue = /^(?=.*\d)[\w.~+/=-]{24,}$/
const longestText = 300
/** Has no place for a secret that could be told from the rest. */
const plainAddress = /^https?:\/\/[a-z0-9.-]+(?::\d+)?\/[\w.~/-]*$/

/**
 * The address as it may stand in a message or a log line: no user name or password, no fragment, and no query value
 * that is named like a secret or looks like one.
 */
export function redactUrl(url: string): string {
  if (url.length <= longestText && plainAddress.test(url)) return url
  const parsed = URL.parse(url)
  // `user:password@host` without a scheme is an address of the scheme `user:`.
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return clip(redactUnreadable(url))
  parsed.username = ''
  parsed.password = ''
  parsed.hash = ''
  parsed.search = parsed.search.replace(/[^?&]+/g, redactPair)
  return clip(parsed.href)
}

/** The address without user name, password and query values that are named like secrets: what may leave the program. */
export function withoutSecrets(url: string): { readonly url: string; readonly isChanged: boolean } {
  const parsed = URL.parse(url)
  if (parsed === null) return { url, isChanged: false }
  const bare = new URL(parsed)
  bare.username = ''
  bare.password = ''
  if (parsed.hash.startsWith('#private-')) bare.hash = ''
  const pairs = parsed.search.slice(1).split('&')
  const kept = pairs.filter((pair) => !/=./.test(pair) || !secretNames.test(pair.split('=')[0] ?? ''))
  if (kept.length < pairs.length) bare.search = kept.join('&')
  return { url: bare.href, isChanged: bare.href !== parsed.href }
}

/** Foreign text for one line of a message: printable, and short. */
export function clip(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must go
  const printable = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
  return printable.length > longestText ? `${printable.slice(0, longestText)}...` : printable
}

function redactPair(pair: string): string {
  const [name = '', ...rest] = pair.split('=')
  const value = rest.join('=')
  if (rest.length === 0) return opaqueValue.test(name) ? '***' : name
  return value !== '' && (secretNames.test(name) || opaqueValue.test(value)) ? `${name}=***` : pair
}

// What is no URL cannot be taken apart, so everything that may hold a secret goes.
function redactUnreadable(text: string): string {
  const withoutQuery = text.replace(/[?#].*$/s, '?***')
  const at = withoutQuery.lastIndexOf('@')
  return at === -1 ? withoutQuery : `***${withoutQuery.slice(at)}`
}
