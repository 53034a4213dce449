import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

type Address = ipaddr.IPv4 | ipaddr.IPv6
type Network = readonly [base: Address, prefixLength: number]

/** Networks the operator opened on purpose, such as an intranet with a feed in it. */
export type AllowedNetworks = readonly Network[]

// The only IPv6 space that is handed out to the internet; everything outside it is special or unassigned,
// among it ::/96, which ipaddr.js calls unicast though old systems take ::127.0.0.1 for 127.0.0.1.
const internetV6 = ipaddr.parseCIDR('2000::/3')

// Reachable only from inside Azure, where it gives out the machine's secrets; its number looks public.
const azureWireServer = '168.63.129.16'

const intranets = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '127.0.0.0/8',
  '100.64.0.0/10',
  'fc00::/7',
  '::1/128',
]

const rangeNames: Readonly<Record<string, string>> = {
  private: 'a private address',
  uniqueLocal: 'a private address',
  loopback: 'an address of this machine',
  linkLocal: 'a link-local address, where clouds keep their secrets',
  carrierGradeNat: 'an address inside a provider network',
  unspecified: 'an address of this machine',
  multicast: 'a multicast address',
  broadcast: 'a broadcast address',
}

/** Reads networks in CIDR notation, or single addresses; throws on a line that is neither and names it. */
export function parseAllowedNetworks(cidrs: readonly string[]): AllowedNetworks {
  return cidrs.map(parseNetwork)
}

/** Whether a host, as a URL shows it, is an address and no name. */
export function isAddress(host: string): boolean {
  return isIP(host) !== 0
}

/** Whether a connection to this address may be opened: it is on the internet, or the operator opened its network. */
export function isPublicAddress(ip: string, allowed: AllowedNetworks): boolean {
  const address = readAddress(ip)
  return address !== null && (isInternet(address) || isInside(address, allowed))
}

/** Whether the operator opened the network of this address. */
export function isAllowedAddress(ip: string, allowed: AllowedNetworks): boolean {
  const address = readAddress(ip)
  return address !== null && isInside(address, allowed)
}

/** Says what a refused address is, and which network an operator would have to open; for messages. */
export function describeAddress(ip: string): { readonly what: string; readonly intranet: string | null } {
  const address = readAddress(ip)
  if (address === null) return { what: 'not an address', intranet: null }
  const intranet = intranets.find((cidr) => isInside(address, [ipaddr.parseCIDR(cidr)])) ?? null
  return { what: rangeNames[address.range()] ?? 'a reserved address', intranet }
}

/** An IPv4 address written as IPv6 is the IPv4 address. */
function readAddress(ip: string): Address | null {
  return isAddress(ip) ? ipaddr.process(ip) : null
}

function parseNetwork(line: string): Network {
  const text = line.trim()
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text)
  if (ipaddr.isValid(text)) {
    const address = ipaddr.parse(text)
    return [address, address.kind() === 'ipv4' ? 32 : 128]
  }
  throw new Error(`allowed networks: expected a network such as 10.0.0.0/8, found "${line}"`)
}

function isInternet(address: Address): boolean {
  if (address.range() !== 'unicast') return false
  return address instanceof ipaddr.IPv4
    ? address.toString() !== azureWireServer
    : isInside(address, [internetV6])
}

function isInside(address: Address, networks: AllowedNetworks): boolean {
  return networks.some(
    ([base, prefixLength]) => base.kind() === address.kind() && address.match(base, prefixLength),
  )
}
