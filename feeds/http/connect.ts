import { type LookupAddress, lookup as resolveName } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { buildConnector } from 'undici'
import { isAllowedAddress, isPublicAddress } from './addresses.ts'
import { explainAddress, explainPort, type Gate, isWebPort } from './target.ts'

/** The `code` of the error a connection fails with when its address is closed to us. */
export const blockedCode = 'EBLOCKEDADDRESS'

type IsOpen = (ip: string) => boolean
type Socketing = { readonly isOpen: IsOpen; readonly connect: buildConnector.connector }

// HTTP/2 would only add surface (floods of frames and pings) for one small answer per connection.
// Far servers need more than the 250 ms that Node gives the first of several addresses.
const socketOptions = { allowH2: false, timeout: 10_000, autoSelectFamilyAttemptTimeout: 1_000 }

/**
 * Opens sockets for undici, and only to addresses the gate lets through. The address that was checked is the one that
 * is connected to, so a name that changes its mind between two look-ups gains nothing.
 */
export function guardedConnect(gate: Gate): buildConnector.connector {
  const anywhere: Socketing = { isOpen: () => true, connect: buildConnector(socketOptions) }
  const internet = socketing((ip) => isPublicAddress(ip, gate.networks))
  const opened = socketing((ip) => isAllowedAddress(ip, gate.networks))
  return (options, callback) => {
    const { protocol, hostname, host = hostname, port } = options
    const isWeb = isWebPort(port)
    const way = gate.origins.has(`${protocol}//${host}`) ? anywhere : isWeb ? internet : opened
    // Node asks no look-up for a literal address.
    if (isIP(hostname) !== 0 && !way.isOpen(hostname)) {
      const explanation = isPublicAddress(hostname, gate.networks)
        ? explainPort(port)
        : explainAddress(hostname)
      callback(blocked(explanation), null)
      return
    }
    way.connect(options, callback)
  }
}

/**
 * Why this address is closed to us, by what its name resolves to here; null when it is open, or known only to the proxy
 * that is to be asked: what the proxy then connects to is out of our sight.
 */
export async function closedByName(url: URL, gate: Gate): Promise<string | null> {
  const hostname = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(hostname) !== 0 || gate.origins.has(url.origin)) return null
  const isOpen = (ip: string) =>
    isWebPort(url.port) ? isPublicAddress(ip, gate.networks) : isAllowedAddress(ip, gate.networks)
  const addresses = await addressesOf(hostname)
  // All of them, because which one the proxy takes is its own choice.
  return addresses.every(({ address }) => isOpen(address)) ? null : explainName(hostname, addresses)
}

function addressesOf(hostname: string): Promise<readonly LookupAddress[]> {
  return new Promise((resolve) => {
    resolveName(hostname, { all: true }, (error, addresses) => resolve(error === null ? addresses : []))
  })
}

function socketing(isOpen: IsOpen): Socketing {
  return { isOpen, connect: buildConnector({ ...socketOptions, lookup: lookupOpen(isOpen) }) }
}

function lookupOpen(isOpen: IsOpen): LookupFunction {
  return (hostname, options, callback) => {
    resolveName(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, '')
      const open = addresses.filter(({ address }) => isOpen(address))
      const [first] = open
      if (first === undefined) return callback(blocked(explainName(hostname, addresses)), '')
      if (options.all === true) callback(null, open)
      else callback(null, first.address, first.family)
    })
  }
}

function explainName(hostname: string, addresses: readonly LookupAddress[]): string {
  const first = addresses.find(({ address }) => !isPublicAddress(address, [])) ?? addresses[0]
  if (first === undefined) return `${hostname} has no address`
  if (isPublicAddress(first.address, []))
    return `${hostname} is ${first.address}, and its port is not a web port`
  return `${hostname} resolves to ${first.address}, and ${explainAddress(first.address)}`
}

function blocked(message: string): Error {
  return Object.assign(new Error(message), { code: blockedCode })
}
