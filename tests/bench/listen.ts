import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'

/** Answers on so many loopback addresses with one port; where a system knows only one of them, on that one. */
export async function listenOn(
  hostsWanted: number,
  answer: RequestListener,
): Promise<{ readonly port: number; readonly hosts: readonly string[] }> {
  const port = await listen('127.0.0.1', 0, answer)
  if (port === null) throw new Error('127.0.0.1 has no free port')
  const hosts = ['127.0.0.1']
  for (let host = 2; host <= hostsWanted; host++)
    if ((await listen(`127.0.0.${host}`, port, answer)) !== null) hosts.push(`127.0.0.${host}`)
  return { port, hosts }
}

/** The port; null where the address is not one of this machine's. */
async function listen(host: string, wantedPort: number, answer: RequestListener): Promise<number | null> {
  const server = createServer(answer).listen(wantedPort, host)
  try {
    await once(server, 'listening')
  } catch {
    return null
  }
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : null
}
