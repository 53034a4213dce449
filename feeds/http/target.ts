import { redactUrl } from '../redact.ts'
import {
  type AllowedNetworks,
  describeAddress,
  isAddress,
  isAllowedAddress,
  isPublicAddress,
} from './addresses.ts'

/** What the operator opened beyond the public internet. */
export type Gate = { readonly networks: AllowedNetworks; readonly origins: ReadonlySet<string> }

export type Target =
  | { readonly kind: 'open'; readonly url: URL }
  | {
      readonly kind: 'refused'
      readonly problem: 'bad-url' | 'blocked-address'
      readonly detail: string
    }

const webPorts: ReadonlySet<string> = new Set(['', '80', '443', '8080', '8443'])
const longestUrl = 8192

/**
 * Decides from the address alone whether it may be asked. A name that passes here is still checked when it has been
 * resolved, by the connection itself.
 */
export function checkTarget(address: string, gate: Gate): Target {
  if (address.length > longestUrl)
    return refused('bad-url', `the address is longer than ${longestUrl} characters`)
  const url = URL.parse(address)
  if (url === null) return refused('bad-url', 'this is not a complete web address')
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return refused('bad-url', `only http and https addresses are followed, not ${url.protocol}`)
  if (gate.origins.has(url.origin)) return { kind: 'open', url }
  return checkHost(url, gate)
}

/** Whether feeds are usually served on this port; the others are open only inside networks the operator opened. */
export function isWebPort(port: string): boolean {
  return webPorts.has(port)
}

/** Says why an address is refused and, when an operator may open it, how. */
export function explainAddress(ip: string): string {
  const { what, intranet } = describeAddress(ip)
  const fix =
    intranet === null ? '' : `; to follow an intranet feed add ${intranet} to PULLQUOTE_ALLOW_NETWORKS`
  return `${ip} is ${what}${fix}`
}

/** Says why a port is refused and how an operator opens it. */
export function explainPort(port: string): string {
  return `port ${port} is not a web port (80, 443, 8080, 8443); to follow a feed there add the network of its server to PULLQUOTE_ALLOW_NETWORKS`
}

/** The address without user name, password and fragment: what goes over the wire and into links. */
export function plainHref(url: URL): string {
  if (url.username === '' && url.password === '' && url.hash === '') return url.href.replace(/#$/, '')
  const plain = new URL(url)
  plain.username = ''
  plain.password = ''
  plain.hash = ''
  return plain.href
}

/** The address as a message shows it. */
export function shownUrl(url: URL): string {
  return redactUrl(url.href)
}

// WHATWG URL has already turned 2130706433, 0x7f.1, 017700000001 and full-width digits into dotted form.
function checkHost(url: URL, gate: Gate): Target {
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  const literal = isLocalName(host) ? '127.0.0.1' : host
  if (isAddress(literal) && !isPublicAddress(literal, gate.networks)) {
    const name = literal === host ? '' : `${host} means ${literal}, and `
    return refused('blocked-address', name + explainAddress(literal))
  }
  if (isWebPort(url.port) || mayBeAllowed(literal, gate.networks)) return { kind: 'open', url }
  return refused('blocked-address', explainPort(url.port))
}

function isLocalName(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost')
}

// A name on an unusual port may turn out to be in an opened network; only its resolution tells.
function mayBeAllowed(host: string, networks: AllowedNetworks): boolean {
  return isAddress(host) ? isAllowedAddress(host, networks) : networks.length > 0
}

function refused(problem: 'bad-url' | 'blocked-address', detail: string): Target {
  return { kind: 'refused', problem, detail }
}
