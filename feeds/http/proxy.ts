import { type Agent, type Dispatcher, ProxyAgent } from 'undici'
import { basicOf } from './basic.ts'
import { plainHref } from './target.ts'

/** Opens the way through an http proxy. Its address may be inside of any network: the operator chose it. */
export function openProxy(proxy: string, options: Agent.Options): Dispatcher {
  const url = new URL(proxy)
  const token = basicOf(url)
  return new ProxyAgent({
    ...options,
    uri: plainHref(url),
    connectTimeout: connectTimeoutMs,
    ...(token === null ? {} : { token }),
  })
}

const connectTimeoutMs = 10_000
