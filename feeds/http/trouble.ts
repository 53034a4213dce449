import { errors } from 'undici'
import { clip } from '../redact.ts'
import { blockedCode } from './connect.ts'

/** What can go wrong between us and a server, up to a complete body. */
export type HttpProblem =
  | 'blocked-address'
  | 'bad-url'
  | 'dns'
  | 'refused'
  | 'reset'
  | 'tls'
  | 'timeout'
  | 'too-large'
  | 'too-many-redirects'
  | 'bad-redirect'
  | 'bad-encoding'
  | 'protocol'
  | 'aborted'

export type Trouble = { readonly problem: HttpProblem; readonly detail: string }

const problems: Readonly<Record<string, HttpProblem>> = {
  [blockedCode]: 'blocked-address',
  ENOTFOUND: 'dns',
  ENODATA: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  EAI_NODATA: 'dns',
  EAI_NONAME: 'dns',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  EHOSTDOWN: 'refused',
  ENETUNREACH: 'refused',
  EADDRNOTAVAIL: 'refused',
  EACCES: 'refused',
  EPERM: 'refused',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  UND_ERR_ABORTED: 'aborted',
  UND_ERR_DESTROYED: 'aborted',
  UND_ERR_CLOSED: 'aborted',
  EPROTO: 'tls',
  HOSTNAME_MISMATCH: 'tls',
}

const tlsCodes =
  /^(?:ERR_SSL|ERR_TLS|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|INVALID_CA|INVALID_PURPOSE)/

/** Names what went wrong on the network. An error that is none of the network's is a bug, and is thrown again. */
export function troubleOf(error: unknown): Trouble {
  const code = codeOf(error)
  if (code === null || !(error instanceof Error)) throw error
  const problem = problems[code] ?? (tlsCodes.test(code) ? 'tls' : 'protocol')
  return { problem, detail: detailOf(problem, code, error) }
}

function detailOf(problem: HttpProblem, code: string, error: Error): string {
  switch (problem) {
    case 'blocked-address':
      return error.message
    case 'dns':
      return `the name of the server does not resolve (${code})`
    case 'refused':
      return `the server could not be connected to (${code})`
    case 'reset':
      return `the server closed the connection before the answer was complete (${code})`
    case 'aborted':
      return 'the request was called off'
    case 'tls':
      return tlsDetail(code, error)
    default:
      return code === 'UND_ERR_HEADERS_OVERFLOW'
        ? 'the headers are larger than any honest answer needs'
        : `${clip(error.message)} (${code})`
  }
}

function tlsDetail(code: string, error: Error): string {
  // What a server that speaks plain HTTP looks like from a TLS handshake.
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|EPROTO/.test(code))
    return `the server does not speak TLS on this port (${code}); if it has no https, use its http address`
  return `the server's certificate or TLS is not acceptable: ${clip(error.message)} (${code})`
}

function codeOf(error: unknown): string | null {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  // undici's parser gives most of its errors no code, and they are none of its UndiciErrors.
  const isWebs = error instanceof errors.UndiciError || error instanceof errors.HTTPParserError
  return isWebs ? error.name : null
}
